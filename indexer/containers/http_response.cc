// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/http_response.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "common/base/utf8.h"
#include "indexer/containers/content_coding.h"

namespace dateline {
namespace {

constexpr std::size_t kLongestField = 8192;

// The first line without its end, which is taken off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

int status_of(std::string_view line) {
  const std::size_t blank = line.find(' ');
  int status = 0;
  if (blank == std::string_view::npos) return 0;
  const std::string_view rest = trim(line.substr(blank));
  std::from_chars(rest.data(), rest.data() + rest.size(), status);
  return status;
}

std::string* field_of(HttpResponse& response, std::string_view name) {
  const std::string lower = ascii_lower(trim(name));
  std::string* field = nullptr;
  if (lower == "content-type") field = &response.content_type;
  if (lower == "content-encoding") field = &response.content_encoding;
  if (lower == "transfer-encoding") field = &response.transfer_encoding;
  return field != nullptr && field->empty() ? field : nullptr;
}

// The size at the beginning of a chunk, in hexadecimal; null when there is none. `line`: how long
// its line is.
std::optional<std::uint64_t> chunk_size(std::string_view text, std::size_t& line) {
  constexpr std::size_t kLongest = 256;
  const std::size_t end = text.substr(0, kLongest).find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  line = end + 1;
  std::string_view digits = text.substr(0, end);
  digits = trim(digits.substr(0, digits.find(';')));
  std::uint64_t size = 0;
  const auto [rest, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (error != std::errc() || rest != digits.data() + digits.size()) return std::nullopt;
  return size;
}

std::string without_chunks(std::string_view body) {
  std::string joined;
  while (!body.empty()) {
    std::size_t line = 0;
    const auto size = chunk_size(body, line);
    if (!size) {
      joined += body;
      break;
    }
    if (*size == 0) break;
    body.remove_prefix(line);
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(*size, body.size()));
    joined += body.substr(0, taken);
    body.remove_prefix(taken);
    if (body.starts_with("\r\n"))
      body.remove_prefix(2);
    else if (body.starts_with('\n'))
      body.remove_prefix(1);
  }
  return joined;
}

// The names of a list field, the last coding that was applied first.
std::vector<std::string> codings_of(std::string_view field) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> codings;
  while (!field.empty() && codings.size() < kMost) {
    const std::size_t end = std::min(field.find(','), field.size());
    const std::string coding = ascii_lower(trim(field.substr(0, end)));
    if (!coding.empty() && coding != "identity") codings.insert(codings.begin(), coding);
    field.remove_prefix(std::min(end + 1, field.size()));
  }
  return codings;
}

}  // namespace

std::optional<HttpResponse> parse_http(std::string_view response) {
  if (!response.starts_with("HTTP/") && !response.starts_with("ICY ")) return std::nullopt;
  HttpResponse parsed;
  parsed.status = status_of(take_line(response));
  std::string* field = nullptr;
  while (!response.empty()) {
    const std::string_view line = take_line(response);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (field != nullptr && field->size() + line.size() < kLongestField)
        field->append(" ").append(trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    field = colon == std::string_view::npos ? nullptr : field_of(parsed, line.substr(0, colon));
    if (field != nullptr) *field = trim(line.substr(colon + 1)).substr(0, kLongestField);
  }
  parsed.body = response;
  return parsed;
}

std::variant<std::string, Skip> decode_body(const HttpResponse& response, Nest& nest) {
  std::string body;
  std::vector<std::string> codings = codings_of(response.content_encoding);
  std::string_view sent = response.body;
  for (const auto& coding : codings_of(response.transfer_encoding)) {
    if (coding == "chunked") {
      body = without_chunks(sent);
      sent = body;
    } else {
      codings.insert(codings.begin(), coding);
    }
  }
  for (const auto& coding : codings) {
    auto decoded = decode_content(sent, coding, nest);
    if (auto* skip = std::get_if<Skip>(&decoded)) return std::move(*skip);
    body = std::get<std::string>(std::move(decoded));
    sent = body;
  }
  return sent.data() == body.data() ? std::move(body) : std::string(sent);
}

std::string media_type(std::string_view content_type) {
  return ascii_lower(trim(content_type.substr(0, content_type.find_first_of(";,"))));
}

std::string charset_of(std::string_view content_type) {
  std::size_t at = content_type.find(';');
  while (at != std::string_view::npos) {
    content_type.remove_prefix(at + 1);
    at = content_type.find(';');
    const std::string_view parameter = content_type.substr(0, at);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos ||
        ascii_lower(trim(parameter.substr(0, equals))) != "charset")
      continue;
    std::string_view value = trim(parameter.substr(equals + 1));
    while (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
    return ascii_lower(value.substr(0, value.find_first_of("\"', \t")));
  }
  return {};
}

}  // namespace dateline
