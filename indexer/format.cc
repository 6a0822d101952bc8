// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

#include "common/base/utf8.h"

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

// Zips that are the files of a program.
constexpr std::string_view kForeignZips =
    " xlsx xlsm xltx pptx pptm ppsx potx vsdx ods ots odp otp odg odf odb jar war apk aar xpi"
    " crx whl kmz 3mf usdz sketch numbers key ";

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

// ---- binary formats

struct Signature {
  std::size_t offset;
  std::string_view bytes;
};

// Files of formats that are not read: old office files, pictures, sound, films, fonts, programs,
// databases, archives of other kinds.
constexpr std::array kForeign = std::to_array<Signature>({
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv},
    {0, "{\\rtf"sv},
    {0, "\x89PNG\r\n\x1A\n"sv},
    {0, "\xFF\xD8\xFF"sv},
    {0, "GIF87a"sv},
    {0, "GIF89a"sv},
    {0, "RIFF"sv},
    {0, "II*\0"sv},
    {0, "MM\0*"sv},
    {0, "8BPS"sv},
    {0, "\0\0\1\0"sv},
    {0, "\0\0\2\0"sv},
    {0, "ID3"sv},
    {0, "\xFF\xFB"sv},
    {0, "OggS"sv},
    {0, "fLaC"sv},
    {4, "ftyp"sv},
    {0, "\x1A\x45\xDF\xA3"sv},
    {0, "FLV\1"sv},
    {0, "\0\0\1\xBA"sv},
    {0, "wOFF"sv},
    {0, "wOF2"sv},
    {0, "OTTO\0"sv},
    {0, "\0\1\0\0\0"sv},
    {0,
     "\x7F"
     "ELF"sv},
    {0, "\xCA\xFE\xBA\xBE"sv},
    {0, "\xCF\xFA\xED\xFE"sv},
    {0, "\0asm"sv},
    {0, "SQLite format 3\0"sv},
    {0, "7z\xBC\xAF\x27\x1C"sv},
    {0, "Rar!\x1A\x07"sv},
    {0, "\x04\x22\x4D\x18"sv},
    {0, "MSCF\0"sv},
    {0, "AT&TFORM"sv},
    {0, "%!PS"sv},
    {0, "\x1F\x9D"sv},
    {0, "LZIP\1"sv},
});

// A text may begin with letters that are a signature too ("RIFFA, Bahrain"): there a NUL must
// follow.
bool has(std::string_view head, const Signature& signature) {
  constexpr std::size_t kNear = 512;
  if (head.size() < signature.offset || !head.substr(signature.offset).starts_with(signature.bytes))
    return false;
  const bool is_word =
      std::all_of(signature.bytes.begin(), signature.bytes.end(),
                  [](unsigned char c) { return c < 0x80 && std::isalnum(c) != 0; });
  return !is_word || head.substr(0, kNear).find('\0') != std::string_view::npos;
}

std::size_t little_endian_16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) |
         static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + 1])) << 8U;
}

// A member of the zip whose local header lies in the head.
struct ZipEntry {
  std::string_view name;
  std::string_view data;  // as stored, and all that follows
};

std::optional<ZipEntry> next_zip_entry(std::string_view head, std::size_t& position) {
  constexpr std::size_t kHeader = 30;
  position = head.find("PK\3\4"sv, position);
  if (position == std::string_view::npos || head.size() - position < kHeader) return std::nullopt;
  const std::string_view header = head.substr(position);
  const std::size_t name_bytes = little_endian_16(header, 26);
  const std::size_t skipped = kHeader + name_bytes + little_endian_16(header, 28);
  position += 4;
  return ZipEntry{header.substr(kHeader, name_bytes),
                  skipped < header.size() ? header.substr(skipped) : std::string_view()};
}

// An OpenDocument or EPUB file names itself in its first member, which is stored as it is.
std::optional<Format> format_of_mimetype(const ZipEntry& first) {
  if (first.name != "mimetype") return std::nullopt;
  if (first.data.starts_with("application/vnd.oasis.opendocument.text")) return Format::Odt;
  if (first.data.starts_with("application/vnd.oasis.opendocument.")) return Format::Unknown;
  return std::nullopt;
}

Format zip_format(std::string_view name, std::string_view head) {
  const std::string ending = ending_of(name);
  bool is_office = false;
  std::size_t position = 0;
  for (auto entry = next_zip_entry(head, position); entry; entry = next_zip_entry(head, position)) {
    if (position == 4) {
      if (const auto stated = format_of_mimetype(*entry)) return *stated;
    }
    if (entry->name == "[Content_Types].xml" || entry->name == "_rels/.rels") is_office = true;
    if (!is_office && ending != "docx") continue;
    if (entry->name.starts_with("word/")) return Format::Docx;
    if (is_office && (entry->name.starts_with("xl/") || entry->name.starts_with("ppt/") ||
                      entry->name.starts_with("visio/")))
      return Format::Unknown;
  }
  if (ending == "docx" || ending == "docm" || ending == "dotx") return Format::Docx;
  if (ending == "odt" || ending == "ott") return Format::Odt;
  return lists(kForeignZips, ending) ? Format::Unknown : Format::Archive;
}

bool is_compressed(std::string_view head) {
  constexpr std::string_view kSkippable = "\x2A\x4D\x18"sv;  // behind a byte 0x50 to 0x5F
  if (head.size() > 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50 &&
      head.substr(1).starts_with(kSkippable))
    return true;
  if (head.size() > 10 && head.starts_with("BZh") && head[3] >= '1' && head[3] <= '9') {
    const std::string_view block = head.substr(4, 6);
    return block == "1AY&SY"sv || block == "\x17\x72\x45\x38\x50\x90"sv;
  }
  return head.starts_with("\x1F\x8B\x08"sv) || head.starts_with("\x28\xB5\x2F\xFD"sv) ||
         head.starts_with(
             "\xFD"
             "7zXZ\0"sv);
}

// The header checksum is the sum of the header's bytes, its own field taken as blanks
// (POSIX.1-1988, ustar; old tars have no magic, only the sum).
bool is_tar(std::string_view head) {
  constexpr std::size_t kBlock = 512;
  constexpr std::size_t kSum = 148;
  constexpr std::size_t kSumBytes = 8;
  if (head.size() < kBlock || head[0] == '\0') return false;
  std::size_t stated = 0;
  std::size_t at = kSum;
  while (at < kSum + kSumBytes && head[at] == ' ') ++at;
  const std::size_t digits = at;
  for (; at < kSum + kSumBytes && head[at] >= '0' && head[at] <= '7'; ++at)
    stated = stated * 8 + static_cast<std::size_t>(head[at] - '0');
  if (at == digits) return false;
  std::size_t sum = kSumBytes * ' ';
  for (std::size_t i = 0; i < kBlock; ++i)
    if (i < kSum || i >= kSum + kSumBytes) sum += static_cast<unsigned char>(head[i]);
  return sum == stated;
}

std::optional<Format> binary_format(std::string_view name, std::string_view head) {
  if (head.starts_with("%PDF-")) return Format::Pdf;
  if (head.starts_with("PK\3\4"sv) || head.starts_with("PK\5\6"sv) ||
      head.starts_with("PK00PK\3\4"sv))
    return zip_format(name, head);
  if (is_compressed(head)) return Format::Compressed;
  if (is_tar(head)) return Format::Archive;
  if (std::any_of(kForeign.begin(), kForeign.end(),
                  [&](const Signature& signature) { return has(head, signature); }))
    return Format::Unknown;
  if (head.starts_with("MZ") && head.find('\0') != std::string_view::npos) return Format::Unknown;
  return std::nullopt;
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

// ---- JSON

// A walk over the beginning of a JSON text that looks at its shape alone (RFC 8259), without
// recursion.
class JsonShape {
 public:
  explicit JsonShape(std::string_view text) : text_(text) { walk(); }

  bool is_sound() const { return sound_; }
  bool has_member() const { return has_member_; }  // some object has a name in it
  // Behind the first value; npos when the text ends before it.
  std::size_t end() const { return end_; }

 private:
  enum class Want : std::uint8_t { Value, ValueOrEnd, NameOrEnd, Name, Colon, CommaOrEnd };
  static constexpr std::size_t kMaxDepth = 256;  // deeper: seen enough

  void walk() {
    while (sound_ && position_ < text_.size() && end_ == std::string_view::npos) {
      const char c = text_[position_];
      if (is_space(c)) {
        ++position_;
      } else if (open_.size() > kMaxDepth) {
        return;
      } else {
        step(c);
      }
    }
  }

  void step(char c) {
    switch (want_) {
      case Want::Colon:
        return expect(c == ':', Want::Value);
      case Want::Name:
      case Want::NameOrEnd:
        if (c == '}' && want_ == Want::NameOrEnd) return close('{');
        sound_ = c == '"' && string();
        has_member_ = has_member_ || sound_;
        want_ = Want::Colon;
        return;
      case Want::CommaOrEnd:
        if (c == '}' || c == ']') return close(c == '}' ? '{' : '[');
        return expect(c == ',', open_.back() == '{' ? Want::Name : Want::Value);
      case Want::ValueOrEnd:
        if (c == ']') return close('[');
        [[fallthrough]];
      case Want::Value:
        return value(c);
    }
  }

  void expect(bool is_there, Want next) {
    sound_ = is_there;
    want_ = next;
    ++position_;
  }

  void close(char opened) {
    sound_ = open_.back() == opened;
    open_.pop_back();
    ++position_;
    want_ = Want::CommaOrEnd;
    if (open_.empty()) end_ = position_;
  }

  void value(char c) {
    if (c == '{' || c == '[') {
      open_ += c;
      ++position_;
      want_ = c == '{' ? Want::NameOrEnd : Want::ValueOrEnd;
      return;
    }
    sound_ = c == '"' ? string() : plain();
    want_ = Want::CommaOrEnd;
  }

  // A string that is cut by the end of the text is fine.
  bool string() {
    for (++position_; position_ < text_.size(); ++position_) {
      const char c = text_[position_];
      if (c == '\\') {
        ++position_;
      } else if (c == '"') {
        ++position_;
        return true;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return false;
      }
    }
    return true;
  }

  // A number, true, false or null.
  bool plain() {
    const std::size_t begin = position_;
    while (position_ < text_.size() && (is_name_character(text_[position_]) ||
                                        text_[position_] == '.' || text_[position_] == '+'))
      ++position_;
    const std::string_view word = text_.substr(begin, position_ - begin);
    const bool is_cut = position_ == text_.size();
    const auto is = [&](std::string_view whole) {
      return word == whole || (is_cut && !word.empty() && whole.starts_with(word));
    };
    return is("true") || is("false") || is("null") ||
           (!word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos);
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::string open_;  // the brackets that are open
  Want want_ = Want::Value;
  bool sound_ = true;
  bool has_member_ = false;
  std::size_t end_ = std::string_view::npos;
};

// Of a text whose name says nothing of JSON: read as such only when it can be nothing else.
std::optional<Format> json_format(std::string_view text) {
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return std::nullopt;
  const JsonShape shape(text);
  if (!shape.is_sound() || !shape.has_member()) return std::nullopt;
  if (shape.end() == std::string_view::npos) return Format::Json;
  std::string_view rest = text.substr(shape.end());
  const bool has_break =
      rest.substr(0, rest.find_first_not_of(" \t\r\n")).find('\n') != std::string_view::npos;
  rest = without_blanks(rest);
  if (rest.empty()) return Format::Json;
  if (text.front() != '{' || rest.front() != '{' || !has_break) return std::nullopt;
  if (!JsonShape(rest).is_sound()) return std::nullopt;
  return Format::JsonLines;
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
  if (const auto binary = binary_format(name, head)) return *binary;
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

bool holds_many(Format format) {
  return format == Format::Json || format == Format::JsonLines || is_container(format);
}

bool is_container(Format format) { return format >= Format::Feed; }

bool is_hostile(Format format) { return format >= Format::Html && format <= Format::FeedItem; }

std::string_view to_string(Format format) {
  switch (format) {
    case Format::Text:
      return "text";
    case Format::Markdown:
      return "markdown";
    case Format::Json:
      return "json";
    case Format::JsonLines:
      return "jsonl";
    case Format::Html:
      return "html";
    case Format::Pdf:
      return "pdf";
    case Format::Docx:
      return "docx";
    case Format::Odt:
      return "odt";
    case Format::Email:
    case Format::Mbox:
      return "email";
    case Format::FeedItem:
    case Format::Feed:
      return "feed";
    case Format::Warc:
      return "warc";
    case Format::Arc:
      return "arc";
    case Format::Archive:
    case Format::Compressed:
      return "archive";
    case Format::Unknown:
      break;
  }
  return "unknown";
}

}  // namespace dateline
