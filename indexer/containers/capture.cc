// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/capture.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/containers/http_response.h"
#include "indexer/containers/read_member.h"
#include "indexer/detect/format_detection.h"

namespace dateline {
namespace {

// What no article is served as.
bool is_part_of_page(std::string_view type) {
  static constexpr std::array kBeginnings = std::to_array<std::string_view>(
      {"image/", "video/", "audio/", "font/", "application/font", "application/x-font",
       "application/vnd.ms-fontobject", "application/vnd.google.", "application/x-protobuf",
       "application/ocsp", "application/pkix", "model/"});
  static constexpr std::array kTypes = std::to_array<std::string_view>(
      {"text/css", "text/javascript", "application/javascript", "application/x-javascript",
       "application/ecmascript", "text/ecmascript", "application/wasm", "text/event-stream",
       "text/vtt", "text/dns", "application/manifest+json", "application/opensearchdescription+xml",
       "application/x-shockwave-flash", "application/dns-message", "application/warc-fields"});
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end() ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return type.starts_with(beginning); });
}

// The last part of the path.
std::string_view file_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::size_t slash = url.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash + 1);
}

bool is_for_machines(std::string_view url) {
  static constexpr std::array kSchemes =
      std::to_array<std::string_view>({"metadata:", "dns:", "whois:", "urn:", "filedesc:"});
  static constexpr std::array kFiles =
      std::to_array<std::string_view>({"robots.txt", "ads.txt", "app-ads.txt", "security.txt"});
  const std::string_view file = file_of(url);
  return std::find(kFiles.begin(), kFiles.end(), file) != kFiles.end() ||
         std::any_of(kSchemes.begin(), kSchemes.end(),
                     [&](std::string_view scheme) { return url.starts_with(scheme); });
}

// A name that has the content looked at as what the server says it is.
std::string label_of(std::string_view type, std::string_view url) {
  static constexpr std::array kLabels =
      std::to_array<std::pair<std::string_view, std::string_view>>({
          {"text/html", "a.html"},
          {"application/xhtml+xml", "a.html"},
          {"application/json", "a.json"},
          {"application/ld+json", "a.json"},
          {"application/x-ndjson", "a.jsonl"},
          {"application/jsonl", "a.jsonl"},
          {"text/markdown", "a.md"},
          {"message/rfc822", "a.eml"},
          {"multipart/related", "a.mhtml"},
          {"application/mbox", "a.mbox"},
      });
  const auto label = std::find_if(kLabels.begin(), kLabels.end(),
                                  [&](const auto& row) { return row.first == type; });
  if (label != kLabels.end()) return std::string(label->second);
  return type.ends_with("xml") ? "a.xml" : std::string(file_of(url));
}

bool is_document(Format format, std::string_view type) {
  // Text that nobody calls text may be anything.
  if (format == Format::Text) return type.starts_with("text/");
  return format != Format::Unknown && format != Format::Warc && format != Format::Arc &&
         format != Format::Archive && format != Format::Compressed;
}

bool is_blank(std::string_view body) {
  return body.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

void read_body(const Capture& capture, std::string_view content_type, std::string_view body,
               Nest& nest) {
  const std::string type = media_type(content_type);
  if (is_part_of_page(type) || is_blank(body)) return;
  const std::string label = label_of(type, capture.url);
  const Format format = detect_format(label, body.substr(0, kFormatHead));
  if (!is_document(format, type)) return;
  Nest page(nest, capture.url, nest.depth());
  // The items of a feed come in UTF-8, whatever it was in.
  page.origin = {capture.url, format == Format::Feed ? "" : charset_of(content_type),
                 capture.crawled};
  MemorySource bytes(body);
  ByteWindow in(bytes);
  read_as(page, "", label, format, in);
}

}  // namespace

void read_capture(const Capture& capture, Nest& nest) {
  constexpr int kOk = 200;
  constexpr int kNonAuthoritative = 203;
  if (is_for_machines(capture.url)) return;
  const auto response = parse_http(capture.block);
  if (!response) {
    // A record that only says that it is a response has nothing that can be read.
    if (media_type(capture.content_type) != "application/http")
      read_body(capture, capture.content_type, capture.block, nest);
    return;
  }
  if (response->status != kOk && response->status != kNonAuthoritative) return;
  if (is_part_of_page(media_type(response->content_type))) return;
  auto body = decode_body(*response, nest);
  if (auto* skip = std::get_if<Skip>(&body)) {
    nest.skip(capture.url, std::move(*skip));
    return;
  }
  read_body(capture, response->content_type, std::get<std::string>(body), nest);
}

}  // namespace dateline
