// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/mime_tree.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

struct Boundary {
  std::size_t begin = 0;  // of its line
  std::size_t end = 0;    // behind it
  bool is_last = false;
};

// `mark`: "--" and the boundary. The next line of it from `from` on, which begins a line. Compares
// at the beginnings of lines only, so that no mark makes it slow.
std::optional<Boundary> find_boundary(std::string_view body, std::string_view mark,
                                      std::size_t from) {
  while (from < body.size()) {
    const std::size_t line_end = std::min(body.find('\n', from), body.size());
    const std::size_t end = std::min(line_end + 1, body.size());
    std::string_view line = body.substr(from, line_end - from);
    const std::size_t begin = std::exchange(from, end);
    if (!line.starts_with(mark)) continue;
    line.remove_prefix(mark.size());
    const bool is_last = line.starts_with("--");
    if (is_last) line.remove_prefix(2);
    if (trim(line).empty()) return Boundary{begin, end, is_last};
  }
  return std::nullopt;
}

// Without the line end that belongs to the boundary behind it.
std::string_view without_line_end(std::string_view body) {
  if (body.ends_with('\n')) body.remove_suffix(1);
  if (body.ends_with('\r')) body.remove_suffix(1);
  return body;
}

// At most `most` of them. The last one goes on to the end where its boundary is missing.
std::vector<std::string_view> split_multipart(std::string_view body, std::string_view boundary,
                                              std::size_t most) {
  std::vector<std::string_view> parts;
  const std::string mark = fmt::format("--{}", boundary);
  auto open = find_boundary(body, mark, 0);
  while (open && !open->is_last && parts.size() < most) {
    const auto next = find_boundary(body, mark, open->end);
    const std::size_t end = next ? next->begin : body.size();
    parts.push_back(without_line_end(body.substr(open->end, end - open->end)));
    open = next;
  }
  return parts;
}

MimePart make_part(std::string_view bytes, unsigned depth, const char* usual_type) {
  const std::size_t length = header_length(bytes);
  MimePart part;
  part.headers = MimeHeaders(bytes.substr(0, length));
  part.body = bytes.substr(length);
  part.depth = depth;
  part.type = parse_mime_value(part.headers.raw("Content-Type").value_or(usual_type));
  if (part.type.value.find('/') == std::string::npos) part.type.value = "text/plain";
  return part;
}

std::vector<std::string_view> parts_within(const MimePart& part, std::size_t most) {
  if (part.type.value == "message/rfc822" || part.type.value == "message/global")
    return {part.body};
  const std::string_view boundary = part.type.parameter("boundary");
  if (!part.type.value.starts_with("multipart/") || boundary.empty()) return {};
  return split_multipart(part.body, boundary, most);
}

// The line that mailboxes put in front of each message.
std::string_view without_envelope(std::string_view message) {
  while (message.starts_with('\n') || message.starts_with('\r')) message.remove_prefix(1);
  if (!message.starts_with("From ")) return message;
  return message.substr(std::min(message.find('\n'), message.size() - 1) + 1);
}

}  // namespace

std::variant<std::vector<MimePart>, Skip> split_mime(std::string_view message,
                                                     const MimeLimits& limits) {
  message = without_envelope(message);
  if (header_length(message) < 2) return Skip{SkipKind::Broken, "no header of a mail"};
  std::vector<MimePart> parts = {make_part(message, 0, "text/plain")};
  // Each level reads its bytes once more, so that time is the size times the depth.
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const unsigned depth = parts[i].depth + 1;
    const auto within = parts_within(parts[i], limits.parts + 1);
    if (within.empty()) continue;
    if (depth > limits.depth)
      return Skip{SkipKind::Limit, fmt::format("parts nested more than {} deep", limits.depth)};
    if (parts.size() + within.size() > limits.parts)
      return Skip{SkipKind::Limit, fmt::format("more than {} parts", limits.parts)};
    const bool is_digest = parts[i].type.value == "multipart/digest";
    for (const std::string_view bytes : within) {
      parts[i].children.push_back(parts.size());
      parts.push_back(make_part(bytes, depth, is_digest ? "message/rfc822" : "text/plain"));
    }
  }
  return parts;
}

}  // namespace dateline
