// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/options.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "common/base/command_line.h"
#include "common/base/error.h"
#include "common/domain/fields.h"
#include "searcher/query/query_forms.h"

namespace dateline {
namespace po = boost::program_options;
namespace {

constexpr std::string_view kUsage = "dateline-search [OPTION]... QUERY...";
constexpr std::uint64_t kMaxReach = 100'000;  // offset + limit
constexpr std::uint64_t kMaxSeconds = 300;    // of one query

constexpr std::array kExamples = {
    HelpExample{"dateline-search ceasefire talks", "both words, in any form"},
    HelpExample{"dateline-search '\"glide bomb\" OR drone*'", "a phrase as it stands, or a prefix"},
    HelpExample{"dateline-search '(strike* OR raid) NEAR/5 harbour'", "words near each other"},
    HelpExample{"dateline-search 'putin -zelensky lang:en'", "without a word, in one language"},
    HelpExample{"dateline-search --since 2024-02 --sort date flood",
                "from a date on, oldest first"},
    HelpExample{"dateline-search --json --limit 100 'title:strike'", "JSON Lines for programs"},
    HelpExample{"dateline-search --batch queries.txt --trec", "many queries, as a TREC run"},
};

struct RawOptions {
  std::vector<std::string> words;
  std::vector<std::string> indexes;
  std::string since;
  std::string until;
  std::string on;
  std::uint64_t limit = 10;
  std::uint64_t offset = 0;
  std::uint64_t jobs = 0;
  std::uint64_t seconds = 10;
  std::vector<std::string> variant_files;
  std::string recency;
};

// "30d", "6w", "6m", "1y": days, weeks, months of 30.4375 days, years of 365.25.
double parse_half_life(const std::string& text) {
  constexpr std::array<std::pair<char, double>, 4> kUnits = {
      {{'d', 1}, {'w', 7}, {'m', 30.4375}, {'y', 365.25}}};
  const std::string digits = text.substr(0, text.empty() ? 0 : text.size() - 1);
  const bool is_number = !digits.empty() && digits.size() <= 5 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  for (const auto& [unit, days] : kUnits) {
    if (is_number && text.back() == unit && std::stoi(digits) > 0) return std::stoi(digits) * days;
  }
  throw Error(ExitCode::Usage, fmt::format("cannot read '{}' of --recency", text),
              "write a number of days, weeks, months or years: 30d, 6w, 6m or 1y");
}

DateRange parse_day_option(std::string_view name, const std::string& text) {
  const ParsedDateRange parsed = parse_date_range(text);
  const bool is_range = text.find("..") != std::string::npos;
  if (parsed.range && !is_range) return *parsed.range;
  throw Error(ExitCode::Usage,
              fmt::format("cannot read '{}' of {}: {}", text, name,
                          is_range ? "one date, not a range" : parsed.problem),
              "write 2024-02-27, 2024-02 or 2024");
}

DateRange date_range(const RawOptions& raw) {
  if (!raw.on.empty() && (!raw.since.empty() || !raw.until.empty())) {
    throw Error(ExitCode::Usage, "--on cannot be combined with --since or --until");
  }
  if (!raw.on.empty()) return parse_day_option("--on", raw.on);
  DateRange range;
  if (!raw.since.empty()) range.since = parse_day_option("--since", raw.since).since;
  if (!raw.until.empty()) range.until = parse_day_option("--until", raw.until).until;
  if (range.since && range.until && *range.until < *range.since) {
    throw Error(ExitCode::Usage,
                fmt::format("--until {} is before --since {}", raw.until, raw.since));
  }
  return range;
}

OutputFormat output_format(const po::variables_map& values, bool batch) {
  static constexpr std::array<std::pair<const char*, OutputFormat>, 5> kFormats = {{
      {"json", OutputFormat::Json},
      {"tsv", OutputFormat::Tsv},
      {"trec", OutputFormat::Trec},
      {"paths", OutputFormat::Paths},
      {"count", OutputFormat::Count},
  }};
  std::optional<OutputFormat> format;
  for (const auto& [name, value] : kFormats) {
    if (values.count(name) == 0) continue;
    if (format)
      throw Error(ExitCode::Usage,
                  "only one of --json, --tsv, --trec, --paths and --count can be given");
    format = value;
  }
  return format.value_or(batch ? OutputFormat::Tsv : OutputFormat::Text);
}

HitDetail detail_of(OutputFormat format) {
  switch (format) {
    case OutputFormat::Text:
    case OutputFormat::Json:
      return HitDetail::Snippet;
    case OutputFormat::Count:
      return HitDetail::None;
    default:
      return HitDetail::Document;
  }
}

bool prints_total(OutputFormat format) {
  return format == OutputFormat::Text || format == OutputFormat::Json;
}

void check_words(const RawOptions& raw, const SearchOptions& options) {
  const bool ranged = options.search.range.since || options.search.range.until;
  const bool needed = options.show.empty() && options.batch.empty();
  if (raw.words.empty() && needed && !ranged) {
    throw Error(ExitCode::Usage, "no query", "usage: dateline-search QUERY; --help tells more");
  }
  if (!raw.words.empty() && !needed) {
    throw Error(ExitCode::Usage, fmt::format("a query cannot be combined with {}",
                                             options.show.empty() ? "--batch" : "--show"));
  }
}

void set_variants(const RawOptions& raw, bool none, SearchSettings& search) {
  if (none && !raw.variant_files.empty())
    throw Error(ExitCode::Usage, "--variants cannot be combined with --no-variants");
  search.expansion = {!none, !raw.variant_files.empty()};
  if (raw.variant_files.empty()) return;
  auto table = std::make_shared<VariantTable>();
  table->add_shipped();
  for (const auto& file : raw.variant_files) table->add_file(file);
  search.variants = std::move(table);
}

SearchOptions check(const RawOptions& raw, const po::variables_map& values, SearchOptions options) {
  if (raw.indexes.size() > 1) {
    throw Error(ExitCode::Usage, "only one --index can be searched at a time",
                "search them one after the other");
  }
  if (!raw.indexes.empty()) options.index = raw.indexes.front();
  for (const auto& word : raw.words) options.query += (options.query.empty() ? "" : " ") + word;
  if (raw.offset + raw.limit > kMaxReach) {
    throw Error(ExitCode::Usage,
                fmt::format("--offset and --limit reach beyond the first {} matches", kMaxReach));
  }
  options.jobs = raw.jobs > 0 ? static_cast<unsigned>(raw.jobs)
                              : std::max(1U, std::thread::hardware_concurrency());
  options.notes_colored = use_color(options.color, STDERR_FILENO);
  options.explain = values.count("explain") != 0;
  options.raw = values.count("raw") != 0;
  if (options.raw && options.show.empty())
    throw Error(ExitCode::Usage, "--raw prints one article", "name it with --show ID");
  options.quiet = values.count("quiet") != 0;
  options.output.format = output_format(values, !options.batch.empty());
  options.output.nul_ends = values.count("null") != 0;
  options.output.columns = terminal_columns(STDOUT_FILENO);
  options.output.color = use_color(options.color, STDOUT_FILENO);
  options.search.page = {raw.offset, raw.limit, prints_total(options.output.format)};
  options.search.verbatim = values.count("verbatim") != 0;
  options.search.time_limit = std::chrono::seconds(raw.seconds);
  set_variants(raw, values.count("no-variants") != 0, options.search);
  options.search.range = date_range(raw);
  options.search.include_undated = values.count("undated") != 0;
  options.search.count_undated = values.count("count-undated") != 0;
  options.search.suggest = options.batch.empty() || options.output.format == OutputFormat::Json;
  options.search.expand = values.count("expand") != 0;
  if (values.count("recency") != 0) options.search.ranking.half_life = parse_half_life(raw.recency);
  options.search.count_only = options.output.format == OutputFormat::Count;
  options.search.detail = detail_of(options.output.format);
  options.search.openable_paths = options.output.format == OutputFormat::Paths;
  check_words(raw, options);
  return options;
}

std::string query_help() {
  std::string text = "Query language (operators are written in capitals):\n";
  for (const auto& form : query_forms())
    text += fmt::format("  {:<24}{}\n", form.example, form.help);
  for (const auto& field : fields()) text += fmt::format("  {:<24}{}\n", field.example, field.help);
  return text + "\n";
}

}  // namespace

std::optional<SearchOptions> parse_search_options(int argc, const char* const* argv,
                                                  std::string& text) {
  RawOptions raw;
  SearchOptions options;
  OptionGroup where("Where and what");
  where.add_options()("index", po::value(&raw.indexes)->composing()->value_name("DIR"),
                      "the index, or the folder that holds it (default: $DATELINE_INDEX, else the "
                      "nearest .dateline upwards)")(
      "since", po::value(&raw.since)->value_name("DATE"),
      "published on this day, month or year or later")(
      "until", po::value(&raw.until)->value_name("DATE"),
      "published on this day, month or year or earlier")(
      "on", po::value(&raw.on)->value_name("DATE"), "published on this day, in this month or year")(
      "match",
      choice_option<MatchMode>(
          options.search.match, "--match",
          {{"all", MatchMode::All}, {"any", MatchMode::Any}, {"most", MatchMode::Most}})
          ->value_name("HOW"),
      "all: every word is required (default); any: one of them, +word more; most: any, those with "
      "more of them first")("verbatim",
                            "the query is one text, to be found with its case, accents and "
                            "punctuation")(
      "variants", po::value(&raw.variant_files)->composing()->value_name("FILE"),
      "more spellings of names, in the form of variants.tsv; all are then used within quotes too")(
      "no-variants", "only the spellings that are typed")(
      "timeout", number_option(raw.seconds, "--timeout", 1, kMaxSeconds)->value_name("SECONDS"),
      "give a query up after so long (default: 10)")(
      "undated", "let documents without a date through date filters")(
      "show", po::value(&options.show)->value_name("ID"),
      "print the whole article with this id or path")(
      "raw", "with --show: the text as it was saved, with the lines that are not searched")(
      "batch", po::value(&options.batch)->value_name("FILE"),
      "one query a line, or id<TAB>query; - is standard input")(
      "jobs,j", number_option(raw.jobs, "--jobs", 1, 256)->value_name("N"),
      "threads of a batch (default: one a core)");
  OptionGroup how("What to print");
  how.add_options()("limit,n", number_option(raw.limit, "--limit", 0, kMaxReach)->value_name("N"),
                    "at most N hits (default: 10)")(
      "offset", number_option(raw.offset, "--offset", 0, kMaxReach)->value_name("N"),
      "leave out the first N hits")(
      "sort",
      choice_option<SortOrder>(options.search.order, "--sort",
                               {{"relevance", SortOrder::Relevance},
                                {"date", SortOrder::OldestFirst},
                                {"-date", SortOrder::NewestFirst}})
          ->value_name("BY"),
      "relevance, date (oldest first) or -date; undated documents come last")(
      "recency", po::value(&raw.recency)->value_name("HALF-LIFE"),
      "rank new documents higher; the boost halves every 30d, 6w, 6m or 1y")(
      "expand", "rank by words that the best documents have in common, too")(
      "count", "print only how many documents match, exactly")(
      "paths", "print only paths, from the current folder on; file#record within a file of many")(
      "null,0", "with --paths: end each with a NUL byte")(
      "json", "JSON Lines, as docs/json-output.md describes them")(
      "tsv", "one hit a line: query id, rank, score, id, date, path, title")("trec",
                                                                             "TREC run lines")(
      "count-undated",
      "with --json or --batch: say how many undated documents a date filter left out")(
      "explain", "print how the query was understood, do not search")(
      "color",
      choice_option<ColorWhen>(
          options.color, "--color",
          {{"auto", ColorWhen::Auto}, {"always", ColorWhen::Always}, {"never", ColorWhen::Never}})
          ->value_name("WHEN"),
      "auto, always or never")("quiet,q", "no notes on standard error")(
      "version", "print versions and exit")("help,h", "print this and exit");
  OptionGroup hidden;
  hidden.add_options()("query", po::value(&raw.words)->composing());
  OptionGroup all;
  all.add(where).add(how).add(hidden);
  po::positional_options_description positional;
  positional.add("query", -1);
  const po::variables_map values = parse_command_line(argc, argv, all, positional);
  if (values.count("help") != 0) {
    const std::array groups = {HelpGroup{"Where and what", where}, HelpGroup{"What to print", how}};
    text = format_help(kUsage, kExamples, groups) + "\n" + query_help();
    return std::nullopt;
  }
  if (values.count("version") != 0) {
    text = format_version("dateline-search");
    return std::nullopt;
  }
  return check(raw, values, std::move(options));
}

}  // namespace dateline
