// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/json_lines.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

void discard_line(ByteWindow& in) {
  for (std::string_view bytes = in.peek(1); !bytes.empty(); bytes = in.peek(1)) {
    bytes = in.buffered();
    const std::size_t end = bytes.find('\n');
    in.skip(end == std::string_view::npos ? bytes.size() : end + 1);
    if (end != std::string_view::npos) return;
  }
}

}  // namespace

void split_json_lines(ByteWindow& in, Nest& nest) {
  const auto most = static_cast<std::size_t>(nest.limits().line_bytes);
  if (in.peek(3) == "\xEF\xBB\xBF") in.skip(3);
  for (std::uint64_t number = 1; !nest.ended(); ++number) {
    const WindowLine line = peek_line(in, most + 2);
    if (line.size == 0) break;
    if (!line.is_whole || line.text.size() > most) {
      discard_line(in);
      nest.skip(std::to_string(number),
                {SkipKind::TooLarge, fmt::format("a line over {} MiB", most >> 20U)});
      continue;
    }
    const bool is_cut =
        in.failed() && in.buffered().size() == line.size && in.buffered().back() != '\n';
    if (!is_cut && !trim(line.text).empty()) {
      Member member;
      member.line = number;
      member.format = Format::JsonLines;
      member.bytes = line.text;
      nest.take(std::move(member));
    }
    in.skip(line.size);
  }
  if (in.failed()) nest.skip("", nest.failure("damaged"));
}

}  // namespace dateline
