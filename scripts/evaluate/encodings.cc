// SPDX-License-Identifier: GPL-2.0-or-later
//
// Decodes texts of known encoding as the indexer does and counts those that come out right: as the
// same text that ICU makes of them under the encoding they are known to have
// (scripts/evaluate/encodings).
#include <algorithm>
#include <exception>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uenum.h>

#include "common/base/error.h"
#include "common/base/files.h"
#include "common/base/utf8.h"
#include "indexer/containers/feed_mending.h"
#include "indexer/decode/charset_converter.h"
#include "indexer/decode/encoding.h"
#include "indexer/formats/html/html_reader.h"

namespace dateline::evaluate {
namespace {

constexpr std::string_view kUsage =
    "usage: encodings DIR TSV [--wrong]\n"
    "Counts the files of DIR that are decoded rightly. --wrong lists the others.\n";

struct Sample {
  std::string file;
  std::string encoding;
};

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = std::min(line.find(separator), line.size());
    parts.push_back(line.substr(0, end));
    if (end == line.size()) return parts;
    line.remove_prefix(end + 1);
  }
}

std::vector<Sample> read_samples(std::string_view table) {
  std::vector<Sample> samples;
  for (const std::string_view line : split(table, '\n')) {
    const auto cells = split(line, '\t');
    if (cells.size() < 4 || cells[3] != "yes") continue;
    samples.push_back({std::string(cells[0]), std::string(cells[2])});
  }
  return samples;
}

// What the head of a feed or page says its encoding is.
std::string_view declared_in(std::string_view bytes) {
  const std::string_view in_xml = declared_xml_charset(bytes);
  return in_xml.empty() ? declared_charset(bytes) : in_xml;
}

// The encodings that browsers read these names as; they contain what is named.
const std::map<std::string, std::string, std::less<>> kReadAs{
    {"ascii", "windows-1252"},    {"iso-8859-1", "windows-1252"}, {"iso-8859-9", "windows-1254"},
    {"shift_jis", "windows-31j"}, {"iso-8859-8", "windows-1255"}, {"euc-kr", "windows-949"},
    {"gb2312", "gb18030"},        {"tis-620", "windows-874"},     {"uhc", "windows-949"}};

// What ICU's detector can answer. It lists the ISO names only of the Windows encodings it tells
// apart, and knows a byte order mark.
bool icu_detects(const std::string& encoding) {
  static const std::set<std::string> known = [] {
    UErrorCode error = U_ZERO_ERROR;
    UCharsetDetector* detector = ucsdet_open(&error);
    UEnumeration* names = ucsdet_getAllDetectableCharsets(detector, &error);
    std::set<std::string> all{"ascii",        "windows-31j",  "uhc",          "gb2312",
                              "utf-16",       "utf-32",       "windows-1250", "windows-1252",
                              "windows-1253", "windows-1254", "windows-1255"};
    std::int32_t length = 0;
    while (const char* name = uenum_next(names, &length, &error)) all.insert(ascii_lower(name));
    uenum_close(names);
    ucsdet_close(detector);
    return all;
  }();
  return known.contains(encoding);
}

std::string plain(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::ranges::replace(text, '\0', ' ');
  return text;
}

// A character cut at the end of the file counts for nothing.
std::string_view without_cut_end(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  while (text.ends_with(kReplacement)) text.remove_suffix(kReplacement.size());
  return text;
}

bool is_right(const std::string& bytes, const std::string& encoding, std::string_view text) {
  std::vector<std::string> names{encoding};
  if (const auto wider = kReadAs.find(encoding); wider != kReadAs.end())
    names.push_back(wider->second);
  return std::ranges::any_of(names, [&](const std::string& name) {
    const auto wanted = convert_to_utf8(bytes, name);
    return wanted && without_cut_end(plain(wanted->text)) == without_cut_end(text);
  });
}

struct Score {
  int right = 0;
  int all = 0;

  void add(bool is_right) {
    right += is_right ? 1 : 0;
    ++all;
  }
  std::string text() const {
    return fmt::format("{:>4} / {:<4} {:5.1f} %", right, all, all == 0 ? 0.0 : 100.0 * right / all);
  }
};

// Right answers by how sure they claim to be.
struct Certainty {
  Score sure;
  Score unsure;
};

struct Tally {
  Score all;
  Score known;
  std::map<std::string, Score> by_encoding;
  Certainty certainty;
  std::vector<std::string> wrong;
};

void count(const Sample& sample, const std::string& bytes, bool use_declared, Tally& tally) {
  const std::string declared(use_declared ? declared_in(bytes) : std::string_view());
  const auto decoded = decode_to_utf8(bytes, declared);
  const bool right = decoded && is_right(bytes, sample.encoding, decoded->text);
  const int confidence = decoded ? decoded->confidence : 0;
  tally.all.add(right);
  if (icu_detects(sample.encoding)) tally.known.add(right);
  tally.by_encoding[sample.encoding].add(right);
  (confidence >= 50 ? tally.certainty.sure : tally.certainty.unsure).add(right);
  if (right) return;
  tally.wrong.push_back(fmt::format(
      "  {}{}\t{}\tread as {} ({} %)", icu_detects(sample.encoding) ? "" : "* ", sample.file,
      sample.encoding, decoded ? decoded->charset : "no text", confidence));
}

void print(std::string_view title, const Tally& tally, bool list_wrong) {
  std::cout << title << '\n';
  std::cout << fmt::format("  {:<28}{}\n", "all", tally.all.text());
  std::cout << fmt::format("  {:<28}{}\n", "those ICU's detector knows", tally.known.text());
  std::cout << fmt::format("  {:<28}{}\n", "confidence 50 or more", tally.certainty.sure.text());
  std::cout << fmt::format("  {:<28}{}\n", "confidence below 50", tally.certainty.unsure.text());
  for (const auto& [encoding, score] : tally.by_encoding)
    std::cout << fmt::format("    {:<26}{}{}\n", encoding, score.text(),
                             icu_detects(encoding) ? "" : "  *");
  if (list_wrong) {
    for (const std::string& line : tally.wrong) std::cout << line << '\n';
  }
}

int run(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << kUsage;
    return static_cast<int>(ExitCode::Usage);
  }
  const std::string folder = argv[1];
  const bool list_wrong = argc > 3 && std::string_view(argv[3]) == "--wrong";
  Tally declared;
  Tally detected;
  for (const Sample& sample : read_samples(read_whole_file(argv[2]))) {
    const std::string bytes = read_whole_file(folder + "/" + sample.file);
    count(sample, bytes, true, declared);
    count(sample, bytes, false, detected);
  }
  print("with what the files declare", declared, list_wrong);
  print("by detection alone", detected, list_wrong);
  std::cout << "* not known to ICU's detector\n";
  return 0;
}

}  // namespace
}  // namespace dateline::evaluate

int main(int argc, char** argv) {
  try {
    return dateline::evaluate::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "encodings: " << error.what() << '\n';
    return 1;
  }
}
