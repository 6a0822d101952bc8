// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether two indexes hold and answer the same: made by different writers, in different numbers of
// runs, with the documents numbered in any order.
#include <algorithm>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "scripts/evaluate/compare/contents.h"
#include "scripts/evaluate/compare/queries.h"

namespace dateline::compare {
namespace {

constexpr std::string_view kUsage =
    "usage: compare_indexes [--database] [--queries N] [--seed N] A B\n"
    "A, B: index folders; with --database Xapian databases, of which what stands beside them is "
    "not\n"
    "looked at. Prints a row for each kind of comparison: name, comparisons, differences; then "
    "rows\n"
    "that begin with 'differs' or 'note'. Exit code 1 when anything differs.\n";

struct Options {
  bool database_only = false;
  std::size_t queries = 3'000;
  std::uint64_t seed = 1;
  std::vector<std::string> paths;
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--database") {
      options.database_only = true;
    } else if (argument == "--queries" && i + 1 < argc) {
      options.queries = std::stoul(argv[++i]);
    } else if (argument == "--seed" && i + 1 < argc) {
      options.seed = std::stoull(argv[++i]);
    } else {
      options.paths.emplace_back(argument);
    }
  }
  return options;
}

// All else asks for the same documents on both sides.
bool have_same_documents(const Side& a, const Side& b, Tally& tally) {
  Check& ids = tally.check("document ids");
  const std::size_t both = std::min(a.ids().size(), b.ids().size());
  ids.equal(a.ids().size(), b.ids().size(), [] { return "number of documents"; });
  for (std::size_t i = 0; i < both; ++i) {
    ids.equal(a.ids()[i], b.ids()[i], [&] { return a.ids()[i] + " " + b.ids()[i]; });
  }
  return ids.differences() == 0;
}

bool print(const Tally& tally) {
  bool same = true;
  for (const auto& check : tally.checks()) {
    fmt::print("{}\t{}\t{}\n", check.name(), check.comparisons(), check.differences());
    same = same && check.differences() == 0;
  }
  for (const auto& check : tally.checks()) {
    for (const auto& example : check.examples()) {
      fmt::print("differs\t{}\t{}\n", check.name(), example);
    }
  }
  for (const auto& note : tally.notes()) fmt::print("note\t{}\n", note);
  return same;
}

int run(const Options& options) {
  if (options.paths.size() != 2) {
    std::cerr << kUsage;
    return 2;
  }
  Side a(options.paths[0], options.database_only);
  Side b(options.paths[1], options.database_only);
  Tally tally;
  if (have_same_documents(a, b, tally)) {
    compare_totals(a, b, tally);
    compare_terms_and_documents(a, b, tally);
    compare_values(a, b, tally);
    compare_metadata(a, b, tally);
    compare_queries(a, b, options.queries, options.seed, tally);
  }
  return print(tally) ? 0 : 1;
}

}  // namespace
}  // namespace dateline::compare

int main(int argc, char** argv) {
  try {
    return dateline::compare::run(dateline::compare::parse_options(argc, argv));
  } catch (const Xapian::Error& error) {
    std::cerr << "compare_indexes: " << error.get_description() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "compare_indexes: " << error.what() << '\n';
  }
  return 1;
}
