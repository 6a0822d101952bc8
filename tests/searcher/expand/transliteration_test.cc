// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/transliteration.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "common/domain/tokenizer.h"
#include "tests/searcher/small_index.h"

namespace dateline {
namespace {

using Words = std::vector<std::string>;

std::string in_utf8(const icu::UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

class IcuRules {
 public:
  explicit IcuRules(const char* id) {
    UErrorCode status = U_ZERO_ERROR;
    rules_.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
    REQUIRE(U_SUCCESS(status));
  }

  // Folded as a word is, without the marks that stand for signs.
  std::string romanise(const std::string& text) const {
    icu::UnicodeString romanised = icu::UnicodeString::fromUTF8(text);
    rules_->transliterate(romanised);
    for (const char16_t sign : {u'\u02B9', u'\u02BA', u'\u02BC', u'\u2019', u'\''})
      romanised.findAndReplace(icu::UnicodeString(sign), icu::UnicodeString());
    std::string folded;
    for (const auto& word : words_of(in_utf8(romanised))) folded += word;
    return folded;
  }

  // What the letter adds after each kind of beginning.
  std::set<std::string> of_letter(const std::string& letter) const {
    const std::string after = "б";
    std::set<std::string> found;
    for (const std::string before : {"", "а", "д", "т", "и", "дь"}) {
      const std::string all = romanise(before + letter + after);
      const std::size_t front = romanise(before).size();
      found.insert(all.substr(front, all.size() - front - romanise(after).size()));
    }
    return found;
  }

 private:
  std::unique_ptr<icu::Transliterator> rules_;
};

std::map<std::string, std::set<std::string>> letters_by_icu() {
  const std::vector<std::pair<const char*, std::string>> systems = {
      {"Russian-Latin/BGN", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"},
      {"Ukrainian-Latin/BGN", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"},
      {"Belarusian-Latin/BGN", "абвгдеёжзійклмнопрстуўфхцчшыьэюя"},
      {"Bulgarian-Latin/BGN", "абвгдежзийклмнопрстуфхцчшщъьюя"},
      {"Serbian-Latin/BGN", "абвгдђежзијклљмнњопрстћуфхцчџш"},
      {"Macedonian-Latin/BGN", "абвгдѓежзѕијклљмнњопрстќуфхцчџш"},
      {"Cyrillic-Latin", "абвгґдеєёжзиіїйклмнопрстуўфхцчшщъыьэюяђѓѕјљњћќџ"}};
  std::map<std::string, std::set<std::string>> letters;
  for (const auto& [id, alphabet] : systems) {
    const IcuRules rules(id);
    for (std::size_t i = 0; i < alphabet.size(); i += 2) {
      const std::string letter = alphabet.substr(i, 2);
      letters[letter].merge(rules.of_letter(letter));
    }
  }
  return letters;
}

std::set<std::string> split(std::string_view text) {
  std::set<std::string> parts;
  for (const auto& word : words_of(text)) parts.insert(word);
  if (text.find('-') != std::string_view::npos) parts.insert("");
  return parts;
}

TEST_CASE("romanises letters as ICU's transliterators do") {
  const auto by_icu = letters_by_icu();
  CHECK(by_icu.size() == icu_letters().size());
  for (const LetterRule& rule : icu_letters()) {
    CAPTURE(rule.cyrillic);
    const auto found = by_icu.find(std::string(rule.cyrillic));
    REQUIRE(found != by_icu.end());
    CHECK(split(rule.latin) == found->second);
  }
}

Words sorted_words(std::string_view word, const IndexReader& reader) {
  Vocabulary vocabulary(reader);
  Words found = transliterations(word, vocabulary);
  std::ranges::sort(found);
  return found;
}

TEST_CASE("finds the known words of the other alphabet") {
  const SmallIndex index(
      {"Лукашенко Харків Дмитрий Алексей Юлія Щербицький Подъячев Милошевић Таджикистан Ельцин",
       "lukashenko kharkiv dmitry dmitriy alexei yulia shcherbytskyy podyachev milosevic yeltsin",
       "Зеленський Зеленский zelensky zelenskyy zelenskiy zelenskij tajikistan eltsin hat"});
  const IndexReader reader(index.path());
  CHECK(sorted_words("лукашенко", reader) == Words{"lukashenko"});
  CHECK(sorted_words("lukashenko", reader) == Words{"лукашенко"});
  CHECK(sorted_words("kharkiv", reader) == Words{"харків"});
  CHECK(sorted_words("dmitry", reader) == Words{"дмитрий"});
  CHECK(sorted_words("дмитрий", reader) == Words{"dmitriy", "dmitry"});
  CHECK(sorted_words("alexei", reader) == Words{"алексей"});
  CHECK(sorted_words("юлія", reader) == Words{"yulia"});
  CHECK(sorted_words("shcherbytskyy", reader) == Words{"щербицький"});
  CHECK(sorted_words("podyachev", reader) == Words{"подъячев"});
  CHECK(sorted_words("milosevic", reader) == Words{"милошевић"});
  CHECK(sorted_words("tajikistan", reader) == Words{"таджикистан"});
  CHECK(sorted_words("yeltsin", reader) == Words{"ельцин"});
  CHECK(sorted_words("ельцин", reader) == Words{"eltsin", "yeltsin"});
  CHECK(sorted_words("зеленский", reader) ==
        Words{"zelenskij", "zelenskiy", "zelensky", "zelenskyy"});
  CHECK(sorted_words("zelenskyy", reader) == Words{"зеленский", "зеленський"});
}

TEST_CASE("leaves short words, numbers and other scripts alone") {
  const SmallIndex index({"хат хата hata nato нато 北京 kata1"});
  const IndexReader reader(index.path());
  CHECK(sorted_words("hat", reader).empty());
  CHECK(sorted_words("kata1", reader).empty());
  CHECK(sorted_words("北京市区", reader).empty());
  CHECK(sorted_words("", reader).empty());
  CHECK(sorted_words("nato", reader) == Words{"нато"});
}

TEST_CASE("does nothing in an index without Cyrillic words") {
  const SmallIndex index({"kharkiv lukashenko"});
  const IndexReader reader(index.path());
  CHECK(sorted_words("харків", reader).empty());
  CHECK(sorted_words("kharkiv", reader).empty());
}

TEST_CASE("takes bounded time on words made to branch") {
  std::string text;
  for (const std::string letter : {"е", "и", "й", "ь", "ю", "я"}) {
    std::string word;
    for (int i = 0; i < 16; ++i) text += (word += letter) + ' ';
  }
  const SmallIndex index({text + std::string(32, 'y')});
  const IndexReader reader(index.path());
  Vocabulary vocabulary(reader);
  CHECK(transliterations(std::string(64, 'y'), vocabulary).empty());
  CHECK(transliterations(std::string(16, 'y'), vocabulary).size() <= 64);
}

}  // namespace
}  // namespace dateline
