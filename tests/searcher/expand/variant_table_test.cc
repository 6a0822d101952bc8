// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/variant_table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/base/error.h"
#include "common/base/utf8.h"
#include "common/domain/tokenizer.h"
#include "searcher/expand/shipped_variants.h"
#include "searcher/expand/variant_groups.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

using Form = VariantTable::Form;

std::vector<Form> forms_of(const VariantTable& table, const std::string& name) {
  Stemmer stemmer("english");
  const auto words = words_of(name);
  const auto found = table.forms_of(words, stemmer);
  return {found.begin(), found.end()};
}

bool are_one_name(const VariantTable& table, const std::string& name, const std::string& other) {
  const auto forms = forms_of(table, name);
  return std::ranges::find(forms, words_of(other)) != forms.end();
}

std::string complaint(const std::string& text) {
  try {
    VariantTable().add(text, "my.tsv");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::Usage);
    return error.what();
  }
  return "";
}

TEST_CASE("reads groups of forms as the tokenizer folds them") {
  VariantTable table;
  table.add("# names\r\n\r\nIvory Coast\tCôte d'Ivoire \tКот-д'Ивуар\r\nKyiv\tKiev\n", "a");
  CHECK(are_one_name(table, "IVORY COAST", "cote d’ivoire"));
  CHECK(are_one_name(table, "кот д'ивуар", "Ivory Coast"));
  CHECK(are_one_name(table, "kiev", "kyiv"));
  CHECK(forms_of(table, "ivory").empty());
  CHECK(forms_of(table, "nothing").empty());
}

TEST_CASE("joins groups that share a form") {
  VariantTable table;
  table.add("Aa\tBb\nCc\tDd\nEe\tFf\n", "a");
  CHECK(!are_one_name(table, "Aa", "Dd"));
  table.add("Gg\tBb\tDd\n", "b");
  CHECK(forms_of(table, "aa").size() == 5);
  CHECK(forms_of(table, "gg").size() == 5);
  CHECK(forms_of(table, "ee").size() == 2);
}

TEST_CASE("joins ten thousand groups into one in little time") {
  std::string text;
  for (int i = 0; i < 9999; ++i) text += fmt::format("n{}x\tn{}x\n", i, (i * 7919) % 9999);
  text = text.substr(text.find('\n') + 1);  // the first is a group of one form
  VariantTable table;
  CHECK_NOTHROW(table.add(text, "a"));
  CHECK(forms_of(table, "n1x").size() > 1);
}

TEST_CASE("knows inflected Cyrillic words of long stems only") {
  VariantTable table;
  table.add("Minsk\tМинск\nDelhi\tДели\nNorth Pole\tСеверный полюс\n", "a");
  CHECK(are_one_name(table, "Минске", "Minsk"));
  CHECK(are_one_name(table, "Северном полюсе", "North Pole"));
  CHECK(are_one_name(table, "Дели", "Delhi"));
  CHECK(forms_of(table, "дело").empty());
  table.add("Mykolaiv\tНиколаев\nNicholas\tНиколай\n", "b");
  CHECK(are_one_name(table, "Николаев", "Mykolaiv"));
  CHECK(are_one_name(table, "Николай", "Nicholas"));
  // Both have the stem "никола": what may be either is neither.
  CHECK(forms_of(table, "Николаю").empty());
}

TEST_CASE("tells how many words are one name") {
  Stemmer stemmer("english");
  const VariantTable& table = VariantTable::shipped();
  const auto longest = [&](const std::string& text) {
    const auto words = words_of(text);
    return table.longest(words, stemmer);
  };
  CHECK(longest("Ivory Coast president") == 2);
  CHECK(longest("Democratic Republic of the Congo war") == 5);
  CHECK(longest("Democratic Republic of nothing") == 1);
  CHECK(longest("Kyiv") == 1);
  CHECK(longest("nobody") == 1);
  CHECK(longest("") == 0);
}

TEST_CASE("exchanges endings") {
  VariantTable table;
  table.add("-sky\t-skyy\t-skiy\t-ский\t-ський\n-tsky\t-tskiy\n", "a");
  auto others = table.other_endings("zelensky");
  std::ranges::sort(others);
  CHECK(others == std::vector<std::string>{"zelenskiy", "zelenskyy"});
  CHECK(table.other_endings("зеленский") == std::vector<std::string>{"зеленський"});
  CHECK(table.other_endings("trotsky") == std::vector<std::string>{"trotskiy"});
  CHECK(table.other_endings("husky").empty());  // two letters are no stem
  CHECK(table.other_endings("sky").empty());
  CHECK(table.other_endings("").empty());
}

TEST_CASE("says what is wrong with a file, and where") {
  const auto starts = [](const std::string& text, const std::string& end) {
    const std::string got = complaint(text);
    CAPTURE(got);
    CHECK(got.find("'my.tsv', line " + end) != std::string::npos);
  };
  starts("a\tb\nKiev\n", "2: a group of one form");
  starts("Kiev\tKIEV\n", "1: its forms are one");
  starts("Kiev\t1999\n", "1: '1999' has no letter");
  starts("Kiev\t\tKyiv\n", "1: '' has no letter");
  starts("Kiev\tK\xFFyiv\n", "1: it is not UTF-8");
  starts("-sky\tKiev\n", "1: forms and endings");
  starts("-sky\t-a b\n", "1: the ending '-a b' is not one word");
  starts("a b c d e f g h i\tx\n", "1: 'a b c d e f g h i' has 9 words");
  std::string many = "n0x";
  for (int i = 1; i <= 64; ++i) many += fmt::format("\tn{}x", i);
  starts(many, "1: 65 forms");
  std::string lines;
  for (int i = 0; i < 10000; ++i) lines += '\n';
  CHECK(complaint(lines).empty());
  starts(lines + "\n", "10001: at most 10000");
}

TEST_CASE("reads a user's file, of limited size") {
  const TempFolder folder;
  VariantTable table;
  table.add_shipped();
  table.add_file(folder.write("mine.tsv", "Kiev\tKyjiw\n"));
  CHECK(are_one_name(table, "Kyjiw", "Київ"));
  CHECK(!are_one_name(VariantTable::shipped(), "Kyjiw", "Київ"));
  CHECK_THROWS_AS(table.add_file(folder.path() / "none.tsv"), Error);
  CHECK_THROWS_AS(table.add_file(folder.path()), Error);
  CHECK_THROWS_AS(table.add_file("/dev/zero"), Error);
  CHECK_THROWS_AS(
      table.add_file(folder.write("big.tsv", std::string(kMaxVariantFileBytes + 1, '\n'))), Error);
}

TEST_CASE("the shipped table holds what it should") {
  const VariantTable& table = VariantTable::shipped();
  CHECK(shipped_variants().names.texts.size() > 1'000);
  for (const std::string name : {"Kiev", "Київ", "Киев", "Киева", "Києві", "Киевом"}) {
    CAPTURE(name);
    CHECK(are_one_name(table, name, "Kyiv"));
  }
  CHECK(are_one_name(table, "Peking", "Beijing"));
  CHECK(are_one_name(table, "Mao Tse-tung", "Mao Zedong"));
  CHECK(are_one_name(table, "Lodz", "Łódź"));
}

TEST_CASE("the shipped table leaves common words alone") {
  const VariantTable& table = VariantTable::shipped();
  for (const std::string word :
       {"turkey",  "bale",   "brittany", "china's", "president", "said",   "more",    "most",
        "georgia", "chad",   "jordan",   "mali",    "niger",     "guinea", "georgia", "florence",
        "cologne", "may",    "polish",   "nice",    "reading",   "дело",   "дела",    "вена",
        "газа",    "друзья", "мало",     "малый",   "изюм",      "ровно",  "семей",   "пар",
        "перу",    "коль",   "горький",  "кит",     "рига"}) {
    CAPTURE(word);
    CHECK(forms_of(table, word).size() == (word == "china's" ? 2 : 0));
  }
}

// Two tables that must give the same. Forms come in no order.
class Comparison {
 public:
  Comparison(const VariantTable& one, const VariantTable& other) : one_(one), other_(other) {}

  void ask(const std::vector<std::string>& words) {
    CAPTURE(fmt::format("{}", fmt::join(words, " ")));
    CHECK(one_.longest(words, stemmer_) == other_.longest(words, stemmer_));
    const auto forms = sorted(one_.forms_of(words, stemmer_));
    CHECK(forms == sorted(other_.forms_of(words, stemmer_)));
    if (!forms.empty()) ++found_;
    for (const auto& word : words)
      CHECK(sorted(one_.other_endings(word)) == sorted(other_.other_endings(word)));
  }

  // The forms as they are and among other words; then each with its last word inflected, cut and
  // lengthened.
  void ask_all(const WordTable& texts) {
    for (std::uint32_t number = 0; number < texts.size(); ++number) {
      std::vector<std::string> words = words_in(texts.text(number));
      ask(words);
      words.emplace_back("congo");
      ask(words);
      words.pop_back();
      const std::string last = words.back();
      for (const std::string ending : {"ом", "у", "ский", "s", "sky"}) {
        words.back() = last + ending;
        ask(words);
      }
      words.back() = last.substr(0, utf8_cut(last, last.size() - 1));
      if (!words.back().empty()) ask(words);
    }
  }

  std::size_t found() const { return found_; }

 private:
  template <class Values>
  static Values sorted(Values values) {
    std::ranges::sort(values);
    return values;
  }

  const VariantTable& one_;
  const VariantTable& other_;
  Stemmer stemmer_{"english"};
  std::size_t found_ = 0;
};

TEST_CASE("what the build folded is what variants.tsv says") {
  VariantGroups groups;
  groups.add_file(DATELINE_VARIANTS);
  const FoldedVariants& folded = shipped_variants();
  CHECK(folded.names.texts.size() == groups.names().texts().size());
  CHECK(folded.endings.texts.size() == groups.endings().texts().size());
  CHECK(folded.longest_ending == groups.longest_ending());

  VariantTable parsed;
  parsed.add_file(DATELINE_VARIANTS);
  Comparison comparison(VariantTable::shipped(), parsed);
  comparison.ask_all(groups.names().texts());
  comparison.ask_all(groups.endings().texts());
  CHECK(comparison.found() > groups.names().texts().size());
}

TEST_CASE("a user's groups join folded ones as they join parsed ones") {
  const TempFolder folder;
  // Joins shipped names with new ones and with each other, and so their stems; shares a stem with a
  // shipped name; joins endings.
  const auto file = folder.write("mine.tsv",
                                 "Kiev\tKyjiw\tMother of Cities\n"
                                 "Kharkov\tChernigov\n"
                                 "Foreign Place\tХарьковский\tМинскому\n"
                                 "Николаю\tNicholas the First\n"
                                 "-sky\t-zky\n-off\t-ovich\n-xyz\t-xyw\n");
  VariantGroups mine;
  mine.add_file(file);
  VariantGroups shipped;
  shipped.add_file(DATELINE_VARIANTS);
  VariantTable parsed;
  parsed.add_file(DATELINE_VARIANTS);
  parsed.add_file(file);
  VariantTable before;
  before.add_shipped();
  before.add_file(file);
  VariantTable after;
  after.add_file(file);
  after.add_shipped();
  for (const VariantTable* table : {&before, &after}) {
    CHECK(are_one_name(*table, "Mother of Cities", "Київ"));
    CHECK(are_one_name(*table, "Харькову", "Chernihiv"));
    Comparison comparison(*table, parsed);
    for (const VariantGroups* groups : {&mine, &shipped}) {
      comparison.ask_all(groups->names().texts());
      comparison.ask_all(groups->endings().texts());
    }
    CHECK(comparison.found() > 0);
  }
}

TEST_CASE("finds sorted texts, and none in an empty table") {
  constexpr std::array<std::uint32_t, 4> begins = {0, 1, 3, 6};
  const SortedTexts texts{"aababc", begins};
  CHECK(texts.size() == 3);
  CHECK(texts.find("a") == 0);
  CHECK(texts.find("ab") == 1);
  CHECK(texts.find("abc") == 2);
  for (const std::string_view text : {"", "aa", "abb", "abcd", "b"}) CHECK(!texts.find(text));
  CHECK(texts.lower_bound("aa") == 1);
  CHECK(texts.lower_bound("b") == 3);

  Stemmer stemmer("english");
  const VariantTable empty;
  const std::vector<std::string> words = {"киевом", "kyiv"};
  CHECK(empty.forms_of(words, stemmer).empty());
  CHECK(empty.longest(words, stemmer) == 1);
  CHECK(empty.other_endings("zelensky").empty());
}

}  // namespace
}  // namespace dateline
