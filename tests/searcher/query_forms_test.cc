// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_forms.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "common/domain/fields.h"
#include "searcher/query/query_parser.h"

namespace dateline {
namespace {

std::string manual() {
  std::ifstream file(DATELINE_README);
  return {std::istreambuf_iterator<char>(file), {}};
}

// As a cell of a table holds it, where '|' needs a backslash.
std::string in_cell(std::string_view example) {
  std::string cell = "`";
  for (const char c : example) cell += c == '|' ? "\\|" : std::string(1, c);
  return cell + "`";
}

TEST_CASE("every form of the table is understood, and stands in the manual") {
  const std::string text = manual();
  for (const QueryForm& form : query_forms()) {
    CAPTURE(form.example);
    // Two ways to write one thing stand side by side.
    std::string_view examples = form.example;
    while (!examples.empty()) {
      const std::size_t end = std::min(examples.find(", "), examples.size());
      const std::string_view example = examples.substr(0, end);
      CHECK_NOTHROW(parse_query(example));
      CHECK(text.find(in_cell(example)) != std::string::npos);
      examples.remove_prefix(std::min(end + 2, examples.size()));
    }
  }
}

TEST_CASE("every field stands in the manual, its example is understood") {
  const std::string text = manual();
  for (const Field& field : fields()) {
    CAPTURE(field.name);
    CHECK_NOTHROW(parse_query(field.example));
    CHECK(text.find("`" + std::string(field.name) + ":") != std::string::npos);
    for (const std::string_view alias : field.aliases) {
      if (!alias.empty()) CHECK(text.find("`" + std::string(alias) + ":`") != std::string::npos);
    }
  }
}

}  // namespace
}  // namespace dateline
