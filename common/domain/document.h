// SPDX-License-Identifier: GPL-2.0-or-later
//
// One article as plain data: what crosses every stage of the indexer, is stored whole as the
// record, and comes back in the searcher. All strings are UTF-8, except `path`, which is the bytes
// the file system gave.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/date.h"

namespace dateline {

// Which evidence a publication date came from, in the order of trust among those that are found
// today. The numbers are stored: never reuse one.
enum class DateSource : std::uint8_t {
  None = 0,
  JsonField = 1,    // a date field of a JSON record
  FrontMatter = 2,  // the YAML head of a Markdown file
  Dateline = 3,     // "KYIV, March 3, 2024 (Reuters) -" at the top of the text
  // A line on top that is nothing but a date; it may be the day the page was saved.
  DateLine = 4,
  Path = 5,           // the file's or a folder's name
  JsonLd = 6,         // a web page's <script type="application/ld+json">
  Meta = 7,           // a web page's <meta>
  Microdata = 8,      // itemprop="datePublished" and its like
  TimeElement = 9,    // a web page's <time>
  Url = 10,           // the page's address
  Byline = 11,        // a visible line beside the headline
  FeedItem = 12,      // pubDate, published of an RSS or Atom item
  MailHeader = 13,    // Date: of an e-mail
  DocumentInfo = 14,  // a PDF's or office file's properties
};
std::string_view to_string(
    DateSource source);  // "json", "front-matter", "dateline", "date-line", "path", "none"

struct DateEvidence {
  DateSource source = DateSource::None;
  PartialDate date;
  std::string text;  // exactly what it was read from

  bool operator==(const DateEvidence&) const = default;
};

struct Publication {
  DateEvidence best;                 // best.date is None: undated
  std::vector<DateEvidence> rivals;  // what else was found and not chosen, strongest first
  bool conflict = false;             // strong evidence disagrees

  bool operator==(const Publication&) const = default;
};

// 96 bits of a hash of (root name, path, record): what an article is known by for ever, also after
// it has moved.
struct DocumentId {
  std::array<std::uint8_t, 12> bytes{};

  auto operator<=>(const DocumentId&) const = default;
  std::string hex() const;  // 24 lower-case digits
};

// A piece of the saved text that is no part of the article: advertising, menus. It is kept and not
// searched.
struct CutText {
  std::uint64_t place = 0;  // the byte of `body` before which it stood
  std::string text;

  bool operator==(const CutText&) const = default;
};

// Below it a guessed charset may well be wrong.
inline constexpr int kSureOfCharset = 50;

struct Document {
  DocumentId id;
  std::string root;     // name of the root it belongs to, as the index knows it
  std::string path;     // relative to the root
  std::string record;   // its id or line number within a file of many; empty in a file of one
  std::string own_id;   // the id the record itself carries, for TREC runs; may be empty
  std::string type;     // "text", "markdown", "json", "jsonl", "html", "pdf" ...
  std::string charset;  // the encoding it was read as, "utf-8" for most
  std::string url;
  std::string site;  // host name or publication
  std::string author;
  std::string language;  // ISO 639-1 where known, else empty
  std::vector<std::string> tags;
  std::string title;
  std::string description;
  std::string body;                 // what is searched: the article, then its captions
  std::uint64_t caption_bytes = 0;  // the last ones of `body`: captions of pictures, one a line
  std::vector<CutText> cuts;        // ascending by place
  std::string crawled;              // when a crawler fetched it, as its record says; may be empty
  int charset_confidence = 100;     // 0-100; see kSureOfCharset
  Publication publication;
  std::uint64_t content_hash = 0;  // XXH3-64 of the bytes it was made from
  std::uint64_t raw_bytes = 0;     // size of those bytes

  bool operator==(const Document&) const = default;
};

// A range of bytes of a text.
struct TextRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  bool operator==(const TextRange&) const = default;
};

// Takes `ranges` (ascending, apart, within `text`) out of a whole text: what is left becomes
// `document.body`, the rest `document.cuts`.
void set_text(Document& document, std::string_view text, const std::vector<TextRange>& ranges);

// The other way: the body with everything that was cut from it, and where in it that lies.
std::string whole_text(const Document& document);
std::vector<TextRange> cut_ranges(const Document& document);

// "path" or "path#record": how a document is named in every output.
std::string display_path(const Document& document);
std::string display_path(std::string_view path, std::string_view record);

}  // namespace dateline
