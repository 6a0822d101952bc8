// SPDX-License-Identifier: GPL-2.0-or-later
//
// How long one warm process takes for each query of a list, and whether the exact counts are those
// of the list. A list has a line a query: id, words, since, until, hits, apart by tabs; any of the
// last three may be empty. Words of a query whose id begins with "or" are alternatives; one whose
// id begins with "most" is asked with --match most.
//
// Beside it, for queries without phrases, a bare Xapian program: the same stems, weights, days and
// index, top 10, and nothing that Xapian does not have to do for it.
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
#include <xapian.h>

#include "common/base/error.h"
#include "common/domain/fields.h"
#include "common/domain/terms.h"
#include "common/domain/tokenizer.h"
#include "common/domain/values.h"
#include "scripts/bench/timing.h"
#include "searcher/answer.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_builder.h"
#include "searcher/results/search.h"

namespace dateline::bench {
namespace {

constexpr std::string_view kUsage =
    "usage: latency [--passes N] [--processor] [--count-check] [--exact] [--answers] INDEX "
    "LIST...\n"
    "Prints a row of microseconds for each list: the whole answer (top 10 with records and\n"
    "snippets), then matching alone, then a bare Xapian program (0 for phrases). --processor\n"
    "counts only time on the processor. --count-check prints instead the queries whose exact\n"
    "count is not the list's: id, wanted, got. --exact asks for each word as it is written, not\n"
    "its stem. --answers measures nothing but whole answers.\n";

constexpr std::size_t kPasses = 5;
constexpr std::size_t kColumns = 5;

struct Options {
  std::size_t passes = kPasses;
  bool count_check = false;
  bool exact = false;
  bool only_answers = false;
  Clock clock = Clock::Wall;
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

SearchSettings settings_of(const ListedQuery& query) {
  SearchSettings settings;
  settings.range = query.range;
  if (query.id.starts_with("most")) settings.match = MatchMode::Most;
  return settings;
}

void answer_whole(IndexReader& reader, const ListedQuery& query) {
  const SearchSettings settings = settings_of(query);
  answer_query(reader, understand(query.text, settings), settings);
}

void match_only(IndexReader& reader, const UnderstoodQuery& query) {
  reader.search([&] {
    const BuiltQuery built = build_query(query.tree, reader, {false, true});
    return find_matches(reader, built, SortOrder::Relevance, Page{});
  });
}

// Null for a phrase.
std::optional<Xapian::Query> bare_query(IndexReader& reader, const ListedQuery& query) {
  if (query.text.find('"') != std::string::npos) return std::nullopt;
  std::vector<Xapian::Query> stems;
  for (const auto& word : words_of(query.text)) {
    if (word != "or") stems.emplace_back(stem_term(reader.stemmer().stem(word)));
  }
  const bool any = query.id.starts_with("or");
  const Xapian::Query words(any ? Xapian::Query::OP_OR : Xapian::Query::OP_AND, stems.begin(),
                            stems.end());
  std::vector<Xapian::Query> bounds;
  const auto& [since, until] = query.range;
  if (until) bounds.emplace_back(Xapian::Query::OP_VALUE_LE, slot::kFirstDay, day_value(*until));
  if (since) bounds.emplace_back(Xapian::Query::OP_VALUE_GE, slot::kLastDay, day_value(*since));
  if (bounds.empty()) return words;
  const Xapian::Query days(Xapian::Query::OP_AND, bounds.begin(), bounds.end());
  return Xapian::Query(Xapian::Query::OP_FILTER, words, days);
}

void match_bare(const IndexReader& reader, const Xapian::Query& query) {
  Xapian::Enquire enquire(reader.database());
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0));
  enquire.get_mset(0, static_cast<Xapian::doccount>(Page{}.limit));
}

std::string columns_of(const Times& times) {
  const Summary all = times.summary();
  const Range p50 = spread(times.passes(), &Summary::p50);
  const Range p99 = spread(times.passes(), &Summary::p99);
  return fmt::format("{:.0f}\t{:.0f}\t{:.0f}\t{:.0f}\t{:.0f}-{:.0f}\t{:.0f}-{:.0f}", all.p50,
                     all.p99, all.mean, all.max, p50.least, p50.most, p99.least, p99.most);
}

std::string header(const Options& options) {
  std::string text = "list\tqueries";
  std::vector<std::string_view> ways{"answer", "match", "bare"};
  if (options.only_answers) ways.resize(1);
  for (const std::string_view way : ways) {
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
  Times bare(queries.size());
  for (std::size_t pass = 0; pass <= options.passes; ++pass) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      const auto time = [&](auto&& work) { return microseconds(work, options.clock); };
      const double whole_time = time([&] { answer_whole(reader, queries[i]); });
      if (options.only_answers) {
        if (pass > 0) whole.add(i, whole_time);
        continue;
      }
      const UnderstoodQuery understood = understand(queries[i].text, settings_of(queries[i]));
      const auto bare_words = bare_query(reader, queries[i]);
      const double match_time = time([&] { match_only(reader, understood); });
      const double bare_time = bare_words ? time([&] { match_bare(reader, *bare_words); }) : 0;
      if (pass == 0) continue;
      whole.add(i, whole_time);
      matching.add(i, match_time);
      bare.add(i, bare_time);
    }
  }
  std::string row = fmt::format("{}\t{}\t{}", std::filesystem::path(path).stem().string(),
                                queries.size(), columns_of(whole));
  if (!options.only_answers) row += fmt::format("\t{}\t{}", columns_of(matching), columns_of(bare));
  return row + '\n';
}

std::uint64_t exact_count(IndexReader& reader, const ListedQuery& query) {
  SearchSettings settings = settings_of(query);
  settings.count_only = true;
  settings.detail = HitDetail::None;
  return answer_query(reader, understand(query.text, settings), settings).total;
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
    } else if (argument == "--processor") {
      options.clock = Clock::Processor;
    } else if (argument == "--exact") {
      options.exact = true;
    } else if (argument == "--answers") {
      options.only_answers = true;
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
  if (!options.count_check) std::cout << header(options);
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
