// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/result_writer.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "tests/searcher/made_hits.h"

using namespace dateline;

namespace {

const QueryInfo kSingle{"", "glide \"bomb", "(and glide bomb)"};
const QueryInfo kBatch{"q\t1", "київ", "(word київ)"};

std::string written(const OutputSettings& settings, const QueryInfo& query, const Answer& answer) {
  const auto writer = make_writer(settings);
  std::string out;
  writer->begin(out, query);
  for (const Hit& hit : answer.hits) writer->hit(out, query, hit);
  writer->end(out, query, answer);
  return out;
}

std::string written_error(OutputFormat format, const QueryInfo& query) {
  std::string out;
  make_writer({.format = format})
      ->error(out, query, Error(ExitCode::Usage, "unclosed\tquote\x1b[1m", "add a \""));
  return out;
}

Answer two_hits() { return {{hostile_hit(), undated_hit()}, 2, true, {}}; }

Answer page_of_many() { return {{undated_hit(), month_hit()}, 1234, false, 17}; }

}  // namespace

TEST_CASE("text") {
  CHECK(written({}, kSingle, two_hits()) ==
        R"(1. 2024-03-05 (date line)  =cmd() [31m red line evil 1m
   example.com · a b�.jsonl#7 [2J
   …Київ said the glide bomb fell on an empty field.

2. undated  (no title)
   folder with blanks/b.txt

2 documents
)");
}

TEST_CASE("text in a batch, a page of many") {
  CHECK(written({}, kBatch, page_of_many()) == R"([q 1] київ

2. undated  (no title)
   folder with blanks/b.txt

3. 2024-03 (month, path, disputed)  Third
   2024-03/c.md
   A passage.

about 1,234 documents, 2-3 shown

)");
  CHECK(written({}, kSingle, {{}, 0, true, {}}) == "no documents\n");
  CHECK(written({}, kSingle, {{undated_hit()}, 1, true, {}}).ends_with("\n\n1 document\n"));
  CHECK(written({}, kSingle, {{}, 1000, true, {}}) == "1,000 documents, none shown\n");
}

TEST_CASE("text with colour, on a narrow terminal: marks go on in the next line") {
  Answer answer{{hostile_hit()}, 1, true, {}};
  CHECK(written({.color = true, .columns = 27}, kSingle, answer) ==
        "1. 2024-03-05 (date line)\n"
        "   =cmd() [31m \x1b[1;31mred\x1b[0m line\n"
        "   evil 1m\n"
        "   example.com · a b�.jsonl#7 [2J\n"
        "   …\x1b[1;31mКиїв\x1b[0m said the \x1b[1;31mglide\x1b[0m\n"
        "   \x1b[1;31mbomb\x1b[0m fell on an empty\n"
        "   field.\n"
        "\n"
        "1 document\n");
}

TEST_CASE("text errors") {
  CHECK(written_error(OutputFormat::Text, kBatch) ==
        "[q 1] київ\n\nerror: unclosed quote [1m\nhint: add a \"\n\n");
  CHECK(written_error(OutputFormat::Text, kSingle) ==
        "error: unclosed quote [1m\nhint: add a \"\n");
}

TEST_CASE("JSON Lines") {
  const std::string expected =
      R"~({"type":"query","version":1,"query":"glide \"bomb","understood":"(and glide bomb)",)~"
      R"("searched":{"type":"all"},"searched_as":"*","expanded":[],"dropped":[]})"
      "\n"
      R"({"type":"hit","rank":1,"score":12.5,"id":"00000000000000000000000a",)"
      R"("path":"a\tb�.jsonl#7\u001b[2J","path_base64":"YQli/y5qc29ubCM3G1sySg==",)"
      R"("root":"news","record":"7\u001b[2J","url":"https://example.com/?a=1&b=<script>",)"
      R"("site":"example.com\u202e","author":"A\u0007nn","language":"en",)"
      R"("tags":["war\n","=1+1"],"title":"=cmd()\u001b[31m \tred\nline \u202eevil\u009b1m",)"
      R"("date":"2024-03-05","date_precision":"day","date_first":"2024-03-05",)"
      R"("date_last":"2024-03-05","date_source":"date-line","date_conflict":false,)"
      R"("snippet":"…Київ said the glide bomb fell on an empty field.",)"
      R"("highlights":[[1,5],[15,25]]})"
      "\n"
      R"({"type":"hit","rank":2,"score":0.25,"id":"00000000000000000000000b",)"
      R"("path":"folder with blanks/b.txt","root":null,"record":null,"url":null,"site":null,)"
      R"("author":null,"language":null,"tags":[],"title":null,"date":null,)"
      R"("date_precision":"none","date_first":null,"date_last":null,"date_source":"none",)"
      R"("date_conflict":false,"snippet":"","highlights":[]})"
      "\n"
      R"({"type":"summary","shown":2,"total":2,"total_is_exact":true,"undated_left_out":null,)"
      R"("feedback":[],"missing_words":[],"did_you_mean":null})"
      "\n";
  CHECK(written({.format = OutputFormat::Json}, kSingle, two_hits()) == expected);
}

TEST_CASE("JSON Lines hold the query as it was searched") {
  QueryNode word;
  word.kind = NodeKind::Word;
  word.text = "a\"";
  QueryNode date;
  date.kind = NodeKind::Date;
  date.field = &field(FieldId::Date);
  date.range.until = make_date(2024)->last;
  QueryNode near;
  near.kind = NodeKind::Near;
  near.field = &field(FieldId::Title);
  near.distance = 5;
  near.children = {word, word};
  QueryInfo query = kSingle;
  query.searched.kind = NodeKind::And;
  query.searched.children = {near, date};
  query.expanded = {"dron* = 1 word: drone"};
  query.dropped = {"&"};
  const Answer nothing{{}, 0, true, {}, {"zelenksy"}, "zelensky"};
  CHECK(written({.format = OutputFormat::Json}, query, nothing) ==
        R"~({"type":"query","version":1,"query":"glide \"bomb","understood":"(and glide bomb)",)~"
        R"("searched":{"type":"and","children":[{"type":"near","field":"title","distance":5,)"
        R"("children":[{"type":"word","text":"a\""},{"type":"word","text":"a\""}]},)"
        R"({"type":"date","field":"date","since":null,"until":"2024-12-31"}]},)"
        R"~("searched_as":"title:(a\" NEAR/5 a\") date:..2024-12-31",)~"
        R"("expanded":["dron* = 1 word: drone"],"dropped":["&"]})"
        "\n"
        R"({"type":"summary","shown":0,"total":0,"total_is_exact":true,"undated_left_out":null,)"
        R"("feedback":[],"missing_words":["zelenksy"],"did_you_mean":"zelensky"})"
        "\n");
}

TEST_CASE("JSON Lines in a batch") {
  const std::string expected =
      R"({"type":"query","version":1,"query_id":"q\t1","query":"київ",)"
      R"~("understood":"(word київ)","searched":{"type":"all"},"searched_as":"*",)~"
      R"("expanded":[],"dropped":[]})"
      "\n"
      R"({"type":"summary","query_id":"q\t1","shown":0,"total":12,"total_is_exact":false,)"
      R"("undated_left_out":3,"feedback":[],"missing_words":[],"did_you_mean":null})"
      "\n";
  const Answer none{{}, 12, false, 3};
  CHECK(written({.format = OutputFormat::Json}, kBatch, none) == expected);
  const std::string expected_error =
      R"({"type":"error","version":1,"query_id":"q\t1","query":"київ","code":2,)"
      R"("message":"unclosed\tquote\u001b[1m","hint":"add a \""})"
      "\n";
  CHECK(written_error(OutputFormat::Json, kBatch) == expected_error);
}

TEST_CASE("TSV") {
  CHECK(written({.format = OutputFormat::Tsv}, kBatch, two_hits()) ==
        "q 1\t1\t12.500000\t00000000000000000000000a\t2024-03-05\ta b�.jsonl#7 [2J\t"
        "'=cmd() [31m red line evil 1m\n"
        "q 1\t2\t0.250000\t00000000000000000000000b\t\tfolder with blanks/b.txt\t\n");
  CHECK(written_error(OutputFormat::Tsv, kBatch) == "q 1\terror\t\t\t\t\tunclosed quote [1m\n");
}

TEST_CASE("TREC") {
  CHECK(written({.format = OutputFormat::Trec}, kSingle, two_hits()) ==
        "1 Q0 a_b�.jsonl#7_[2J 1 12.500000 dateline\n"
        "1 Q0 own_id_1 2 0.250000 dateline\n");
  CHECK(written({.format = OutputFormat::Trec}, kBatch, {{undated_hit()}, 1, true, {}}) ==
        "q_1 Q0 own_id_1 2 0.250000 dateline\n");
  CHECK(written_error(OutputFormat::Trec, kBatch) == "");
}

TEST_CASE("paths") {
  CHECK(written({.format = OutputFormat::Paths}, kSingle, two_hits()) ==
        "a b�.jsonl#7 [2J\nfolder with blanks/b.txt\n");
  using namespace std::string_literals;
  CHECK(written({.format = OutputFormat::Paths, .nul_ends = true}, kSingle, two_hits()) ==
        "a\tb\xFF.jsonl#7\x1b[2J\0folder with blanks/b.txt\0"s);
}

TEST_CASE("count") {
  CHECK(written({.format = OutputFormat::Count}, kSingle, two_hits()) == "2\n");
  CHECK(written({.format = OutputFormat::Count}, kBatch, page_of_many()) == "q 1\t1234\t17\n");
  CHECK(written_error(OutputFormat::Count, kBatch) == "q 1\terror\tunclosed quote [1m\n");
  CHECK(written_error(OutputFormat::Count, kSingle) == "");
}

namespace {

// Each in the middle, at the start and at the end of every field.
Hit hit_full_of(const std::string& poison) {
  const std::string text = poison + "a" + poison + "b" + poison;
  Hit hit = hostile_hit();
  Document& d = hit.document;
  for (std::string* field : {&d.root, &d.path, &d.record, &d.own_id, &d.url, &d.site, &d.author,
                             &d.language, &d.title, &d.body, &d.publication.best.text}) {
    *field = text;
  }
  d.tags = {text};
  // The searcher makes these with OneLine; the writers must not depend on it.
  hit.title = {text, {{0, text.size()}}};
  hit.snippet = {text, {{poison.size(), poison.size() + 1}}};
  return hit;
}

std::string everything_written(OutputFormat format, const std::string& poison, bool color) {
  const OutputSettings settings{.format = format, .color = color};
  const QueryInfo query{"id" + poison, "text" + poison, "tree" + poison, {}, {poison}, {poison}};
  std::string out = written(settings, query, {{hit_full_of(poison)}, 1, true, 0});
  make_writer(settings)->error(out, query, Error(ExitCode::Usage, "bad" + poison, "hint" + poison));
  return out;
}

void remove_all(std::string& text, std::string_view part) {
  for (std::size_t at; (at = text.find(part)) != std::string::npos;) text.erase(at, part.size());
}

// No control character but those that the format itself is made of.
bool is_inert(const std::string& out, std::u32string_view allowed) {
  for (std::size_t position = 0; position < out.size();) {
    const char32_t c = decode_utf8(out, position);
    if (is_unsafe(c) && allowed.find(c) == std::u32string_view::npos) return false;
  }
  return is_valid_utf8(out);
}

bool lines_are_json(const std::string& out) {
  for (std::size_t begin = 0; begin < out.size();) {
    const std::size_t end = out.find('\n', begin);
    if (!nlohmann::json::accept(out.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return true;
}

void check_poison(const std::string& poison) {
  for (const bool color : {false, true}) {
    std::string text = everything_written(OutputFormat::Text, poison, color);
    CHECK((text.find("\x1b[1;31m") != std::string::npos) == color);
    if (color) {
      remove_all(text, "\x1b[1;31m");
      remove_all(text, "\x1b[0m");
    }
    REQUIRE(is_inert(text, U"\n"));
  }
  const std::string json = everything_written(OutputFormat::Json, poison, false);
  REQUIRE(is_inert(json, U"\n"));
  REQUIRE(lines_are_json(json));
  REQUIRE(is_inert(everything_written(OutputFormat::Tsv, poison, false), U"\n\t"));
  REQUIRE(is_inert(everything_written(OutputFormat::Trec, poison, false), U"\n"));
  REQUIRE(is_inert(everything_written(OutputFormat::Paths, poison, false), U"\n"));
  REQUIRE(is_inert(everything_written(OutputFormat::Count, poison, false), U"\n\t"));
}

}  // namespace

TEST_CASE("whatever documents hold, the output is inert") {
  for (int byte = 0; byte < 256; ++byte) check_poison(std::string(1, static_cast<char>(byte)));
  for (char32_t c = 0x80; c < 0x2100; ++c) {
    if (!is_unsafe(c) && c % 64 != 0) continue;
    std::string poison;
    append_utf8(poison, c);
    check_poison(poison);
    check_poison(poison.substr(0, 1));
  }
  for (const char* poison :
       {"\x1b[2J", "\x1b]0;t\x07", "\r\n", "\xE2\x80", "\xF0\x9F", "\xED\xA0\x80", "\xC0\x80",
        "\xF4\x90\x80\x80", "\u202E\u2066", "</b><script>"}) {
    check_poison(poison);
  }
}

TEST_CASE("lines and columns stay what they are") {
  for (const char* poison : {"\n", "\t", "\r\n", "\u2028", "\u0085", "\x1b"}) {
    const std::string tsv = everything_written(OutputFormat::Tsv, poison, false);
    CHECK(std::count(tsv.begin(), tsv.end(), '\n') == 2);
    CHECK(std::count(tsv.begin(), tsv.end(), '\t') == 12);
    const std::string trec = everything_written(OutputFormat::Trec, poison, false);
    CHECK(std::count(trec.begin(), trec.end(), ' ') == 5);
    const std::string paths = everything_written(OutputFormat::Paths, poison, false);
    CHECK(std::count(paths.begin(), paths.end(), '\n') == 1);
  }
}

TEST_CASE("JSON gives back exactly what the document holds") {
  const Hit hit = hit_full_of("\x1b\u202E\u009b\n");
  std::string out;
  make_writer({.format = OutputFormat::Json})->hit(out, kSingle, hit);
  const auto line = nlohmann::json::parse(out);
  CHECK(line["title"] == hit.document.title);
  CHECK(line["path"] == display_path(hit.document));
  CHECK(line["tags"][0] == hit.document.tags[0]);
}
