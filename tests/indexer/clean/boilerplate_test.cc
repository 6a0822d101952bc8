// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/boilerplate.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/error.h"
#include "indexer/clean/page_phrases.h"

namespace dateline {
namespace {

const std::string kSentence =
    "The harbour office said on Monday that the fire in the grain terminal had been put out.";
const std::string kOther =
    "No one was killed, and three workers were treated for burns at the hospital of the town.";

std::string without(std::string_view text, const std::vector<TextRange>& ranges) {
  std::string kept;
  std::size_t done = 0;
  for (const TextRange& range : ranges) {
    REQUIRE(range.begin >= done);
    REQUIRE(range.begin < range.end);
    REQUIRE(range.end <= text.size());
    kept += text.substr(done, range.begin - done);
    done = range.end;
  }
  return kept + std::string(text.substr(done));
}

std::string cleaned(std::string_view text, std::string_view site = "",
                    const RepeatedLines& repeated = {}) {
  return without(text, find_boilerplate(text, site, repeated));
}

TEST_CASE("lines of the page are cut, the article stays") {
  struct {
    const char* name;
    std::string text;
    std::string want;
  } const table[] = {
      {"advertising", kSentence + "\n\n- Advertisement -\n\n" + kOther,
       kSentence + "\n\n\n" + kOther},
      {"comments and neighbours", kSentence + "\n\nPost a Comment\n\nPrevious Post Next Post",
       kSentence + "\n\n\n"},
      {"a block at the bottom",
       kSentence + "\n\nSource link\n\nMore articles\n\n- Advertisement -\n\nLatest article\n",
       kSentence + "\n\n\n\n\n"},
      {"furniture at the top",
       "2.8 C\nTuesday, February 27, 2024\n\nMust read\n\n- Advertisement -\n\n" + kSentence,
       "Tuesday, February 27, 2024\n\n\n\n" + kSentence},
      {"headlines below a heading",
       kSentence +
           "\n\nLatest article\nHeat wave buckles tram rails\nFive soups for a cold evening?\n",
       kSentence + "\n\n"},
      {"a link on the way", kSentence + "\n\nRead also: Heat wave buckles tram rails\n\n" + kOther,
       kSentence + "\n\n\n" + kOther},
      {"sharing", kSentence + "\n\nShare on Facebook\nTweet\nEmail\n\n" + kOther,
       kSentence + "\n\n\n" + kOther},
      {"German", kSentence + "\n\nAnzeige\n\n" + kOther + "\n\nMehr zum Thema\nBrand im Hafen\n",
       kSentence + "\n\n\n" + kOther + "\n\n"},
      {"Ukrainian",
       kSentence + "\n\nЧитайте також: Пожежу в порту загашено\n\n" + kOther +
           "\n\nЗалишити коментар",
       kSentence + "\n\n\n" + kOther + "\n\n"},
      {"Russian", kSentence + "\n\nРЕКЛАМА\n\n" + kOther, kSentence + "\n\n\n" + kOther},
      {"Bulgarian", kSentence + "\n\nОстави коментар", kSentence + "\n\n"},
      {"French", kSentence + "\n\nPublicité\n\n" + kOther + "\n\nLaisser un commentaire",
       kSentence + "\n\n\n" + kOther + "\n\n"},
      {"Spanish", kSentence + "\n\nDeja un comentario", kSentence + "\n\n"},
      {"Italian", kSentence + "\n\nLascia un commento", kSentence + "\n\n"},
      {"Portuguese", kSentence + "\n\nDeixe um comentário", kSentence + "\n\n"},
      {"Dutch", kSentence + "\n\nPlaats een reactie", kSentence + "\n\n"},
      {"Polish", kSentence + "\n\nCzytaj także: Pożar w porcie ugaszony\n\n" + kOther,
       kSentence + "\n\n\n" + kOther},
      {"Czech", kSentence + "\n\nPřidat komentář", kSentence + "\n\n"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(cleaned(row.text) == row.want); }
  }
}

TEST_CASE("what an article can have stays") {
  const std::string kWrapped =
      "The paper sells space to all who buy what it calls an\nadvertisement\nand to nobody else.";
  const std::string table[] = {
      kSentence + "\n\nComments\n\n" + kOther,
      kSentence + "\n\nNews\n\n" + kOther,
      kSentence + "\n\nMust read\n\n" + kOther,
      kSentence + "\n\nRelated articles\n\n" + kOther + "\n\nBackground\n\n" + kSentence,
      "By Nadia Brightwell\n\n" + kSentence,
      "By Nadia Brightwell\nFebruary 2, 2024\n\n" + kSentence,
      "KYIV, March 3, 2024 (Reuters) -\n\n" + kSentence,
      kSentence + "\n\n“Facebook. Twitter. Instagram.\n\n" + kOther,
      kSentence + "\n\nAdvertisement rates rose by ten percent\n\n" + kOther,
      kSentence + "\n\nThe shop posts a comment\n\n" + kOther,
      kWrapped,
      kSentence + "\n(PREVIOUS CLOSE 72.4)\n" + kOther,
      kSentence + "\n\nRead also: " + kOther,
      "Latest news\nHeat wave buckles tram rails\nFive soups for a cold evening",
      "Advertisement\nShare\n",
      "* * *",
      "",
      "\n\n",
      "Home",
  };
  for (const std::string& text : table) {
    CAPTURE(text);
    CHECK(cleaned(text) == text);
  }
}

TEST_CASE("the form of lines") {
  struct {
    std::string_view line;
    int points;
  } const table[] = {
      {"- Advertisement -", 10},
      {"ADVERTISEMENT", 10},
      {"advertisements.", 0},
      {"Latest article", 7},
      {"12 Comments", 4},
      {"Facebook Twitter", 7},
      {"Share on Facebook", 10},
      {"Source 1 • Source 2", 7},
      {"Share of the market", 0},
      {"Home alone", 0},
      {"", 0},
      {"***", 0},
      {"12", 0},
      {"See also: two words", 10},
      {"See also: one.", 0},
      {"Читайте також", 7},
      {"On the", 0},
  };
  for (const auto& row : table) {
    CAPTURE(row.line);
    CHECK(form_of_line(row.line).points == row.points);
  }
  CHECK(form_of_line("Related articles").opens_list);
  CHECK_FALSE(form_of_line("Post a Comment").opens_list);
  CHECK(form_of_line(std::string(5000, 'x')).points == 0);
}

// A page of its own article, with the site's lines around it.
std::string page(int number, std::string_view top, std::string_view bottom) {
  const std::string name(1 + static_cast<std::size_t>(number) / 26,
                         static_cast<char>('a' + number % 26));
  return std::string(top) + "\n\nThe article called " + name +
         " says at some length what nobody else has said about the port of the town.\n\nIn " +
         name + " the harbour office said on Monday that the fire had been put out.\n\n" +
         std::string(bottom) + "\n";
}

RepeatedLines counted(int pages, std::string_view top, std::string_view bottom) {
  LineCounter counter;
  for (int i = 0; i < pages; ++i) counter.add("kestrel.example", page(i, top, bottom));
  return counter.finish();
}

TEST_CASE("lines on many pages of a site are its own") {
  const std::string help = "Help us to go on telling you of the bay";
  const RepeatedLines repeated = counted(60, "By Nadia Brightwell", help);
  CHECK(repeated.weight("kestrel.example", help) == 1);
  CHECK(repeated.weight("another.example", help) == 0);
  const std::string text = page(500, "By Nadia Brightwell", help);
  const std::string kept = cleaned(text, "kestrel.example", repeated);
  CHECK(kept.find(help) == std::string::npos);
  CHECK(kept.find("By Nadia Brightwell") != std::string::npos);
  CHECK(cleaned(text, "another.example", repeated) == text);
}

TEST_CASE("numbers do not make lines differ") {
  LineCounter counter;
  for (int i = 0; i < 30; ++i)
    counter.add("s", page(i, "", std::to_string(i * 3) + " readers have seen this page so far"));
  CHECK(counter.finish().weight("s", "777 readers have seen this page so far") == 1);
}

TEST_CASE("dates and figures on many pages stay") {
  const RepeatedLines repeated = counted(60, "Published August 22, 2024", "07.10.02");
  const std::string text = page(500, "Published August 22, 2024", "07.10.02");
  CHECK(cleaned(text, "kestrel.example", repeated) == text);
}

TEST_CASE("copies of one article are one page") {
  LineCounter counter;
  const std::string text = page(1, "", "A short line of the article");
  for (int i = 0; i < 200; ++i) counter.add("s", text + (i % 3 == 0 ? "Added by a paper\n" : ""));
  const RepeatedLines repeated = counter.finish();
  CHECK(repeated.empty());
  CHECK(cleaned(text, "s", repeated) == text);
}

TEST_CASE("headings and sentences on many pages stay, refrains are not counted") {
  const RepeatedLines headings = counted(60, "", "Background:\n\n" + kOther);
  const std::string text = page(500, "", "Background:\n\nWhat was before.");
  CHECK(cleaned(text, "kestrel.example", headings) == text);
  LineCounter counter;
  for (int i = 0; i < 60; ++i)
    counter.add("s", page(i, "QUESTION FROM A READER", "QUESTION FROM A READER"));
  CHECK(counter.finish().weight("s", "QUESTION FROM A READER") == 0);
}

TEST_CASE("repeated lines survive being written") {
  const RepeatedLines repeated =
      counted(60, "Harbour and bay, tide and wind", "Help us to go on telling");
  const std::string bytes = repeated.encode();
  CHECK(bytes.size() < 100);
  const RepeatedLines read = RepeatedLines::decode(bytes);
  CHECK(read.encode() == bytes);
  CHECK(read.weight("kestrel.example", "Help us to go on telling") == 1);
  CHECK(RepeatedLines::decode(RepeatedLines().encode()).empty());
  CHECK(counted(60, "Harbour and bay, tide and wind", "Help us to go on telling").encode() ==
        bytes);
}

TEST_CASE("damaged repeated lines are refused") {
  const std::string bytes = counted(60, "Harbour and bay, tide and wind", "Help us").encode();
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS(RepeatedLines::decode(std::string_view(bytes).substr(0, size)), Error);
  CHECK_THROWS_AS(RepeatedLines::decode(bytes + "x"), Error);
  CHECK_THROWS_AS(RepeatedLines::decode("\x02" + bytes.substr(1)), Error);
  CHECK_THROWS_AS(RepeatedLines::decode("\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"), Error);
}

TEST_CASE("the counter forgets rare lines when there are too many") {
  LineCounter counter;
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text = page(i, "", "Help us to go on telling you of the bay") + "\n";
    for (int line = 0; line < 50'000; ++line) {
      text += "l";
      for (int rest = i * 50'000 + line; rest > 0; rest /= 26)
        text += static_cast<char>('a' + rest % 26);
      text += '\n';
    }
    counter.add("s", text);
  }
  CHECK(counter.finish().weight("s", "Help us to go on telling you of the bay") == 1);
}

TEST_CASE("the site of a document") {
  Document document;
  document.root = "news";
  document.path = "clippings/may/fire.txt";
  CHECK(line_site(document) == "news/clippings/may");
  document.path = "fire.txt";
  CHECK(line_site(document) == "news/");
  document.site = "kestrel.example";
  CHECK(line_site(document) == "kestrel.example");
}

TEST_CASE("any bytes are taken, and ranges are whole lines") {
  std::mt19937 random(5);
  constexpr std::string_view kPieces[] = {
      "Share",         "\n", "\n\n",        "Comments", "Latest articles", "\xFF", " ", "\r\n",
      "Advertisement", "\0", "Read also: ", "By ",      "2.8 C",           "x"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 40; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    for (const TextRange& range : find_boilerplate(text, "s", {})) {
      REQUIRE((range.begin == 0 || text[range.begin - 1] == '\n'));
      REQUIRE((range.end == text.size() || text[range.end - 1] == '\n'));
    }
  }
  std::string lines;
  for (int i = 0; i < 200'000; ++i) lines += "Advertisement\n";
  CHECK(find_boilerplate(lines + kSentence, "s", {}).size() == 1);
}

}  // namespace
}  // namespace dateline
