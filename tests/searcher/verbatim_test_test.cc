// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbatim_test.h"

#include <algorithm>
#include <array>
#include <random>

#include <doctest/doctest.h>

#include "common/domain/tokenizer.h"

namespace dateline {
namespace {

bool is_found(std::string_view query, std::string_view text) {
  return VerbatimTest(query, true, true, FingerprintHash()).matches("", text);
}

// The text with what was found in [brackets].
std::string marked(std::string_view query, std::string_view text) {
  std::string out;
  std::size_t position = 0;
  for (const Span& span : VerbatimTest(query, true, true, FingerprintHash()).find(text)) {
    out += text.substr(position, span.begin - position);
    out += '[' + std::string(text.substr(span.begin, span.end - span.begin)) + ']';
    position = span.end;
  }
  return out + std::string(text.substr(position));
}

struct Case {
  std::string_view query;
  std::string_view text;
  bool found;
};

TEST_CASE("compares characters as written, at the borders of words") {
  for (const auto& [query, text, found] : {
           Case{"Moscow", "in Moscow.", true},
           {"Moscow", "in moscow.", false},
           {"Moscow", "MOSCOW", false},
           {"Moscow", "Moscow's plan", true},
           {"Moscow", "Moscow’s plan", true},
           {"Moscow's", "Moscow's plan", true},
           {"Moscow's", "Moscow’s plan", false},
           {"Moscow's", "Moscow plan", false},
           {"Moscow,", "Moscow, plan", true},
           {"Moscow,", "Moscow plan", false},
           {"art", "Bart", false},
           {"art", "arts", false},
           {"art", "state-of-the-art, Bart", true},
           {"-art", "state-of-the-art", true},
           {"-art", "state of the art", false},
           {"Brien", "O'Brien", false},
           {"O'Brien", "O'Brien", true},
           {"O'", "O'Brien", false},
           {"we", "we're off", true},
           {"re", "we're off", true},
           {"U.S.", "the U.S. said", true},
           {"U.S", "the U.S. said", true},
           {"US", "the U.S. said", false},
           {"S", "the U.S. said", false},
           {"43", "43,000 men", false},
           {"43,000", "43,000 men", true},
           {"43000", "43,000 men", false},
           {"3.1", "3.14", false},
           {"été", "l’été", true},
           {"café", "a café", true},
           {"cafe", "a café", false},
           {"café", "a cafe", false},
           {"café", "a cafe\xCC\x81 there", true},  // not NFC
           {"cafe\xCC\x81", "a café there", true},  // nor this
           {"cafe", "a cafe\xCC\x81 there", false},
           {"x", "the x\xCC\xA3 here", false},  // a mark that composes with nothing
           {"“No”", "he said “No” twice", true},
           {"“No”", "he said \"No\" twice", false},
           {"C++", "in C++ today", true},
           {"C++", "in C today", false},
           {"C", "in C++ today", true},
           {"Київ", "у Київ, а", true},
           {"Київ", "у КИЇВ, а", false},
       }) {
    CAPTURE(query);
    CAPTURE(text);
    CHECK(is_found(query, text) == found);
  }
}

TEST_CASE("takes any white space for any other, and nothing else") {
  for (const std::string_view text : {"glide bomb", "a glide\nbomb fell", "glide \r\n\t bomb",
                                      "glide\xC2\xA0"
                                      "bomb",
                                      "glide\xE3\x80\x80"
                                      "bomb"}) {
    CAPTURE(text);
    CHECK(is_found("glide bomb", text));
    CHECK(is_found("glide\n bomb", text));
    CHECK(!is_found("glidebomb", text));
    CHECK(!is_found("glide-bomb", text));
  }
  for (const std::string_view text : {"glide-bomb", "glidebomb", "glide bombs", "glide, bomb"}) {
    CAPTURE(text);
    CHECK(!is_found("glide bomb", text));
  }
  // White space at the ends of the query counts, and the ends of a text are white space.
  CHECK(is_found(" bomb ", "glide bomb"));
  CHECK(is_found(" bomb ", "bomb fell"));
  CHECK(!is_found(" bomb ", "glide-bomb"));
  CHECK(!is_found(" bomb ", "bomb, fell"));
}

TEST_CASE("finds text of scripts without spaces within longer runs") {
  CHECK(is_found("東京", "東京都"));
  CHECK(is_found("東京", "在東京都。"));
  CHECK(is_found("京都", "東京都"));
  CHECK(is_found("東京 大阪", "東京 大阪府"));
  CHECK(is_found("東京 大阪", "西東京 大阪府"));
  CHECK(!is_found("東京 大阪", "東京都 大阪"));
  CHECK(!is_found("東都", "東京都"));
  CHECK(is_found("A東京", "A東京都"));
  CHECK(marked("東京", "東京東京都、京東京") == "[東京][東京]都、京[東京]");
}

TEST_CASE("marks each place once, in the text as it is") {
  CHECK(marked("war", "war, war's; War war-like wars war") ==
        "[war], [war]'s; War [war]-like wars [war]");
  CHECK(marked("a  b", "a b a\nb ab a  b") == "[a b] [a\nb] ab [a  b]");
  CHECK(marked("a a", "a a a a a") == "[a a] [a a] a");
  CHECK(marked("café", "a cafe\xCC\x81") == "a cafe\xCC\x81");  // not NFC: none
  CHECK(marked("Straße", "Straße Strasse STRASSE") == "[Straße] Strasse STRASSE");
}

TEST_CASE("tells texts that are NFC from others, at any place") {
  const VerbatimTest war("war", true, true, FingerprintHash());
  for (std::size_t before = 0; before < 20; ++before) {
    for (const std::string_view nfc :
         {"é", "–", "“", "…", "\xE2\x80\x8F", "東", "ǰ", "\xE2\x80", "\xC3"}) {
      const std::string text = std::string(before, 'a') + std::string(nfc) + " war";
      CAPTURE(text);
      CHECK(war.find(text).size() == 1);
      CHECK(war.matches("", text));
    }
    // A letter with a mark that composes, characters that are others in NFC.
    for (const std::string_view other : {"e\xCC\x81", "\xE2\x80\x80", "\xE2\x84\xAB", "\xCD\x80"}) {
      const std::string text = std::string(before, 'a') + std::string(other) + " war";
      CAPTURE(text);
      CHECK(war.find(text).empty());
      CHECK(war.matches("", text));
    }
  }
}

TEST_CASE("asks the title, the body, or both") {
  const VerbatimTest title("War", true, false, FingerprintHash());
  CHECK(title.matches("War", "peace"));
  CHECK(!title.matches("peace", "War"));
  CHECK(!VerbatimTest("War and", true, true, FingerprintHash()).matches("War", "and"));
}

TEST_CASE("never finds what its words would not find") {
  static constexpr std::array<std::string_view, 26> kPieces = {
      "a",        "A",  "b",   "'s",  "'",    "’",  ".",        ",", "-",
      " ",        "\n", "3",   "000", "東",   "京", "都",       "é", "e\xCC\x81",
      "\xCC\xA3", "ß",  "'re", "O'",  "U.S.", "“",  "\xC2\xAD", "ｶﾞ"};
  std::mt19937 random(1);
  const auto some = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += kPieces[random() % kPieces.size()];
    return text;
  };
  const FingerprintHash hash;
  int found = 0;
  for (int round = 0; round < 60'000; ++round) {
    const std::string text = some(random() % 40);
    // Every other query is a piece of the text.
    std::string query = some(1 + random() % 4);
    if (round % 2 == 0 && !text.empty()) {
      const std::size_t begin = random() % text.size();
      query = text.substr(begin, 1 + random() % 12);
    }
    if (words_of(query).empty()) continue;
    const VerbatimTest test(query, true, true, hash);
    CAPTURE(query);
    CAPTURE(text);
    const std::vector<Span> spans = test.find(text);
    for (std::size_t i = 0; i < spans.size(); ++i) {
      REQUIRE(spans[i].begin < spans[i].end);
      REQUIRE(spans[i].end <= text.size());
      if (i > 0) REQUIRE(spans[i - 1].end <= spans[i].begin);
    }
    if (!spans.empty()) REQUIRE(test.matches("", text));
    if (!test.matches("", text)) continue;
    ++found;
    std::vector<Fingerprint> fingerprints;
    for (const auto& word : words_of(text)) fingerprints.push_back(hash(word));
    const std::string packed = pack_fingerprints(fingerprints);
    const FingerprintView view(reinterpret_cast<const std::uint8_t*>(packed.data()),
                               fingerprints.size());
    REQUIRE(test.may_match(WordSequence{{}, view}));
  }
  CHECK(found > 1'000);
}

TEST_CASE("takes time linear in texts made to be slow") {
  std::string unspaced;
  std::string spaced;
  for (int i = 0; i < 200'000; ++i) {
    unspaced += "東京";
    spaced += "a ";
  }
  CHECK(!is_found("東京東x", unspaced));
  CHECK(!is_found("東京a", unspaced));
  CHECK(VerbatimTest("東京", true, true, FingerprintHash()).find(unspaced).size() == 200'000);
  CHECK(!is_found("a a a a a a a a b", spaced));
  CHECK(!is_found("a'", std::string(400'000, 'a') + "'"));
}

}  // namespace
}  // namespace dateline
