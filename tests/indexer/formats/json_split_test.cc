// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/json_split.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

std::string print(std::string_view json) {
  const auto result = split_json_array_or_object(json);
  if (const Skip* skip = std::get_if<Skip>(&result)) {
    return fmt::format("{}: {}", to_string(skip->kind), skip->detail);
  }
  const auto& slices = std::get<std::vector<std::string_view>>(result);
  for (const std::string_view slice : slices) {
    CHECK(slice.data() >= json.data());
    CHECK(slice.data() + slice.size() <= json.data() + json.size());
  }
  return fmt::format("{}", fmt::join(slices, " ~ "));
}

TEST_CASE("cuts a file into its records") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"object", " {\"a\":1}\n", "{\"a\":1}"},
      {"object over lines", "{\n\"a\":\n{\n}}", "{\n\"a\":\n{\n}}"},
      {"array", "[{\"a\":1} , {\"b\":[2]}\n]", "{\"a\":1} ~ {\"b\":[2]}"},
      {"nested", R"([{"a":{"b":"]}"}},[{"c":1}],"x" , 17 ,null])",
       R"({"a":{"b":"]}"}} ~ [{"c":1}] ~ "x" ~ 17 ~ null)"},
      {"empty array", "[ ]", ""},
      {"byte order mark", "\xEF\xBB\xBF[{}]", "{}"},
      {"objects on lines", "{\"a\":1}\n\n{\"b\":2}\n", "{\"a\":1} ~ {\"b\":2}"},
      {"empty", "", "empty: "},
      {"blank", " \n\t", "empty: "},
      {"text", "Fire in the port", "not an article: neither an object nor a list"},
      {"cut", "[{\"a\":1},{\"b\"", "broken JSON: it ends too early"},
      {"cut in a string", "[{\"a\":\"", "broken JSON: a string is never closed"},
      {"two arrays", "[1][2]", "broken JSON: something follows the end at byte 3"},
      {"bad bytes", "[\"\xFF\"]", "broken JSON: invalid UTF-8 at byte 2"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(print(row.input) == row.want);
    }
  }
}

TEST_CASE("nesting of any depth is survived") {
  std::string deep = std::string(100'000, '[');
  split_json_array_or_object(deep);
  deep.append(100'000, ']');
  split_json_array_or_object(deep);
}

}  // namespace
}  // namespace dateline
