// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/detect/format_detection.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/detect/binary_format.h"
#include "indexer/detect/json_beginning.h"

namespace dateline {
namespace {

using namespace std::string_view_literals;

// ---- what a name says

enum class Ending : std::uint8_t {
  None,       // no dot in the name
  Other,      // says nothing
  Known,      // of a kind of text that is read: Hint::format
  NoArticle,  // text, perhaps, but never an article; and pictures, sound, programs
};

struct Hint {
  Ending kind = Ending::None;
  Format format = Format::Text;  // only where it is Known
  bool is_xml = false;           // any kind of markup, perhaps a page
};

constexpr std::array kKnownEndings = std::to_array<std::pair<std::string_view, Format>>({
    {"txt", Format::Text},
    {"text", Format::Text},
    {"md", Format::Markdown},
    {"markdown", Format::Markdown},
    {"json", Format::Json},
    {"jsonl", Format::JsonLines},
    {"ndjson", Format::JsonLines},
    {"jsonlines", Format::JsonLines},
    {"html", Format::Html},
    {"htm", Format::Html},
    {"xhtml", Format::Html},
    {"xht", Format::Html},
    {"shtml", Format::Html},
    {"eml", Format::Email},
    {"mht", Format::Email},
    {"mhtml", Format::Email},
    {"mbox", Format::Mbox},
});

// What stands beside articles in saved sites and working folders, and would fill an index with
// what nobody looks for: parts of pages, tables, settings, programs, logs, subtitles, media. XML is
// here because what is worth reading in it, a feed or an XHTML page, is recognised by its content.
constexpr std::string_view kNoArticleEndings =
    // parts of web pages
    " css scss less js mjs cjs jsx ts tsx map svg vue wasm webmanifest appcache swf htc"
    // data and settings
    " xml xsl xslt xsd dtd rdf opml opf ncx plist kml gpx geojson csv tsv ini conf cfg cnf"
    " toml yaml yml properties env lock log sql db sqlite ics vcf pem crt cer key asc sig"
    " md5 sha1 sha256 cdx cdxj torrent url desktop lnk"
    // programs
    " c h cc cpp hpp cs java class go rs py pyc rb pl pm lua sh bash bat cmd ps1 exe dll"
    " so o a bin iso img"
    // subtitles, pictures, sound, films, fonts
    " srt vtt ass jpg jpeg png gif webp avif bmp ico tif tiff psd heic mp3 ogg oga opus"
    " flac wav m4a aac m3u m3u8 mp4 m4v m4s webm mkv avi mov mpg mpeg wmv flv woff woff2"
    " ttf otf eot"
    " ";

// Of words between blanks.
bool lists(std::string_view words, std::string_view word) {
  return word.find(' ') == std::string_view::npos &&
         words.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

template <class Table>
bool holds(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

std::string ending_of(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : ascii_lower(name.substr(dot + 1));
}

Hint hint_of(std::string_view name) {
  if (name.find('.', name.rfind('/') + 1) == std::string_view::npos) return {};
  const std::string ending = ending_of(name);
  const auto known = std::find_if(kKnownEndings.begin(), kKnownEndings.end(),
                                  [&](const auto& row) { return row.first == ending; });
  if (known != kKnownEndings.end()) return {Ending::Known, known->second, false};
  return {lists(kNoArticleEndings, ending) ? Ending::NoArticle : Ending::Other, Format::Unknown,
          ending == "xml"};
}

// Without any content only a text's name is believed.
Format format_of_nothing(const Hint& hint) {
  if (hint.kind == Ending::None) return Format::Text;
  return hint.kind == Ending::Known && hint.format < Format::Html ? hint.format : Format::Unknown;
}

// ---- text

// The head as one byte a character where it is UTF-16 or UTF-32, else as it is: markup is ASCII.
std::string_view narrowed(std::string_view head, std::string& buffer) {
  std::size_t width = 0;
  std::size_t low = 0;  // where the lowest byte of a character is
  if (head.starts_with("\xFF\xFE\0\0"sv) || head.starts_with("<\0\0\0"sv))
    width = 4;
  else if (head.starts_with("\0\0\xFE\xFF"sv) || head.starts_with("\0\0\0<"sv))
    width = 4, low = 3;
  else if (head.starts_with("\xFF\xFE"sv) || head.starts_with("<\0"sv))
    width = 2;
  else if (head.starts_with("\xFE\xFF"sv) || head.starts_with("\0<"sv))
    width = 2, low = 1;
  else
    return head;
  buffer.reserve(head.size() / width);
  for (std::size_t i = 0; i + width <= head.size(); i += width) {
    const std::string_view character = head.substr(i, width);
    const bool is_ascii =
        static_cast<std::size_t>(std::count(character.begin(), character.end(), '\0')) ==
        width - (character[low] != '\0' ? 1 : 0);
    if (i != 0 || is_ascii) buffer += is_ascii ? character[low] : '?';
  }
  return buffer;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == ':' || c == '_';
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

bool starts_with_word(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && ascii_lower(text.substr(0, lower.size())) == lower;
}

// Behind what may stand before the first element: declaration, comments, a document type.
struct Root {
  std::string name;      // of the first element, in lower case; empty when there is none
  std::string_view tag;  // from its '<' to its '>'
  std::string doctype;   // "html", in lower case
  bool is_xml = false;   // it has an XML declaration
};

std::string_view behind(std::string_view text, std::string_view end) {
  const auto found = text.find(end);
  return found == std::string_view::npos ? std::string_view() : text.substr(found + end.size());
}

std::string word_of(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_name_character(text[end])) ++end;
  return ascii_lower(text.substr(0, end));
}

Root root_of(std::string_view text) {
  Root root;
  for (;;) {
    text = without_blanks(text);
    if (text.starts_with("<?")) {
      root.is_xml = root.is_xml || starts_with_word(text, "<?xml");
      text = behind(text, "?>");
    } else if (text.starts_with("<!--")) {
      text = behind(text, "-->");
    } else if (starts_with_word(text, "<!doctype")) {
      text = without_blanks(text.substr(9));
      root.doctype = word_of(text);
      const std::size_t close = std::min(text.find('>'), text.size());
      text = behind(text, text.substr(0, close).find('[') == std::string_view::npos ? ">" : "]>");
    } else {
      break;
    }
  }
  if (text.empty() || text.front() != '<') return root;
  root.name = word_of(text.substr(1));
  root.tag = text.substr(0, text.find('>'));
  return root;
}

bool is_feed(const Root& root) {
  if (root.name == "rss") return true;
  const auto names = [&](std::string_view space) {
    return root.tag.find(space) != std::string_view::npos;
  };
  if (root.name == "feed") return names("www.w3.org/2005/Atom") || names("purl.org/atom/ns");
  return root.name == "rdf:rdf" &&
         (names("purl.org/rss/1.0") || names("purl.org/rss/0.9") || names("netscape.com/rdf"));
}

bool is_page(const Root& root) {
  return root.doctype == "html" || root.name == "html" || root.name == "head" ||
         root.name == "body";
}

// Whether a text that begins with a tag is full of them.
bool has_many_tags(std::string_view text) {
  constexpr std::size_t kTop = 8192;
  constexpr std::size_t kEnough = 3;
  static constexpr std::array kTags = std::to_array<std::string_view>(
      {"html",   "head",       "body",    "title",  "meta",    "link", "script", "style",  "p",
       "div",    "span",       "a",       "br",     "h1",      "h2",   "h3",     "h4",     "table",
       "tr",     "td",         "ul",      "ol",     "li",      "img",  "b",      "i",      "em",
       "strong", "section",    "article", "main",   "header",  "nav",  "form",   "center", "font",
       "hr",     "blockquote", "base",    "iframe", "noscript"});
  text = without_blanks(text.substr(0, kTop));
  if (text.empty() || text.front() != '<') return false;
  std::size_t count = 0;
  for (auto at = text.find('<'); at != std::string_view::npos && count < kEnough;
       at = text.find('<', at + 1)) {
    if (holds(kTags, word_of(text.substr(at + 1)))) ++count;
  }
  return count >= kEnough;
}

// ---- mail

// Of a message's header block, as far as it can be seen.
struct Headers {
  unsigned known = 0;    // fields that only a message has
  bool is_sound = true;  // nothing but fields and their continuations before the blank line
};

Headers headers_of(std::string_view text) {
  static constexpr std::array kFields = std::to_array<std::string_view>(
      {"from", "to", "subject", "date", "received", "mime-version", "message-id"});
  constexpr std::size_t kMaxLines = 1000;
  Headers headers;
  unsigned seen = 0;  // a bit a field
  for (std::size_t lines = 0; !text.empty() && lines < kMaxLines; ++lines) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    const bool is_whole = end != std::string_view::npos;
    const std::string field = word_of(line.substr(0, std::min(line.find(':'), line.size())));
    const bool is_field = !field.empty() && line.size() > field.size() && line[field.size()] == ':';
    if (!is_space(line.front()) && !is_field && is_whole) {
      headers.is_sound = false;
      break;
    }
    const auto known = std::find(kFields.begin(), kFields.end(), field);
    if (is_field && known != kFields.end()) seen |= 1U << (known - kFields.begin());
    text = is_whole ? text.substr(end + 1) : std::string_view();
  }
  for (; seen != 0; seen &= seen - 1) ++headers.known;
  return headers;
}

std::optional<Format> mail_format(std::string_view text, const Hint& hint) {
  constexpr unsigned kEnough = 3;
  const bool is_named =
      hint.kind == Ending::Known && (hint.format == Format::Email || hint.format == Format::Mbox);
  if (text.starts_with("From ")) {
    const Headers headers = headers_of(behind(text, "\n"));
    if (headers.known >= (is_named ? 1 : 2)) return Format::Mbox;
    return std::nullopt;
  }
  const Headers headers = headers_of(text);
  if (headers.is_sound && headers.known >= (is_named ? 1 : kEnough)) return Format::Email;
  return std::nullopt;
}

// ---- all of it

Format named_format(const Hint& hint, std::string_view text) {
  if (hint.kind == Ending::NoArticle) return Format::Unknown;
  // A mailbox or message by its name alone is a text.
  if (hint.kind == Ending::Known)
    return hint.format == Format::Email || hint.format == Format::Mbox ? Format::Text : hint.format;
  if (has_many_tags(text)) return Format::Html;
  return Format::Text;
}

Format text_format(const Hint& hint, std::string_view text) {
  text = text.starts_with("\xEF\xBB\xBF"sv) ? text.substr(3) : text;
  const Root root = root_of(text);
  if (is_feed(root)) return Format::Feed;
  if (hint.kind == Ending::NoArticle)
    return (root.is_xml || hint.is_xml) && is_page(root) ? Format::Html : Format::Unknown;
  // Markdown may begin with any tag but these.
  if (is_page(root)) return Format::Html;
  const bool is_html = hint.kind == Ending::Known && hint.format == Format::Html;
  if (root.is_xml && !is_html) return Format::Unknown;
  if (const auto mail = mail_format(without_blanks(text), hint)) return *mail;
  const bool may_be_json =
      hint.kind != Ending::Known || hint.format == Format::Text || hint.format == Format::Email;
  if (may_be_json) {
    if (const auto json = json_format(without_blanks(text))) return *json;
  }
  return named_format(hint, text);
}

}  // namespace

Format detect_format(std::string_view name, std::string_view head) {
  constexpr std::size_t kPdfWithin = 1024;
  constexpr std::size_t kSample = 4096;
  const Hint hint = hint_of(name);
  if (head.empty()) return format_of_nothing(hint);
  if (const auto binary = binary_format(ending_of(name), head)) return *binary;
  if (head.starts_with("WARC/") && head.size() > 5 &&
      std::isdigit(static_cast<unsigned char>(head[5])) != 0)
    return Format::Warc;
  if (head.starts_with("filedesc://")) return Format::Arc;
  std::string buffer;
  const std::string_view text = narrowed(head, buffer);
  const Format format = text_format(hint, text);
  if (format != Format::Html && format != Format::Email && format != Format::Mbox &&
      head.substr(0, kPdfWithin).find("%PDF-") != std::string_view::npos)
    return Format::Pdf;
  // Bytes of no text under a name that does not say text: some program's own file.
  const bool is_binary = text.substr(0, kSample).find('\0') != std::string_view::npos;
  if (is_binary && hint.kind == Ending::Other) return Format::Unknown;
  return format;
}

}  // namespace dateline
