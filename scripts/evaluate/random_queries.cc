// SPDX-License-Identifier: GPL-2.0-or-later
//
// Asks an index any number of made-up queries, hostile ones and such as keep to the grammar, and
// says how they fared: none may end the program, and none may take longer than it is allowed. Meant
// to be built with the sanitizers (scripts/evaluate/random_queries).
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "common/base/error.h"
#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "searcher/answer.h"
#include "searcher/expand/vocabulary.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_limits.h"

namespace dateline::evaluate {
namespace {

constexpr std::string_view kUsage =
    "usage: random_queries INDEX COUNT [SEED [SECONDS]]\n"
    "Asks COUNT random queries, each allowed SECONDS (default 2). Exit code 1 when one took half "
    "a\n"
    "second longer than that or ended in anything but an answer or an error of its own.\n";
constexpr double kGraceSeconds = 0.5;
constexpr std::size_t kMostWords = 20'000;  // with one first letter

// Pieces that mean something to the lexer, and some that should not.
constexpr std::array<std::string_view, 64> kPieces{
    "\"",     "“",      "”",      "«",         "»",       "(",         ")",     "*",
    "**",     "~",      "~2",     "~9",        "=",       "+",         "-",     "--",
    "'",      "''",     "/",      "/i",        "\\",      "|",         "||",    "&",
    ":",      "title:", "site:(", "date:2022", "date:..", "lang:uk",   "path:", "path:*/",
    "AND",    "OR",     "NOT",    "NEAR",      "NEAR/5",  "NEAR/99",   "ADJ/3", "XOR",
    " ",      " ",      "\t",     "\n",        "\x01",    "\x1b[2J",   "é",     "ß",
    "\u0301", "\u202E", "\u00AD", "\uFEFF",    "東京",    "ไทย",       "Київ",  "zelensky",
    ".*",     "(a+)+$", "[a-z]",  "{1,1000}",  "\\p{L}",  "(?i)x|y|z", "\\Q",   "^"};

class QueryMaker {
 public:
  QueryMaker(std::vector<std::string> words, std::uint32_t seed)
      : words_(std::move(words)), random_(seed) {}

  std::string make() {
    switch (below(10)) {
      case 0:
        return bytes(below(80));
      case 1:
        return repeated();
      case 2:
      case 3:
      case 4:
        return pieces(below(40));
      default:
        return query(static_cast<int>(below(6)));
    }
  }

  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  template <class Texts>
  const auto& any(const Texts& texts) {
    return texts[below(texts.size())];
  }

  std::string bytes(std::size_t length) {
    std::string text(length, '\0');
    std::ranges::generate(text, [&] { return static_cast<char>(random_()); });
    return text;
  }

  // One piece over and over, up to the most bytes a query may have and more.
  std::string repeated() {
    const std::string piece =
        below(2) == 0 ? std::string(any(kPieces)) : word() + std::string(any(kPieces));
    std::string text;
    const std::size_t bytes = below(kMaxQueryBytes + 100);
    while (text.size() < bytes) text += piece;
    return text;
  }

  std::string pieces(std::size_t count) {
    std::string text;
    for (; count > 0; --count) text += below(3) == 0 ? word() : std::string(any(kPieces));
    return text;
  }

  const std::string& word() { return any(words_); }

  // Words of the phrase, some with a star, a tilde, or alternatives.
  std::string phrase() {
    std::string text = "\"";
    for (std::size_t i = 1 + below(4); i > 0; --i) {
      const std::size_t kind = below(8);
      text += kind == 0   ? word() + "*"
              : kind == 1 ? word() + "~"
              : kind == 2 ? "(" + word() + "|" + word() + " " + word() + ")"
                          : word();
      text += ' ';
    }
    return text + "\"";
  }

  std::string operand() {
    switch (below(14)) {
      case 0:
        return phrase();
      case 1:
        return word() + "*";
      case 2:
        return word().substr(0, 3) + "*";
      case 3:
        return word() + (below(2) == 0 ? "~" : "~2");
      case 4:
        return "=" + word();
      case 5:
        return "'" + word() + " " + word() + "'";
      case 6:
        return "title:" + word();
      case 7:
        return word() + " /" + word() + ".*" + word() + "/";
      case 8:
        return word() + " NEAR/" + std::to_string(1 + below(50)) + " " + word();
      case 9:
        return phrase() + " ADJ (" + word() + " OR " + word() + "*)";
      case 10:
        return "date:" + std::to_string(1985 + below(40)) + "..";
      default:
        return word();
    }
  }

  std::string query(int depth) {
    if (depth == 0) return operand();
    const std::string first = query(depth - 1);
    switch (below(7)) {
      case 0:
        return "(" + first + ")";
      case 1:
        return first + " -(" + query(depth - 1) + ")";
      case 2:
        return "(" + first + ") OR (" + query(depth - 1) + ")";
      case 3:
        return "+" + operand() + " " + first;
      case 4:
        return first + " NEAR/7 " + query(depth - 1);
      default:
        return first + " " + query(depth - 1);
    }
  }

  std::vector<std::string> words_;
  std::mt19937 random_;
};

// Common and rare ones, of all the index has that begin with a Latin or Cyrillic letter.
std::vector<std::string> words_of_index(IndexReader& reader) {
  const Vocabulary vocabulary(reader);
  std::vector<std::string> words;
  const auto add = [&](char32_t letter) {
    std::string prefix;
    append_utf8(prefix, letter);
    const auto known = reader.search([&] { return vocabulary.with_prefix(prefix, kMostWords); });
    words.insert(words.end(), known.begin(), known.end());
  };
  for (char32_t letter = U'a'; letter <= U'z'; ++letter) add(letter);
  for (char32_t letter = U'а'; letter <= U'я'; ++letter) add(letter);
  if (words.empty()) throw std::runtime_error("the index has no words");
  std::ranges::sort(words, std::ranges::greater(),
                    [&](const std::string& word) { return vocabulary.documents(word); });
  constexpr std::size_t kCommon = 2'000;
  std::vector<std::string> chosen(
      words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(kCommon, words.size())));
  for (std::size_t i = kCommon; i < words.size(); i += 50) chosen.push_back(words[i]);
  return chosen;
}

struct Outcome {
  std::uint64_t answered = 0;
  std::uint64_t found = 0;  // of those, with a hit
  std::uint64_t refused = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t over_limit = 0;
  double slowest = 0;
  std::string slowest_query;
};

SearchSettings random_settings(QueryMaker& maker, double seconds) {
  constexpr std::array kModes{MatchMode::All, MatchMode::Any, MatchMode::Most};
  SearchSettings settings;
  settings.match = kModes[maker.below(kModes.size())];
  settings.verbatim = maker.below(50) == 0;
  settings.count_only = maker.below(10) == 0;
  settings.suggest = true;
  settings.expansion.in_quotes = maker.below(4) == 0;
  settings.count_undated = maker.below(4) == 0;
  settings.order = maker.below(10) == 0 ? SortOrder::NewestFirst : SortOrder::Relevance;
  settings.time_limit = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
  return settings;
}

void ask(IndexReader& reader, const std::string& text, const SearchSettings& settings,
         Outcome& outcome) {
  const auto start = std::chrono::steady_clock::now();
  try {
    const UnderstoodQuery query = understand(text, settings);
    explain_query(reader, query, settings);
    const Answer answer = answer_query(reader, query, settings);
    ++outcome.answered;
    outcome.found += answer.total > 0 ? 1 : 0;
  } catch (const QueryError&) {
    ++outcome.refused;
  } catch (const Error& error) {
    if (error.code() != ExitCode::Timeout) throw;
    ++outcome.timed_out;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  const double allowed = 2 * static_cast<double>(settings.time_limit.count()) / 1000;
  if (took.count() > allowed + kGraceSeconds) ++outcome.over_limit;
  if (took.count() <= outcome.slowest) return;
  outcome.slowest = took.count();
  outcome.slowest_query = text.substr(0, 200);
}

int run(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << kUsage;
    return static_cast<int>(ExitCode::Usage);
  }
  const std::uint64_t count = std::stoull(argv[2]);
  const auto seed = static_cast<std::uint32_t>(argc > 3 ? std::stoul(argv[3]) : 1);
  const double seconds = argc > 4 ? std::stod(argv[4]) : 2;
  IndexReader reader(find_index(argv[1]));
  QueryMaker maker(words_of_index(reader), seed);
  Outcome outcome;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string text = maker.make();
    const SearchSettings settings = random_settings(maker, seconds);
    try {
      ask(reader, text, settings, outcome);
    } catch (const std::exception& error) {
      std::cerr << fmt::format("random_queries: query {} of seed {}: {}: {}\n", i, seed,
                               error.what(), one_line(text));
      return 1;
    }
  }
  std::cout << fmt::format(
      "queries\t{}\nanswered\t{}\nwith hits\t{}\nrefused\t{}\ntimed out\t{}\nover the limit\t{}\n"
      "slowest\t{:.3f} s\n",
      count, outcome.answered, outcome.found, outcome.refused, outcome.timed_out,
      outcome.over_limit, outcome.slowest);
  std::cerr << "slowest query: " << one_line(outcome.slowest_query) << '\n';
  return outcome.over_limit == 0 ? 0 : 1;
}

}  // namespace
}  // namespace dateline::evaluate

int main(int argc, char** argv) {
  try {
    return dateline::evaluate::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "random_queries: " << error.what() << '\n';
    return 1;
  }
}
