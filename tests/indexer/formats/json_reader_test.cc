// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/json_reader.h"

#include <random>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

// "title|text|id|url|site|author|language|tags|dates", or "kind: detail"
std::string print(const ReadResult& result) {
  if (const Skip* skip = std::get_if<Skip>(&result)) {
    return fmt::format("{}: {}", to_string(skip->kind), skip->detail);
  }
  const RawDocument& raw = std::get<RawDocument>(result);
  std::vector<std::string> dates;
  for (const RawDate& date : raw.dates) dates.push_back(date.text);
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", raw.title, raw.text, raw.own_id, raw.url,
                     raw.site, raw.author, raw.language, fmt::join(raw.tags, ","),
                     fmt::join(dates, ","));
}

TEST_CASE("reads the usual fields of a record") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"plain",
       R"({"id":7,"title":"A","text":"B","url":"u","source":"s","author":"w","lang":"en","tags":["x","y"],"date":"2024-03-05"})",
       "A|B|7|u|s|w|en|x,y|2024-03-05"},
      {"other names", R"({"headline":"A","articleBody":"B","_id":"q","datePublished":"2024"})",
       "A|B|q||||||2024"},
      {"case and underscores", R"({"Title":"A","TEXT":"B","Date_Published":"2024"})",
       "A|B|||||||2024"},
      {"trusted name first", R"({"description":"short","body":"long","name":"n","title":"t"})",
       "t|long|||||||"},
      {"empty is not found", R"({"title":" ","headline":"A","text":null,"body":"B"})",
       "A|B|||||||"},
      {"authors",
       R"({"title":"A","author":[{"@type":"Person","name":"Ann"},"Bo",{"name":{"value":"C"}}]})",
       "A|||||Ann, Bo, C|||"},
      {"publisher", R"({"title":"A","publisher":{"name":"Post","url":"z"}})", "A||||Post||||"},
      {"paragraphs", R"({"text":["One","Two"]})", "|One\n\nTwo|||||||"},
      {"wrapped", R"({"_id":{"$oid":"5f"},"title":{"rendered":"A"},"date":{"$date":"2024-01-01"}})",
       "A||5f||||||2024-01-01"},
      {"tags in one string", R"({"title":"A","keywords":"war, grain;ports"})",
       "A|||||||war,grain,ports|"},
      {"dates by trust",
       R"({"title":"A","modified":"m","timestamp":17,"created":"c","published":"p"})",
       "A||||||||p,c,17,m"},
      {"numbers as written", R"({"title":"A","id":123456789012345678901234567890.10 })",
       "A||123456789012345678901234567890.10||||||"},
      {"truth is no date", R"({"title":"A","published":true,"date":"2024"})", "A||||||||2024"},
      {"html", R"({"title":"A &amp; B","text":"<p>One &amp; two</p><p>Three</p>"})",
       "A & B|One & two\n\nThree\n\n|||||||"},
      {"no html", R"({"title":"A &amp; B","text":"1 < 2 &amp; 3"})", "A & B|1 < 2 &amp; 3|||||||"},
      {"half a surrogate pair", R"({"title":"A\ud83d!","text":"B\n\"q\""})",
       "A\uFFFD!|B\n\"q\"|||||||"},
      {"escaped key", R"({"t\u0069tle":"A"})", "A||||||||"},
      {"deep extra field", R"({"x":[[[[[[{"y":[1,2]}]]]]]],"title":"A"})", "A||||||||"},
      {"first of two", R"({"title":"A","title":"B"})", "A||||||||"},
      {"blanks around", " \n{\"title\":\"A\"} \n", "A||||||||"},
      {"neither title nor text", R"({"id":1,"author":"x"})",
       "not an article: neither title nor text"},
      {"empty object", "{}", "not an article: neither title nor text"},
      {"array", "[1]", "not an article: not an object"},
      {"number", "17", "not an article: not an object"},
      {"empty", "", "empty: "},
      {"blank", " \n ", "empty: "},
      {"cut in a string", R"({"title":"A)", "broken JSON: a string is never closed"},
      {"cut after a value", R"({"title":"A")", "broken JSON: it ends too early"},
      {"missing comma", R"({"title":"A" "text":"B"})",
       "broken JSON: a comma, colon or bracket is missing or too many at byte 13"},
      {"two objects", R"({"title":"A"} {"title":"B"})",
       "broken JSON: something follows the end at byte 14"},
      {"bad UTF-8", "{\"title\":\"A\xFF\"}", "broken JSON: invalid UTF-8 at byte 11"},
      {"raw line break", "{\"title\":\"A\nB\"}", "broken JSON: a control character in a string"},
  };
  JsonReader reader{FieldMap{}};
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(print(reader.read(row.input)) == row.want);
    }
  }
}

TEST_CASE("mapped names reach into nested objects") {
  FieldMap map;
  map.map("title=meta.head");
  map.map("date=meta.times.first_seen");
  map.map("site=source.label");
  JsonReader reader{map};
  CHECK(
      print(reader.read(
          R"({"title":"no","meta":{"head":"yes","times":{"firstSeen":"2024"}},"source":{"label":"S"},"text":"B"})")) ==
      "yes|B|||S||||2024");
  CHECK(print(reader.read(R"({"title":"A","meta":"flat","source":"plain"})")) == "A||||plain||||");
}

TEST_CASE("one name may serve two fields") {
  FieldMap map;
  map.map("title=source");
  CHECK(print(JsonReader{map}.read(R"({"source":"S","text":"B"})")) == "S|B|||S||||");
}

TEST_CASE("the id alone is the id of the whole record") {
  JsonReader reader{FieldMap{}};
  for (const std::string_view record :
       {R"({"id":7,"title":"A"})", R"({"title":"A","guid":"g","_id":"b"})",
        R"({"title":"A","id":" x "})", R"({"title":"A"})", R"({"id":1.50,"title":"A"})",
        R"({"id":null,"uuid":"u","title":"A"})"}) {
    CAPTURE(record);
    CHECK(reader.record_id(record) == std::get<RawDocument>(reader.read(record)).own_id);
  }
  CHECK(reader.record_id("{\"title\":").empty());
  CHECK(reader.record_id("").empty());
}

TEST_CASE("reads in place where there is room behind the object") {
  std::string lines =
      R"({"title":"A"})" + std::string("\n") + R"({"title":"B"})" + std::string(64, ' ');
  JsonReader reader{FieldMap{}};
  const std::string_view view = lines;
  CHECK(print(reader.read(view.substr(0, 13), lines.size())) == "A||||||||");
  CHECK(print(reader.read(view.substr(14, 13), lines.size() - 14)) == "B||||||||");
}

TEST_CASE("nesting of any depth is survived") {
  JsonReader reader{FieldMap{}};
  for (const std::string_view key : {"title", "x", "author"}) {
    std::string deep = fmt::format("{{\"{}\":", key);
    deep.append(100'000, '[').append(100'000, ']').append(",\"text\":\"B\"}");
    CHECK(std::holds_alternative<RawDocument>(reader.read(deep)));
    deep.resize(100'020);
    reader.read(deep);
  }
}

TEST_CASE("survives every cut and thousands of broken bytes") {
  const std::string record =
      R"({"id":7,"title":"A\u00e9","text":["B",{"name":"C"}],"meta":{"x":1.5e3},"tags":["x","y"],"date":{"$date":1}})";
  JsonReader reader{FieldMap{}};
  for (std::size_t i = 0; i < record.size(); ++i)
    reader.read(std::string_view(record).substr(0, i));
  std::mt19937 random(5);
  constexpr std::string_view kSigns = "{}[]\",:\\ntu01-e \n\xFF\x80";
  for (int round = 0; round < 20'000; ++round) {
    std::string broken = record;
    for (int i = 0; i < 3; ++i) broken[random() % broken.size()] = kSigns[random() % kSigns.size()];
    const ReadResult result = reader.read(broken);
    if (const auto* raw = std::get_if<RawDocument>(&result)) {
      REQUIRE(is_valid_utf8(raw->title + raw->text));
    }
    reader.record_id(broken);
    split_json_array_or_object("[" + broken + "," + record + "]");
  }
}

}  // namespace
}  // namespace dateline
