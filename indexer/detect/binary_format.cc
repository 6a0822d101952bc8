// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/detect/binary_format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace dateline {
namespace {

using namespace std::string_view_literals;

// Zips that are the files of a program, by their ending.
constexpr std::array kForeignZips = {
    "xlsx"sv, "xlsm"sv, "xltx"sv, "pptx"sv, "pptm"sv,   "ppsx"sv,    "potx"sv,
    "vsdx"sv, "ods"sv,  "ots"sv,  "odp"sv,  "otp"sv,    "odg"sv,     "odf"sv,
    "odb"sv,  "jar"sv,  "war"sv,  "apk"sv,  "aar"sv,    "xpi"sv,     "crx"sv,
    "whl"sv,  "kmz"sv,  "3mf"sv,  "usdz"sv, "sketch"sv, "numbers"sv, "key"sv};

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

Format zip_format(std::string_view ending, std::string_view head) {
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
  const bool is_foreign = std::ranges::find(kForeignZips, ending) != kForeignZips.end();
  return is_foreign ? Format::Unknown : Format::Archive;
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

}  // namespace

std::optional<Format> binary_format(std::string_view ending, std::string_view head) {
  if (head.starts_with("%PDF-")) return Format::Pdf;
  if (head.starts_with("PK\3\4"sv) || head.starts_with("PK\5\6"sv) ||
      head.starts_with("PK00PK\3\4"sv))
    return zip_format(ending, head);
  if (is_compressed(head)) return Format::Compressed;
  if (is_tar(head)) return Format::Archive;
  if (std::any_of(kForeign.begin(), kForeign.end(),
                  [&](const Signature& signature) { return has(head, signature); }))
    return Format::Unknown;
  if (head.starts_with("MZ") && head.find('\0') != std::string_view::npos) return Format::Unknown;
  return std::nullopt;
}

}  // namespace dateline
