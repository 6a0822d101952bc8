// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/read_member.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "indexer/containers/arc.h"
#include "indexer/containers/archive_members.h"
#include "indexer/containers/feed_items.h"
#include "indexer/containers/json_lines.h"
#include "indexer/containers/mbox.h"
#include "indexer/containers/packed_source.h"
#include "indexer/containers/warc.h"
#include "indexer/detect/format_detection.h"

namespace dateline {
namespace {

std::string ending_of(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : ascii_lower(name.substr(dot));
}

// "a.html.gz" holds "a.html", "a.tgz" holds "a.tar".
std::string inner_name(std::string_view name) {
  static constexpr std::array kTars =
      std::to_array<std::string_view>({".tgz", ".tbz", ".tbz2", ".txz", ".tzst"});
  static constexpr std::array kPlain =
      std::to_array<std::string_view>({".gz", ".gzip", ".z", ".zst", ".zstd", ".xz", ".bz2"});
  const std::string ending = ending_of(name);
  const std::string stem(name.substr(0, name.size() - ending.size()));
  if (std::find(kTars.begin(), kTars.end(), ending) != kTars.end()) return stem + ".tar";
  return std::find(kPlain.begin(), kPlain.end(), ending) != kPlain.end() ? stem : std::string(name);
}

void read_document(Nest& nest, std::string_view name, Format format, ByteWindow& in) {
  constexpr std::size_t kBlock = std::size_t{64} << 10U;
  const std::uint64_t most = nest.limits().member_bytes;
  Member member;
  member.name = name;
  member.format = format;
  std::string& bytes = member.bytes;
  for (std::size_t size = 0;;) {
    const std::size_t room = std::max(kBlock, size);
    bytes.resize(size + room);
    const std::size_t count = in.read(bytes.data() + size, room);
    size += count;
    bytes.resize(size);
    if (count == 0) break;
    if (size > most) {
      nest.skip(name, {SkipKind::TooLarge, fmt::format("over {} MiB", most >> 20U)});
      return;
    }
  }
  if (in.failed())
    nest.skip(name, nest.failure("damaged"));
  else
    nest.take(std::move(member));
}

Skip nested_too_deep(const Nest& nest) {
  return {SkipKind::Limit, fmt::format("archives nested over {} deep", nest.limits().depth)};
}

void read_members(Nest& nest, ByteSource& in) {
  read_archive(in, nest, [&](std::string_view name, ByteWindow& member) {
    read_member(nest, name, name, member);
  });
}

void read_feed(Nest& nest, ByteWindow& in) {
  const MemberSink sink{
      [&](Member&& member) { return nest.take(std::move(member)); },
      [&](const std::string& name, Skip skip) { return nest.skip(name, std::move(skip)); }};
  split_feed(in, nest.limits(), sink);
}

bool names_web_archive(std::string_view label) {
  const std::string ending = ending_of(label);
  return ending == ".warc" || ending == ".arc";
}

void read_packed(Nest& nest, std::string_view label, ByteWindow& packed) {
  const auto unpacked = open_packed(packed, nest);
  if (!unpacked) {
    nest.skip("", {SkipKind::Broken, "unknown compression"});
    return;
  }
  ByteWindow in(*unpacked);
  const std::string inner = inner_name(label);
  const std::string_view head = in.peek(kFormatHead);
  Format format = detect_format(inner, head);
  // Its first record may be the damaged one.
  if (unpacked->failed() && names_web_archive(inner) && format != Format::Arc)
    format = ending_of(inner) == ".arc" ? Format::Arc : Format::Warc;
  if (format == Format::Warc) return read_warc(in, nest, unpacked.get());
  if (format == Format::Arc) return read_arc(in, nest, unpacked.get());
  if (format == Format::Archive) {
    // A packed tar is one archive.
    Nest members(nest, "", nest.depth());
    return read_members(members, in);
  }
  read_member(nest, "", inner, in);
}

}  // namespace

void read_as(Nest& nest, std::string_view name, std::string_view label, Format format,
             ByteWindow& in) {
  const bool is_archive = format == Format::Archive || format == Format::Compressed;
  if (is_archive && nest.depth() >= nest.limits().depth) {
    nest.skip(name, nested_too_deep(nest));
    return;
  }
  if (format == Format::Unknown) {
    nest.skip(name, {SkipKind::UnknownType, short_reason(ending_of(label))});
    return;
  }
  if (!is_container(format) && format != Format::JsonLines)
    return read_document(nest, name, format, in);
  Nest inside(nest, name, nest.depth() + (is_archive ? 1 : 0));
  if (format == Format::JsonLines) return split_json_lines(in, inside);
  if (format == Format::Feed) return read_feed(inside, in);
  if (format == Format::Mbox) return split_mbox(in, inside);
  if (format == Format::Warc) return read_warc(in, inside, nullptr);
  if (format == Format::Arc) return read_arc(in, inside, nullptr);
  if (format == Format::Archive) return read_members(inside, in);
  read_packed(inside, label, in);
}

void read_member(Nest& nest, std::string_view name, std::string_view label, ByteWindow& in) {
  const std::string_view head = in.peek(kFormatHead);
  if (!head.empty()) return read_as(nest, name, label, detect_format(label, head), in);
  nest.skip(name, in.failed() ? nest.failure("damaged") : Skip{SkipKind::Empty, ""});
}

void unpack(ByteSource& source, std::string_view name, Format format, const UnpackLimits& limits,
            const MemberSink& sink) {
  const Utf8Locale locale;
  Nest file(limits, sink, source);
  if (format == Format::Archive && source.can_seek()) {
    Nest inside(file, "", 1);
    return read_members(inside, source);
  }
  ByteWindow in(source);
  read_as(file, "", name, format, in);
}

}  // namespace dateline
