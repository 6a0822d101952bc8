// SPDX-License-Identifier: GPL-2.0-or-later
//
// What it costs to find other words for those of a query: near words, transliterations, variants
// of names, "did you mean".
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/domain/tokenizer.h"
#include "scripts/bench/timing.h"
#include "searcher/expand/letters.h"
#include "searcher/expand/spelling.h"
#include "searcher/expand/transliteration.h"
#include "searcher/expand/variants.h"
#include "searcher/index_reader.h"

namespace dateline::bench {
namespace {

constexpr std::string_view kUsage =
    "usage: expansion INDEX [NAME...]\n"
    "Without names: for 300 words of the index, and for the same with their third letter dropped,\n"
    "microseconds of the processor a word of each way of finding others, with how many each finds "
    "on average.\n"
    "With names: the variants of each.\n";

constexpr std::size_t kPasses = 5;
constexpr std::size_t kSampled = 300;
constexpr std::size_t kLeastLetters = 4;
constexpr std::uint64_t kLeastDocuments = 3;
constexpr std::size_t kNearWords = 1000;

using Words = std::vector<std::string>;
using Way = std::function<std::size_t(const std::string&)>;

bool is_suitable(const std::string& word) {
  return count_characters(word) >= kLeastLetters &&
         word.find_first_of("0123456789") == std::string::npos;
}

// Spread evenly over the words that several documents have.
Words sample(const IndexReader& reader) {
  Words all;
  const Xapian::Database& database = reader.database();
  for (auto key = database.metadata_keys_begin("w"); key != database.metadata_keys_end("w");
       ++key) {
    const bool is_common = decode_frequency(database.get_metadata(*key)) >= kLeastDocuments;
    std::string word = (*key).substr(1);
    if (is_common && is_suitable(word)) all.push_back(std::move(word));
  }
  Words words;
  for (std::size_t i = 0; i < kSampled && !all.empty(); ++i)
    words.push_back(all[i * all.size() / kSampled]);
  return words;
}

Words misspelt(const Words& words) {
  Words wrong;
  for (const auto& word : words) {
    const std::size_t letter = is_cyrillic_word(word) ? 2 : 1;
    wrong.push_back(word.substr(0, 2 * letter) + word.substr(3 * letter));
  }
  return wrong;
}

void print_row(std::string_view name, const Words& words, const Way& way) {
  Times times(words.size());
  std::size_t found = 0;
  for (std::size_t pass = 0; pass < kPasses; ++pass) {
    for (std::size_t i = 0; i < words.size(); ++i)
      times.add(i, microseconds([&] { found += way(words[i]); }, Clock::Processor));
  }
  const Summary summary = times.summary();
  fmt::print("{:28} {:>10.2f} {:>10.2f} {:>10.2f} {:>10.2f} {:>8.1f}\n", name, summary.mean,
             summary.p50, summary.p99, summary.max,
             static_cast<double>(found) / static_cast<double>(kPasses * words.size()));
}

void measure(IndexReader& reader) {
  const Words words = sample(reader);
  if (words.empty()) return;
  Vocabulary vocabulary(reader);
  VariantFinder finder(VariantTable::shipped(), vocabulary, reader.stemmer());
  fmt::print("{:28} {:>10} {:>10} {:>10} {:>10} {:>8}\n", "microseconds", "mean", "p50", "p99",
             "max", "found");
  const Words wrong = misspelt(words);
  for (const auto& [kind, list] : {std::pair("known", &words), std::pair("misspelt", &wrong)}) {
    const std::string suffix = fmt::format(" ({})", kind);
    const auto row = [&suffix, &asked = *list](std::string_view name, const Way& way) {
      print_row(std::string(name) + suffix, asked, way);
    };
    row("near, 1 edit",
        [&](const auto& word) { return vocabulary.near(word, 1, kNearWords).size(); });
    row("near, 2 edits",
        [&](const auto& word) { return vocabulary.near(word, 2, kNearWords).size(); });
    row("nearest word", [&](const auto& word) { return nearest_word(word, vocabulary) ? 1U : 0U; });
    row("transliterations",
        [&](const auto& word) { return transliterations(word, vocabulary).size(); });
    row("variants", [&](const auto& word) { return finder.of({&word, 1}).size(); });
  }
}

void print_variants(IndexReader& reader, const std::string& name) {
  Vocabulary vocabulary(reader);
  VariantFinder finder(VariantTable::shipped(), vocabulary, reader.stemmer());
  const Words words = words_of(name);
  std::string line = name + ":";
  for (const Variant& variant : finder.of(words)) {
    line += ' ';
    for (const auto& word : variant.words) line += word + ' ';
    line += fmt::format("({})", variant.documents);
  }
  fmt::print("{}\n", line);
}

int run(const Words& arguments) {
  if (arguments.empty() || arguments[0].starts_with('-')) {
    fmt::print(stderr, "{}", kUsage);
    return 2;
  }
  IndexReader reader(arguments[0]);
  if (arguments.size() == 1) measure(reader);
  for (std::size_t i = 1; i < arguments.size(); ++i) print_variants(reader, arguments[i]);
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int count, char** arguments) {
  try {
    return dateline::bench::run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    fmt::print(stderr, "expansion: {}\n", error.what());
    return 1;
  }
}
