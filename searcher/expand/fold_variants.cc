// SPDX-License-Identifier: GPL-2.0-or-later
//
// A program of the build: reads a file of variants and writes the C++ source of shipped_variants().
// The words are cut, folded and stemmed here, so that no search has to. The stems are those of the
// Xapian that the build finds; a test compares them with those of the Xapian that runs.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/domain/stemmer.h"
#include "searcher/expand/variant_groups.h"

namespace dateline {
namespace {

constexpr std::size_t kNumbersALine = 16;

using Numbers = std::vector<std::uint32_t>;
using Texts = std::vector<std::string_view>;

// Letters and digits as they are; everything else, which a literal may take for something special,
// as octal numbers.
std::string literal(std::string_view text) {
  std::string quoted = "\"";
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    const bool is_plain = value >= 0x80 || value == ' ' || (value >= '0' && value <= '9') ||
                          (value >= 'a' && value <= 'z');
    quoted += is_plain ? std::string(1, byte) : fmt::format("\\{:03o}", value);
  }
  return quoted + '"';
}

std::string numbers_source(std::string_view name, const Numbers& numbers) {
  std::string source = fmt::format("constexpr std::uint32_t {}[] = {{\n", name);
  for (std::size_t i = 0; i < numbers.size(); i += kNumbersALine) {
    const auto line = std::span(numbers).subspan(i, std::min(kNumbersALine, numbers.size() - i));
    source += fmt::format("    {},\n", fmt::join(line, ", "));
  }
  return source + "};\n\n";
}

// NameBytes and NameBegins of a SortedTexts; the texts must be in order.
std::string texts_source(std::string_view name, const Texts& texts) {
  Numbers begins{0};
  std::string source = fmt::format("constexpr char {}Bytes[] =\n    \"\"", name);
  for (const std::string_view text : texts) {
    source += "\n    " + literal(text);
    begins.push_back(begins.back() + static_cast<std::uint32_t>(text.size()));
  }
  return source + ";\n\n" + numbers_source(fmt::format("{}Begins", name), begins);
}

// The numbers that texts have when they are in order, and those numbers' texts.
struct Order {
  explicit Order(const TextGroups& groups)
      : sorted(groups.texts().size()), place(groups.texts().size()) {
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::ranges::sort(sorted, std::less{},
                      [&](auto number) { return groups.texts().text(number); });
    for (std::uint32_t i = 0; i < sorted.size(); ++i) place[sorted[i]] = i;
  }

  Numbers sorted;  // numbers in `groups`
  Numbers place;   // of each of these numbers in `sorted`
};

std::string groups_source(std::string_view name, const TextGroups& groups, const Order& order) {
  Texts texts;
  std::map<std::uint32_t, Numbers> places_of_group;
  for (std::uint32_t i = 0; i < order.sorted.size(); ++i) {
    texts.push_back(groups.texts().text(order.sorted[i]));
    places_of_group[groups.group(order.sorted[i])].push_back(i);
  }
  Numbers next(texts.size());
  for (const auto& [group, places] : places_of_group) {
    for (std::size_t i = 0; i < places.size(); ++i)
      next[places[i]] = places[(i + 1) % places.size()];
  }
  return texts_source(name, texts) + numbers_source(fmt::format("{}Next", name), next);
}

std::string stems_source(const TextGroups& names, const Order& order) {
  Stemmer stemmer("none");
  std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> name_of;
  for (std::uint32_t i = 0; i < order.sorted.size(); ++i) {
    const std::uint32_t number = order.sorted[i];
    std::string stems = stems_in(words_in(names.texts().text(number)), stemmer);
    if (!stems.empty()) name_of.try_emplace({std::move(stems), names.group(number)}, i);
  }
  Texts texts;
  Numbers places;
  for (const auto& [stems, place] : name_of) {
    texts.push_back(stems.first);
    places.push_back(place);
  }
  return texts_source("kStem", texts) + numbers_source("kStemNames", places);
}

std::string source_of(const VariantGroups& variants) {
  const Order names(variants.names());
  const Order endings(variants.endings());
  std::string source =
      "// Made from variants.tsv by fold_variants.\n"
      "#include \"searcher/expand/shipped_variants.h\"\n\n"
      "namespace dateline {\nnamespace {\n\n";
  source += groups_source("kName", variants.names(), names);
  source += groups_source("kEnding", variants.endings(), endings);
  source += stems_source(variants.names(), names);
  source += fmt::format(
      "constexpr SortedTexts kNames{{{{kNameBytes, sizeof kNameBytes - 1}}, kNameBegins}};\n"
      "constexpr SortedTexts kEndings{{{{kEndingBytes, sizeof kEndingBytes - 1}}, "
      "kEndingBegins}};\n"
      "constexpr SortedTexts kStems{{{{kStemBytes, sizeof kStemBytes - 1}}, kStemBegins}};\n"
      "constexpr FoldedVariants kVariants{{\n"
      "    {{kNames, kNameNext}}, {{kEndings, kEndingNext}}, {}, kStems, kStemNames}};\n\n"
      "}}  // namespace\n\n"
      "const FoldedVariants& shipped_variants() {{ return kVariants; }}\n\n"
      "}}  // namespace dateline\n",
      variants.longest_ending());
  return source;
}

int run(const Texts& arguments) {
  if (arguments.size() != 2) {
    fmt::print(stderr, "usage: fold_variants VARIANTS SOURCE\n");
    return 2;
  }
  VariantGroups variants;
  variants.add_file(arguments[0]);
  std::ofstream file(std::string(arguments[1]), std::ios::binary);
  file << source_of(variants);
  file.close();
  if (file) return 0;
  fmt::print(stderr, "fold_variants: cannot write '{}'\n", arguments[1]);
  return 1;
}

}  // namespace
}  // namespace dateline

int main(int count, char** arguments) {
  try {
    return dateline::run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    fmt::print(stderr, "fold_variants: {}\n", error.what());
    return 1;
  }
}
