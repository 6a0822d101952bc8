// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/messages.h"

#include <algorithm>
#include <array>

#include "common/base/bytes.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::string_view kWhat = "an answer of a parser";

std::string text_of(ByteReader& reader) {
  std::string text(reader.string());
  return is_valid_utf8(text) ? text : replace_invalid_utf8(text);
}

void append_strings(std::string& out, const std::vector<std::string>& strings) {
  append_varint(out, strings.size());
  for (const std::string& one : strings) append_string(out, one);
}

std::vector<std::string> strings_of(ByteReader& reader) {
  std::vector<std::string> strings;
  for (std::uint64_t count = reader.varint(); count > 0; --count)
    strings.push_back(text_of(reader));
  return strings;
}

// In the order of the message; `raw` may be constant or not.
auto texts_of(auto& raw) {
  return std::array{&raw.title,  &raw.text,     &raw.description, &raw.own_id,
                    &raw.type,   &raw.charset,  &raw.url,         &raw.site,
                    &raw.author, &raw.language, &raw.crawled};
}

}  // namespace

std::string encode_setup(const WorkerSetup& setup) {
  std::string out;
  append_fixed(out, setup.options.whole_page);
  append_string(out, setup.options.encoding);
  append_fixed(out, setup.limits);
  return out;
}

WorkerSetup decode_setup(std::string_view payload) {
  ByteReader reader(payload, "the settings of a parser");
  WorkerSetup setup;
  setup.options.whole_page = reader.fixed<bool>();
  setup.options.encoding = reader.string();
  setup.limits = reader.fixed<UnpackLimits>();
  return setup;
}

std::string encode_request_head(const ParseRequest& request) {
  std::string out(1, static_cast<char>(request.format));
  append_string(out, request.name);
  append_string(out, request.url);
  append_string(out, request.charset);
  return out;
}

ParseRequest decode_request(std::string_view payload) {
  ByteReader reader(payload, "a question to a parser");
  ParseRequest request;
  request.format = static_cast<Format>(reader.fixed<std::uint8_t>());
  request.name = reader.string();
  request.url = reader.string();
  request.charset = reader.string();
  request.bytes = reader.take(reader.remaining());
  return request;
}

std::string encode_container(std::string_view name, Format format) {
  std::string out(1, static_cast<char>(format));
  append_string(out, name);
  return out;
}

ContainerRequest decode_container(std::string_view payload) {
  ByteReader reader(payload, "a question to a parser");
  ContainerRequest request;
  request.format = static_cast<Format>(reader.fixed<std::uint8_t>());
  request.name = reader.string();
  return request;
}

std::string encode_document(const RawDocument& document) {
  std::string out;
  for (const std::string* text : texts_of(document)) append_string(out, *text);
  append_varint(out, static_cast<std::uint64_t>(document.charset_confidence));
  append_strings(out, document.captions);
  append_strings(out, document.tags);
  append_varint(out, document.dates.size());
  for (const RawDate& date : document.dates) {
    append_fixed(out, date.source);
    append_string(out, date.text);
    append_string(out, date.name);
  }
  return out;
}

RawDocument decode_document(std::string_view payload) {
  ByteReader reader(payload, kWhat);
  RawDocument document;
  for (std::string* text : texts_of(document)) *text = text_of(reader);
  document.charset_confidence = static_cast<int>(std::min<std::uint64_t>(reader.varint(), 100));
  document.captions = strings_of(reader);
  document.tags = strings_of(reader);
  for (std::uint64_t count = reader.varint(); count > 0; --count) {
    const auto source = reader.fixed<DateSource>();
    std::string text = text_of(reader);
    document.dates.emplace_back(source, std::move(text), text_of(reader));
  }
  return document;
}

std::string encode_skipped(std::string_view name, const Skip& skip) {
  std::string out;
  append_fixed(out, skip.kind);
  append_string(out, skip.detail);
  append_string(out, name);
  return out;
}

SkippedMember decode_skipped(std::string_view payload) {
  ByteReader reader(payload, kWhat);
  SkippedMember skipped;
  skipped.skip.kind = reader.fixed<SkipKind>();
  skipped.skip.detail = text_of(reader);
  skipped.name = text_of(reader);
  return skipped;
}

std::string encode_member_head(const Member& member) {
  std::string out(1, static_cast<char>(member.format));
  append_varint(out, member.line);
  for (const std::string* text : {&member.name, &member.url, &member.charset, &member.crawled})
    append_string(out, *text);
  return out;
}

Member decode_member(std::string_view payload) {
  ByteReader reader(payload, kWhat);
  Member member;
  member.format = static_cast<Format>(reader.fixed<std::uint8_t>());
  member.line = reader.varint();
  for (std::string* text : {&member.name, &member.url, &member.charset, &member.crawled})
    *text = text_of(reader);
  member.bytes = reader.take(reader.remaining());
  return member;
}

}  // namespace dateline
