// SPDX-License-Identifier: GPL-2.0-or-later
//
// How long one warm process takes for each query of a list, and whether the exact counts are those
// of the list. A list has a line a query: id, words, since, until, hits, apart by tabs; any of the
// last three may be empty. Words of a query whose id begins with "or" are alternatives.
#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "common/base/error.h"
#include "scripts/bench/timing.h"
#include "searcher/answer.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_builder.h"
#include "searcher/results/search.h"

namespace dateline::bench {
namespace {

constexpr std::string_view kUsage =
    "usage: latency [--passes N] [--count-check] [--exact] INDEX LIST...\n"
    "Prints a row of microseconds for each list: the whole answer (top 10 with records and\n"
    "snippets), then matching alone. --count-check prints instead the queries whose exact count "
    "is\n"
    "not the list's: id, wanted, got. --exact asks for each word as it is written, not its stem.\n";

constexpr std::size_t kPasses = 5;
constexpr std::size_t kColumns = 5;

struct Options {
  std::size_t passes = kPasses;
  bool count_check = false;
  bool exact = false;
  std::vector<std::string> paths;
};

struct ListedQuery {
  std::string id;
  std::string text;
  DateRange range;
  std::optional<std::uint64_t> hits;
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// A word between quotes is asked for as it stands.
std::string quoted(const std::string& word) { return '"' + word + '"'; }

std::string query_text(const std::string& id, const std::string& words, bool exact) {
  if (words.starts_with('"')) return words;
  std::string text;
  for (const auto& word : split(words, ' ')) {
    if (!text.empty()) text += id.starts_with("or") ? " OR " : " ";
    text += exact ? quoted(word) : word;
  }
  return text;
}

std::optional<Day> parse_day(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto date = parse_iso_date(text);
  if (!date) throw std::runtime_error(fmt::format("cannot read the day '{}'", text));
  return date->first;
}

ListedQuery parse_line(const std::string& line, bool exact) {
  std::vector<std::string> columns = split(line, '\t');
  columns.resize(std::max(columns.size(), kColumns));
  ListedQuery query{columns[0], query_text(columns[0], columns[1], exact), {}, std::nullopt};
  query.range = {parse_day(columns[2]), parse_day(columns[3])};
  if (!columns[4].empty()) query.hits = std::stoull(columns[4]);
  return query;
}

std::vector<ListedQuery> read_list(const std::string& path, bool exact) {
  std::ifstream file(path);
  std::vector<ListedQuery> queries;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) queries.push_back(parse_line(line, exact));
  }
  if (queries.empty()) throw std::runtime_error(fmt::format("no queries in '{}'", path));
  return queries;
}

void answer_whole(IndexReader& reader, const ListedQuery& query) {
  answer_query(reader, understand(query.text, query.range), SearchSettings{});
}

void match_only(IndexReader& reader, const UnderstoodQuery& query) {
  reader.search([&] {
    const BuiltQuery built = build_query(query.tree, reader, {false, true});
    return find_matches(reader, built, SortOrder::Relevance, Page{});
  });
}

std::string columns_of(const Times& times) {
  const Summary all = times.summary();
  const Range p50 = spread(times.passes(), &Summary::p50);
  const Range p99 = spread(times.passes(), &Summary::p99);
  return fmt::format("{:.0f}\t{:.0f}\t{:.0f}\t{:.0f}\t{:.0f}-{:.0f}\t{:.0f}-{:.0f}", all.p50,
                     all.p99, all.mean, all.max, p50.least, p50.most, p99.least, p99.most);
}

std::string header() {
  std::string text = "list\tqueries";
  for (const char* way : {"answer", "match"}) {
    for (const char* figure : {"p50", "p99", "mean", "max", "p50_spread", "p99_spread"}) {
      text += fmt::format("\t{}_{}", way, figure);
    }
  }
  return text + "\n";
}

// The first pass warms up and is not counted.
std::string measure(IndexReader& reader, const std::string& path, const Options& options) {
  const std::vector<ListedQuery> queries = read_list(path, options.exact);
  Times whole(queries.size());
  Times matching(queries.size());
  for (std::size_t pass = 0; pass <= options.passes; ++pass) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      const UnderstoodQuery understood = understand(queries[i].text, queries[i].range);
      const double whole_time = microseconds([&] { answer_whole(reader, queries[i]); });
      const double match_time = microseconds([&] { match_only(reader, understood); });
      if (pass == 0) continue;
      whole.add(i, whole_time);
      matching.add(i, match_time);
    }
  }
  return fmt::format("{}\t{}\t{}\t{}\n", std::filesystem::path(path).stem().string(),
                     queries.size(), columns_of(whole), columns_of(matching));
}

std::uint64_t exact_count(IndexReader& reader, const ListedQuery& query) {
  SearchSettings settings;
  settings.count_only = true;
  settings.detail = HitDetail::None;
  return answer_query(reader, understand(query.text, query.range), settings).total;
}

std::string check_counts(IndexReader& reader, const std::string& path, bool exact) {
  std::string text;
  for (const auto& query : read_list(path, exact)) {
    if (!query.hits) continue;
    const std::uint64_t got = exact_count(reader, query);
    if (got != *query.hits) text += fmt::format("{}\t{}\t{}\n", query.id, *query.hits, got);
  }
  return text;
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--count-check") {
      options.count_check = true;
    } else if (argument == "--exact") {
      options.exact = true;
    } else if (argument == "--passes" && i + 1 < argc) {
      options.passes = std::max<std::size_t>(std::stoul(argv[++i]), 1);
    } else {
      options.paths.emplace_back(argument);
    }
  }
  return options;
}

int run(const Options& options) {
  if (options.paths.size() < 2) {
    std::cerr << kUsage;
    return static_cast<int>(ExitCode::Usage);
  }
  IndexReader reader(find_index(options.paths.front()));
  if (!options.count_check) std::cout << header();
  for (std::size_t i = 1; i < options.paths.size(); ++i) {
    const std::string& path = options.paths[i];
    std::cout << (options.count_check ? check_counts(reader, path, options.exact)
                                      : measure(reader, path, options))
              << std::flush;
  }
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  try {
    return dateline::bench::run(dateline::bench::parse_options(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "latency: " << error.what() << '\n';
    return 1;
  }
}
