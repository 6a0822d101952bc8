// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/document_parser.h"

#include <optional>
#include <string>
#include <utility>

#include "indexer/decode/encoding.h"
#include "indexer/formats/email_reader.h"
#include "indexer/formats/feed_reader.h"
#include "indexer/formats/html/html_reader.h"
#include "indexer/formats/markdown_reader.h"
#include "indexer/formats/office_reader.h"
#include "indexer/formats/pdf_reader.h"
#include "indexer/formats/text_reader.h"

namespace dateline {
namespace {

constexpr std::size_t kLargestPage = std::size_t{16} << 20U;

ReadResult parse_text(const ParseRequest& request, const ParseOptions& options) {
  auto decoded = decode_to_utf8(std::string(request.bytes), request.charset, options.encoding);
  if (!decoded) return Skip{SkipKind::Binary, ""};
  RawDocument raw = request.format == Format::Markdown ? read_markdown(std::move(decoded->text))
                                                       : read_text(std::move(decoded->text));
  raw.charset = std::move(decoded->charset);
  raw.charset_confidence = decoded->confidence;
  return raw;
}

ReadResult parse_html(const ParseRequest& request, const ParseOptions& options) {
  if (request.bytes.size() > kLargestPage) return Skip{SkipKind::TooLarge, "page over 16 MiB"};
  const std::string_view charset =
      request.charset.empty() ? declared_charset(request.bytes) : request.charset;
  auto decoded = decode_to_utf8(std::string(request.bytes), charset, options.encoding);
  if (!decoded) return Skip{SkipKind::Binary, ""};
  RawDocument raw = read_html(decoded->text, request.url, options);
  raw.charset = std::move(decoded->charset);
  raw.charset_confidence = decoded->confidence;
  return raw;
}

ReadResult parse(const ParseRequest& request, const ParseOptions& options) {
  switch (request.format) {
    case Format::Text:
    case Format::Markdown:
      return parse_text(request, options);
    case Format::Html:
      return parse_html(request, options);
    case Format::Pdf:
      return read_pdf(request.bytes);
    case Format::Docx:
      return read_docx(request.bytes);
    case Format::Odt:
      return read_odt(request.bytes);
    case Format::Email:
      return read_email(request.bytes, options.encoding, options);
    case Format::FeedItem:
      return read_feed_item(request.bytes);
    default:
      return Skip{SkipKind::UnknownType, ""};
  }
}

}  // namespace

void prepare_parsers() { prepare_pdf_reader(); }

ReadResult parse_document(const ParseRequest& request, const ParseOptions& options) {
  ReadResult result = parse(request, options);
  if (auto* raw = std::get_if<RawDocument>(&result)) {
    // A mail can turn out to be a saved page.
    if (raw->type.empty()) raw->type = to_string(request.format);
    if (raw->url.empty()) raw->url = request.url;
  }
  return result;
}

}  // namespace dateline
