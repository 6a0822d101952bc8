// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/pdf_reader.h"

#ifdef DATELINE_HAVE_POPPLER

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <iconv.h>
#include <poppler-document.h>
#include <poppler-embedded-file.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "common/base/utf8.h"
#include "indexer/formats/document_properties.h"
#include "indexer/formats/pdf_layout.h"
#include "indexer/formats/pdf_repair.h"
#include "indexer/formats/xmp_packet.h"

namespace dateline {
namespace {

// Not poppler's to_utf8(), which opens one of iconv's converters for each string.
std::string to_utf8(const poppler::ustring& text) {
  std::string utf8;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t character = text[i];
    const bool is_pair =
        (character & 0xFC00U) == 0xD800 && i + 1 < text.size() && (text[i + 1] & 0xFC00U) == 0xDC00;
    if (is_pair) character = 0x10000 + ((character & 0x3FFU) << 10U) + (text[++i] & 0x3FFU);
    if (character != 0) append_utf8(utf8, character);
  }
  return utf8;
}

// Hebrew, Arabic and their neighbours.
bool runs_from_right(const poppler::ustring& text) {
  return std::ranges::any_of(text, [](unsigned unit) {
    return (unit >= 0x590 && unit < 0x900) || (unit >= 0xFB1D && unit < 0xFE00) ||
           (unit >= 0xFE70 && unit < 0xFEFF);
  });
}

struct PageWords {
  std::vector<PdfWord> words;
  bool is_plain = true;  // upright and from left to right
};

PageWords words_of(const poppler::page& page) {
  PageWords result;
  for (const poppler::text_box& box : page.text_list()) {
    const poppler::ustring text = box.text();
    if (box.rotation() != 0 || runs_from_right(text)) {
      result.is_plain = false;
      return result;
    }
    const poppler::rectf place = box.bbox();
    std::string plain = plain_pdf_text(to_utf8(text));
    if (plain.empty()) continue;
    result.words.push_back({std::move(plain), place.left(), place.top(), place.right(),
                            place.bottom(), box.has_space_after()});
  }
  return result;
}

PdfPage read_page(const poppler::page& page) {
  const PageWords found = words_of(page);
  if (found.is_plain) return lay_out_page(found.words);
  // Poppler knows how to turn words round; no rectangle: the whole page, however it is rotated.
  const auto layout = poppler::page::non_raw_non_physical_layout;
  return page_of_text(plain_pdf_text(to_utf8(page.text(poppler::rectf(), layout))));
}

std::string info(const poppler::document& document, const char* key) {
  const std::string text = to_utf8(document.info_key(key));
  return std::string(trim(text));
}

// Names of attached files: UTF-16 with a mark, or bytes of no known encoding.
std::string attachment_name(const poppler::embedded_file& file) {
  const std::string name = file.name();
  if (!name.starts_with("\xFE\xFF")) return replace_invalid_utf8(name);
  poppler::ustring wide;
  for (std::size_t i = 2; i + 1 < name.size(); i += 2) {
    const unsigned high = static_cast<unsigned char>(name[i]);
    wide.push_back(
        static_cast<std::uint16_t>(high << 8U | static_cast<unsigned char>(name[i + 1])));
  }
  return to_utf8(wide);
}

std::string describe(const poppler::document& document) {
  constexpr std::size_t kMostNames = 100;
  std::string description = info(document, "Subject");
  if (description == "unspecified") description.clear();
  if (!document.has_embedded_files()) return description;
  const auto files = document.embedded_files();
  for (std::size_t i = 0; i < std::min(files.size(), kMostNames); ++i) {
    description += i > 0 ? ", " : description.empty() ? "Attached: " : "\nAttached: ";
    description += attachment_name(*files[i]);
  }
  return description;
}

// Poppler hands over the bytes of the packet one by one.
std::string xmp_of(const poppler::document& document) {
  std::string bytes;
  for (const auto unit : document.metadata()) bytes += static_cast<char>(unit);
  return bytes;
}

RawDocument read_properties(const poppler::document& document) {
  RawDocument raw;
  raw.title = stated_title(info(document, "Title"));
  raw.author = stated_author(info(document, "Author"));
  raw.tags = split_keywords(info(document, "Keywords"));
  raw.description = describe(document);
  for (const char* key : {"CreationDate", "ModDate"}) {
    std::string date = info(document, key);
    if (!date.empty()) raw.dates.emplace_back(DateSource::DocumentInfo, std::move(date), key);
  }
  add_xmp(xmp_of(document), raw);
  return raw;
}

struct PagesRead {
  std::vector<PdfPage> pages;
  bool any = false;  // a page that could be opened
};

PagesRead read_pages(const poppler::document& document, const PdfLimits& limits) {
  PagesRead result;
  std::size_t bytes = 0;
  const int count = std::min(document.pages(), limits.pages);
  for (int i = 0; i < count && bytes < limits.text_bytes; ++i) {
    const std::unique_ptr<poppler::page> page(document.create_page(i));
    if (!page) continue;
    result.any = true;
    result.pages.push_back(read_page(*page));
    for (const PdfLine& line : result.pages.back()) bytes += line.text.size();
  }
  return result;
}

ReadResult make_raw(const poppler::document& document, PagesRead&& read, const PdfLimits& limits) {
  remove_running_lines(read.pages);
  RawDocument raw = read_properties(document);
  raw.text = join_pages(read.pages);
  if (raw.text.size() > limits.text_bytes) raw.text.resize(utf8_cut(raw.text, limits.text_bytes));
  if (!trim(raw.text).empty()) return raw;
  const int count = document.pages();
  return Skip{SkipKind::NoText,
              fmt::format("no text on {} page{}: scanned pages?", count, count == 1 ? "" : "s")};
}

// It refers to the bytes.
std::unique_ptr<poppler::document> open_document(std::string_view bytes) {
  return std::unique_ptr<poppler::document>(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
}

}  // namespace

void prepare_pdf_reader() {
  // Kept open for good: the C library unloads a converter with its last user.
  static const std::pair converters(iconv_open("UTF-16", "UTF-8"), iconv_open("UTF-8", "UTF-16"));
  static_cast<void>(converters);
}

ReadResult read_pdf(std::string_view bytes, const PdfLimits& limits) {
  if (bytes.size() > limits.bytes) return Skip{SkipKind::TooLarge, "PDF over 64 MiB"};
  prepare_pdf_reader();
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  std::string repaired;  // outlives the document
  std::unique_ptr<poppler::document> document = open_document(bytes);
  if (document && document->is_locked()) return Skip{SkipKind::Encrypted, "needs a password"};
  const int count = document ? document->pages() : 0;
  PagesRead read = document ? read_pages(*document, limits) : PagesRead();
  if (!read.any && !(document && document->is_encrypted())) {
    repaired = with_found_pages(bytes, static_cast<std::size_t>(limits.pages));
    if (!repaired.empty()) document = open_document(repaired);
    if (document && !document->is_locked()) read = read_pages(*document, limits);
  }
  if (!document) return Skip{SkipKind::Broken, "no PDF that can be read"};
  if (!read.any) return Skip{SkipKind::Broken, fmt::format("none of {} pages can be read", count)};
  return make_raw(*document, std::move(read), limits);
}

}  // namespace dateline

#endif
