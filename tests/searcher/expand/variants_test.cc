// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/variants.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/domain/tokenizer.h"
#include "searcher/expand/spelling.h"
#include "tests/searcher/small_index.h"

namespace dateline {
namespace {

using Words = std::vector<std::string>;

class Finder {
 public:
  explicit Finder(const std::vector<std::string>& texts) : index_(texts), reader_(index_.path()) {}

  // The variants in order, with blanks between the words of one.
  std::string of(const std::string& name) { return joined(variants(name), ", "); }

  std::string sorted(const std::string& name) {
    Words found = variants(name);
    std::ranges::sort(found);
    return joined(found, ", ");
  }

  std::optional<std::string> nearest(const std::string& word) {
    Vocabulary vocabulary(reader_);
    return nearest_word(word, vocabulary);
  }

 private:
  static std::string joined(const Words& words, const std::string& between) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : between) + word;
    return text;
  }

  Words variants(const std::string& name) {
    Vocabulary vocabulary(reader_);
    VariantFinder finder(VariantTable::shipped(), vocabulary, reader_.stemmer());
    const Words typed = words_of(name);
    Words found;
    for (const Variant& variant : finder.of(typed)) found.push_back(joined(variant.words, " "));
    return found;
  }

  SmallIndex index_;
  IndexReader reader_;
};

TEST_CASE("finds the forms of a name that the index has") {
  Finder finder({"The talks in Kyiv went on.", "Kiev and Odessa were calm. Kiev again.",
                 "Київ і Одеса сьогодні.", "В Киеве и в Одессе сегодня.", "Kiev harbour"});
  CHECK(finder.of("Kyiv").starts_with("kiev,"));  // of two documents
  CHECK(finder.sorted("Kyiv") == "kiev, киеве, київ");
  CHECK(finder.sorted("Киева") == "kiev, kyiv, київ");
  CHECK(finder.sorted("Києвом") == "kiev, kyiv, киеве, київ");
  CHECK(finder.sorted("Odesa") == "odessa, одеса, одессе");
  CHECK(finder.of("harbour").empty());
  CHECK(finder.of("nobody").empty());
  CHECK(finder.of("").empty());
}

TEST_CASE("goes from endings through alphabets") {
  Finder finder({"Zelensky met Zhirinovskiy's heirs.", "Zelenskyy spoke.", "Сказав Зеленський.",
                 "Сказал Зеленский. Зеленского ждали.", "Пётр Шереметский", "Sheremetsky"});
  CHECK(finder.sorted("Zelensky") == "zelenskyy, зеленский, зеленський");
  CHECK(finder.sorted("Zelenskij") == "zelensky, zelenskyy, зеленский, зеленський");
  CHECK(finder.sorted("Зеленского") == "zelensky, zelenskyy, зеленський");
  CHECK(finder.sorted("Sheremetskii") == "sheremetsky, шереметский");
}

TEST_CASE("knows names of several words") {
  Finder finder({"Elections in Ivory Coast.", "La Côte d'Ivoire vote.", "Выборы в Кот-д'Ивуаре.",
                 "Ivory trade on the coast"});
  CHECK(finder.sorted("Ivory Coast") == "cote d ivoire, кот дивуар");
  CHECK(finder.sorted("Côte d'Ivoire") == "ivory coast, кот дивуар");
  CHECK(finder.of("ivory").empty());
}

TEST_CASE("leaves common words in their alphabet") {
  std::vector<std::string> texts(30, "no more");
  texts.push_back("Море и Путин");
  texts.push_back("Putin");
  Finder finder(texts);
  CHECK(finder.of("more").empty());
  CHECK(finder.of("море").empty());
  CHECK(finder.of("Putin") == "путин");
}

TEST_CASE("gives no form of the word's own stem") {
  Finder finder({"Houthi Houthis Huthi", "Kiev Kievs"});
  CHECK(finder.of("Houthis") == "huthi");
}

TEST_CASE("names the nearest word, with the same beginning first") {
  Finder finder({"minister ministers administer sinister", "minister harbour", "cat car cart"});
  CHECK(finder.nearest("minster") == "minister");
  CHECK(finder.nearest("harbuor") == "harbour");
  CHECK(finder.nearest("hrbor") == "harbour");
  CHECK(finder.nearest("inister") == "minister");
  CHECK(finder.nearest("cst") == "cat");
  CHECK(!finder.nearest("zzz"));
  CHECK(!finder.nearest("xyzw"));
  CHECK(!finder.nearest("1998"));
  CHECK(!finder.nearest(""));
  CHECK(finder.nearest("cat") == "car");  // never the word itself
}

}  // namespace
}  // namespace dateline
