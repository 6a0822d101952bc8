// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/snippet.h"

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "common/domain/tokenizer.h"
#include "searcher/results/sentence.h"

using namespace dateline;

namespace {

// The text with its marks as [brackets].
std::string shown(const MarkedText& text) {
  std::string out;
  std::size_t position = 0;
  for (const Span& mark : text.marks) {
    out += text.text.substr(position, mark.begin - position);
    out += "[" + text.text.substr(mark.begin, mark.end - mark.begin) + "]";
    position = mark.end;
  }
  return out + text.text.substr(position);
}

struct Query {
  std::vector<std::string> words = {};
  std::vector<std::string> stems = {};
  std::vector<std::string> prefixes = {};
  std::vector<std::string> phrases = {};
};

Stemmer& english() {
  static Stemmer stemmer("english");
  return stemmer;
}

// As the query side makes them: without the lone character at the end of a run.
std::vector<std::string> phrase_words(const std::string& phrase) {
  std::vector<std::string> words;
  Tokenizer tokenizer(phrase);
  for (Token token; tokenizer.next(token);) {
    if (!token.run_tail) words.emplace_back(token.word);
  }
  return words;
}

MatchedWords asked_for(const Query& query) {
  MatchedWords words(english());
  for (const auto& word : query.words) words.add_word(word);
  for (const auto& stem : query.stems) words.add_stem(stem);
  for (const auto& prefix : query.prefixes) words.add_prefix(prefix);
  for (const auto& phrase : query.phrases) words.add_phrase(phrase_words(phrase));
  return words;
}

std::string snippet(std::string_view body, const Query& query, std::size_t columns = 240) {
  MatchedWords words = asked_for(query);
  return shown(make_snippet(body, words, columns));
}

std::string marked(std::string_view line, const Query& query) {
  MatchedWords words = asked_for(query);
  return shown(mark_all(line, words));
}

}  // namespace

TEST_CASE("marks the forms of a word as it would mark its stem") {
  const std::string body =
      "Presidents met. The President's plan, preside as he may, was no president's.";
  MatchedWords by_stem(english());
  by_stem.add_stem(english().stem("president"));
  MatchedWords by_forms(english());
  const std::vector<std::string> forms = {"preside", "president", "presidents"};
  by_forms.add_forms(forms);
  const MarkedText want = make_snippet(body, by_stem);
  const MarkedText got = make_snippet(body, by_forms);
  CHECK(got.text == want.text);
  CHECK(got.marks == want.marks);
  CHECK(got.marks.size() == 4);
}

TEST_CASE("matches: forms, stems, prefixes, words of phrases") {
  MatchedWords words = asked_for({{"kyiv"}, {"presid"}, {"bomb"}, {"prime minister"}});
  for (const char* yes :
       {"kyiv", "president", "presidents", "bomb", "bombing", "prime", "minister"}) {
    CHECK_MESSAGE(words.matches(yes), std::string(yes));
  }
  for (const char* no : {"kyivs", "bom", "press", "ministers", ""}) {
    CHECK_MESSAGE(!words.matches(no), std::string(no));
  }
}

TEST_CASE("mark_all") {
  CHECK(marked("The President's men", {.stems = {"presid"}}) == "The [President's] men");
  CHECK(marked("  glide\tbomb \n", {.words = {"bomb"}}) == "glide [bomb]");
  CHECK(marked("\x1b[1mred\x1b alert\u202E", {.words = {"red", "alert"}}) == "[1mred [alert]");
  CHECK(marked("\x1b[1m red\x1b alert\u202E", {.words = {"red", "alert"}}) == "[1m [red] [alert]");
  CHECK(marked("nothing here", {}) == "nothing here");
  CHECK(marked("", {.words = {"a"}}) == "");
  CHECK(marked("Київ і КИЇВ", {.words = {"київ"}}) == "[Київ] і [КИЇВ]");
}

TEST_CASE("phrases are marked as a whole, and only as a whole") {
  const Query glide_bomb{.phrases = {"glide bomb"}};
  CHECK(marked("a glide bomb, a “glide—bomb”, a bomb to glide", glide_bomb) ==
        "a [glide bomb], a “[glide—bomb]”, a bomb to glide");
  CHECK(marked("glide bombs", glide_bomb) == "glide bombs");
  CHECK(marked("a a b a b", {.phrases = {"a b"}}) == "a [a b] [a b]");
  CHECK(marked("new york times", {.phrases = {"new york", "new york times"}}) ==
        "[new york times]");
  CHECK(marked("the bomb, the glide bomb", {.words = {"bomb"}, .phrases = {"glide bomb"}}) ==
        "the [bomb], the [glide bomb]");
}

TEST_CASE("scripts without spaces: overlapping pairs become one mark") {
  CHECK(marked("東京都の知事", {.phrases = {"東京都"}}) == "[東京都]の知事");
  CHECK(marked("今日は東京です", {.words = {"東京"}}) == "今日は[東京]です");
}

TEST_CASE("a whole sentence where it fits") {
  const std::string body =
      "Nothing to see. The mayor of Kyiv spoke on Monday. He said little more.\n\nLast words.";
  CHECK(snippet(body, {.words = {"kyiv"}}, 40) == "The mayor of [Kyiv] spoke on Monday.");
  CHECK(snippet(body, {.words = {"kyiv"}}, 62) ==
        "The mayor of [Kyiv] spoke on Monday. He said little more.");
  CHECK(snippet(body, {.words = {"last"}}, 42) == "He said little more. [Last] words.");
  CHECK(snippet(body, {.words = {"kyiv"}}) ==
        "Nothing to see. The mayor of [Kyiv] spoke on Monday. He said little more. Last words.");
}

TEST_CASE("cut at words where no sentence fits") {
  const std::string body =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
  CHECK(snippet(body, {.words = {"eight"}}, 30) == "…six seven [eight] nine ten…");
  CHECK(snippet(body, {.words = {"one"}}, 30) == "[one] two three four five six…");
  CHECK(snippet(body, {.words = {"fifteen"}}, 30) == "…thirteen fourteen [fifteen]");
}

TEST_CASE("the passage with most of the query, nearest together") {
  const std::string filler = " Filler sentence that says nothing of interest to anyone at all.";
  std::string body = "The bomb came first.";
  for (int i = 0; i < 5; ++i) body += filler;
  body += " Glide paths are long before one sees a bomb or two.";
  for (int i = 0; i < 5; ++i) body += filler;
  body += " A glide bomb fell.";
  for (int i = 0; i < 5; ++i) body += filler;
  body += " A bomb, glide.";
  CHECK(snippet(body, {.words = {"glide", "bomb"}}, 40) ==
        "A [glide] [bomb] fell. Filler sentence…");
  CHECK(snippet(body, {.words = {"bomb"}}, 30) == "The [bomb] came first.");
  CHECK(snippet(body, {.words = {"first"}, .phrases = {"glide bomb"}}, 40) ==
        "A [glide bomb] fell. Filler sentence…");
}

TEST_CASE("without a match, the beginning") {
  CHECK(snippet("\n\n First sentence. Second one.\nThird.", {}, 30) ==
        "First sentence. Second one.");
  CHECK(snippet("First sentence. Second one.", {.words = {"zebra"}}) ==
        "First sentence. Second one.");
  CHECK(snippet("", {.words = {"zebra"}}) == "");
  CHECK(snippet(" \n ", {}) == "");
}

TEST_CASE("sentences: abbreviations, quotes, paragraphs, other scripts") {
  const auto starts = [](std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t p = 1; p < text.size(); ++p) {
      if (ends_sentence(text, p)) words.emplace_back(text.substr(skip_spaces(text, p), 6));
    }
    return words;
  };
  using Starts = std::vector<std::string>;
  CHECK(starts("He met Mr. Smith and J. K. Rowling in the U.S. Senate. They talked.") ==
        Starts{"They t"});
  CHECK(starts("“It is over.” She left! Why? e.g. because") ==
        Starts{"She le", "Why? e", "e.g. b"});
  CHECK(starts("It cost 3.5 million. 200 came.") == Starts{"200 ca"});
  CHECK(starts("A headline\n\nText goes\non here.\n") == Starts{"Text g", ""});
  CHECK(starts("東京です。大阪も。") == Starts{"大阪"});
  CHECK(starts("Він сказав. Вона пішла.") == Starts{"Вон"});
}

TEST_CASE("a snippet is inert, fits, and its marks hold words that were asked for") {
  std::mt19937 random(5);
  const std::vector<std::string> pieces = {
      "war ",    "War’s ", "glide bomb ", "glide\nbomb ", ". ",   "! ",     "\n\n",    "東京都",
      "\x1b[2J", "\u202E", "\xFF",        "e\u0301 ",     "long", "—",      "\t",      "Mr. ",
      "…",       "🙂 ",  "\u0085",      "\u2028",       "(a) ", "слово ", "12,000 ", "\u200B"};
  MatchedWords words = asked_for({{"war", "東京"}, {}, {"сло"}, {"glide bomb"}});
  for (int round = 0; round < 3000; ++round) {
    std::string body;
    for (std::size_t n = random() % 200; n > 0; --n) body += pieces[random() % pieces.size()];
    const std::size_t columns = 20 + random() % 100;
    const MarkedText result = make_snippet(body, words, columns);
    REQUIRE(is_valid_utf8(result.text));
    REQUIRE(one_line(result.text) == result.text);
    REQUIRE(display_width(result.text) <= columns);
    std::size_t position = 0;
    for (const Span& mark : result.marks) {
      REQUIRE(mark.begin >= position);
      REQUIRE(mark.end > mark.begin);
      REQUIRE(mark.end <= result.text.size());
      position = mark.end;
      const std::string text = result.text.substr(mark.begin, mark.end - mark.begin);
      REQUIRE(is_valid_utf8(text));
      REQUIRE_MESSAGE(words.matches(words_of(text).at(0)), body);
    }
  }
}

TEST_CASE("long words and long texts") {
  const std::string word(100'000, 'x');
  MatchedWords words = asked_for({.prefixes = {"xxx"}});
  const MarkedText result = make_snippet("a " + word + " b", words, 50);
  CHECK(display_width(result.text) <= 50);
  CHECK(result.marks.size() == 1);
  CHECK(snippet(std::string(1'000'000, ' ') + "war", {.words = {"war"}}) == "");
}

// An article of 10 kB takes 0.12 ms; the bound is for texts of 256 KiB and only finds what is not
// linear.
TEST_CASE("hostile texts take no longer than others") {
  MatchedWords words = asked_for({{"war"}, {"bomb"}, {"a"}, {"b c", "glide bomb"}});
  for (const char* piece :
       {"war ", "war", ".", ". ", "\n", " \n", "\"", "b ", "glide bomb ", "Mr. ", "東", "\u0301",
        "\u202E", "\xFF", "a.b.c.", "'", "\n\n. ", "…"}) {
    std::string body;
    while (body.size() < 256 * 1024) body += piece;
    const auto start = std::chrono::steady_clock::now();
    make_snippet(body, words);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    CHECK_MESSAGE(seconds.count() < 1.0, std::string(piece));
  }
}
