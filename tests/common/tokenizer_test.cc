// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/tokenizer.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/utf8.h"
#include "common/domain/character_table.h"
#include "common/domain/stemmer.h"

namespace dateline {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : "|") + word;
  return text;
}

struct Row {
  const char* name;
  const char* input;
  const char* want;
};

TEST_CASE("takes words out of text as news writes it") {
  const Row rows[] = {
      {"plain", "Two words", "two|words"},
      {"nothing", "", ""},
      {"only separators", " -- ... !?\n", ""},
      {"possessive, straight", "Moscow's plan", "moscow|plan"},
      {"possessive, curly and upper case", "MOSCOW’S plan", "moscow|plan"},
      {"possessive, modifier letter", "Moscowʼs", "moscow"},
      {"possessive before a full stop", "It was Putin’s.", "it|was|putin"},
      {"plural possessive", "the soldiers’ hopes", "the|soldiers|hopes"},
      {"opening quote is no apostrophe", "‘Many servicemen’ said", "many|servicemen|said"},
      {"name with apostrophe", "O'Brien O’Brien", "obrien|obrien"},
      {"contraction", "don't it's", "dont|it"},
      {"contracted verbs are no other words", "we're we’ll SHE'LL I'd I'm they've",
       "we|re|we|ll|she|ll|i|d|i|m|they|ve"},
      {"an ending is at the end", "O'Reilly D'Souza aujourd'hui", "oreilly|d|souza|aujourdhui"},
      {"Ukrainian apostrophes", "п'ять п’ять пʼять", "пять|пять|пять"},
      {"French elision", "d’études l'été jusqu'au qu’il", "d|etudes|l|ete|jusqu|au|qu|il"},
      {"em dash without spaces", "ground—soldiers", "ground|soldiers"},
      {"hyphen", "F-16 covid-19 north-east", "f|16|covid|19|north|east"},
      {"thousands stay whole", "up to 43,000 men", "up|to|43000|men"},
      {"groups", "1,234,567.89", "1234567.89"},
      {"a list is no number", "1,2,3 and 10,11", "1|2|3|and|10|11"},
      {"decimal", "3.14 percent", "3.14|percent"},
      {"number at the end of a sentence", "in 2024.", "in|2024"},
      {"comma behind a number", "in 2024, 100 men", "in|2024|100|men"},
      {"year and three digits", "2024,100", "2024|100"},
      {"initials", "the U.S. and U.S.A.", "the|us|and|usa"},
      {"initials, possessive", "the U.S.'s army", "the|us|army"},
      {"initials of a name", "J.K. Rowling", "jk|rowling"},
      {"one letter and a full stop", "plan B. Next", "plan|b|next"},
      {"host name", "see www.example.com", "see|www|example|com"},
      {"ampersand", "AT&T R&D", "at|t|r|d"},
      {"underscore and hash", "snake_case #tag", "snake|case|tag"},
      {"soft hyphen", "gov\u00ADern\u00ADment", "government"},
      {"zero-width space", "gov\u200Bernment", "government"},
      {"byte order mark", "\uFEFFfirst", "first"},
      {"no-break space", "10\u00A0000 km", "10|000|km"},
      {"accents", "Café São Tomé Ångström", "cafe|sao|tome|angstrom"},
      {"decomposed accents", "Cafe\u0301", "cafe"},
      {"sharp s", "Straße STRASSE", "strasse|strasse"},
      {"ligature", "ﬁnal", "final"},
      {"full width", "ＡＢＣ１２", "abc12"},
      {"Cyrillic case", "Київ КИЇВ київ", "київ|київ|київ"},
      {"Cyrillic letters keep their marks", "ёлка йод ґанок", "ёлка|йод|ґанок"},
      {"decomposed short i", "и\u0306од", "йод"},
      {"Greek", "Αθήνα ΑΘΗΝΑ", "αθηνα|αθηνα"},
      {"Turkish dotted capital", "İstanbul", "istanbul"},
      {"half is no twelve", "½ cup", "cup"},
      {"superscript", "50 m²", "50|m2"},
      {"Japanese", "東京都", "東京|京都|都"},
      {"one character", "都", "都"},
      {"mixed scripts", "NHK東京", "nhk|東京|京"},
      {"kana with a voiced mark apart", "カ\u3099ス", "ガス|ス"},
      {"half-width kana", "ｶﾞｽ", "ガス|ス"},
      {"Thai", "ไทย", "ไท|ทย|ย"},
      {"Korean has spaces", "서울 시민", "서울|시민"},
      {"emoji", "good 👍 news", "good|news"},
      {"invalid bytes separate",
       "a\xFF\xFE"
       "b",
       "a|b"},
  };
  for (const auto& row : rows) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(joined(words_of(row.input)) == row.want);
    }
  }
}

TEST_CASE("says where in the text each word stands") {
  const std::string text = "In Moscow’s l'été U.S.";
  Tokenizer tokenizer(text);
  std::vector<std::string> pieces;
  for (Token token; tokenizer.next(token);)
    pieces.push_back(text.substr(token.begin, token.end - token.begin));
  CHECK(joined(pieces) == "In|Moscow’s|l|été|U.S.");
}

TEST_CASE("marks the character that closes a run without spaces") {
  std::string tails;
  Tokenizer tokenizer("東京 都 abc");
  for (Token token; tokenizer.next(token);) tails += token.run_tail ? '1' : '0';
  CHECK(tails == "0100");
}

TEST_CASE("gives the accented form when asked") {
  Tokenizer tokenizer("Études etudes", true);
  Token token;
  REQUIRE(tokenizer.next(token));
  CHECK(token.word == "etudes");
  CHECK(token.accented == "études");
  REQUIRE(tokenizer.next(token));
  CHECK(token.accented.empty());
}

TEST_CASE("cuts long words at a character border") {
  CHECK(words_of(std::string(1000, 'a')).front().size() == kMaxWordBytes);
  std::string cyrillic;
  for (int i = 0; i < 500; ++i) cyrillic += "ж";
  const auto words = words_of("x" + cyrillic);
  CHECK(words.front().size() == 63);
  CHECK(is_valid_utf8(words.front()));
}

// Random words of characters from every corner that matters.
std::string random_text(std::mt19937& random) {
  static const std::vector<char32_t> kCharacters = {
      U'a',   U'B',  U'z', U'7',   U'0',   U'\'',   U'’',    U'.',   U',',   U' ',   U'-',  U'é',
      U'Å',   U'ß',  U'ﬁ', U'İ',   0x301,  0x308,   U'ж',    U'Й',   U'ё',   0x306,  U'α',  U'Ή',
      U'東',  U'か', U'ｶ', 0x3099, 0xFF9E, U'ไ',    0xE49,   U'서',  0x1112, 0x1161, 0xAD,  0x200B,
      0xFEFF, U'½',  U'²', U'—',   U'“',   0x1D400, 0x1F44D, 0x202E, 0x627,  0x651,  0xFDFA};
  std::string text;
  for (std::size_t length = random() % 24; length > 0; --length) {
    append_utf8(text, kCharacters[random() % kCharacters.size()]);
  }
  return text;
}

TEST_CASE("folds character by character as it would whole words") {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_text(random);
    CAPTURE(text);
    for (const auto& word : words_of(text)) {
      CAPTURE(word);
      REQUIRE(is_valid_utf8(word));
      REQUIRE(!word.empty());
      if (word.find('.') != std::string::npos) continue;
      // folding is done, and doing it again changes nothing
      REQUIRE(fold_characters(word) == word);
    }
  }
}

TEST_CASE("finds the same words in ASCII text by the fast and by the general path") {
  std::mt19937 random(11);
  static constexpr std::string_view kAscii = "aZ09 '.,-_&\n\tsS";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t length = random() % 16; length > 0; --length)
      text += kAscii[random() % kAscii.size()];
    // An ignorable character behind every letter changes nothing but the path taken.
    std::string slow;
    for (const char c : text) {
      slow += c;
      if (c != ' ' && std::isalpha(static_cast<unsigned char>(c)) != 0) slow += "\u00AD";
    }
    CAPTURE(text);
    // "s" behind an ignorable would be followed by it and not by the word's end: leave possessives
    // and initials to the table.
    if (text.find('\'') != std::string::npos || text.find('.') != std::string::npos) continue;
    REQUIRE(joined(words_of(text)) == joined(words_of(slow)));
  }
}

using Stems = std::set<std::string>;

// What index and query make of one word as it is written.
Stems stems_of(std::string_view written, Stemmer& stemmer) {
  Stems stems;
  Tokenizer tokenizer(written, stemmer.uses_accents());
  for (Token token; tokenizer.next(token);) {
    stems.emplace(stemmer.stem(token.word));
    if (!token.accented.empty()) stems.emplace(stemmer.stem(token.accented));
  }
  return stems;
}

bool share(const Stems& a, const Stems& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& stem) { return b.contains(stem); });
}

TEST_CASE("finds 10,000 accented words by their bare form and the other way round") {
  static const std::vector<std::string> kSyllables = {
      "é", "è", "ç",  "ñ",  "ü",    "ö",    "ä",   "á",   "ř",   "š",
      "ô", "û", "ta", "le", "ment", "ción", "ung", "ově", "ité", "aux"};
  for (const char* language : {"english", "french", "spanish", "german"}) {
    Stemmer stemmer(language);
    std::mt19937 random(13);
    int failures = 0;
    for (int i = 0; i < 10000; ++i) {
      std::string word;
      for (std::size_t count = 2 + random() % 3; count > 0; --count)
        word += kSyllables[random() % kSyllables.size()];
      const Stems written = stems_of(word, stemmer);
      const Stems bare = stems_of(fold_characters(word), stemmer);
      failures += share(written, bare) && share(written, stems_of(word, stemmer)) ? 0 : 1;
    }
    CAPTURE(language);
    CHECK(failures == 0);
  }
}

TEST_CASE("folds values that are compared whole") {
  CHECK(fold_value("  The Guardian ") == "the guardian");
  CHECK(fold_value("Le Monde  diplomatique") == "le monde diplomatique");
  CHECK(fold_value("news.BBC.co.uk") == "news.bbc.co.uk");
  CHECK(fold_value("ÉCOLE") == "ecole");
  CHECK(fold_value("") == "");
}

}  // namespace
}  // namespace dateline
