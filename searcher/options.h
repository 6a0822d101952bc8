// SPDX-License-Identifier: GPL-2.0-or-later
//
// The command line of dateline-search, checked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "common/base/console.h"
#include "searcher/answer.h"
#include "searcher/output/result_writer.h"

namespace dateline {

struct SearchOptions {
  std::string query;
  std::string index;  // as given; empty: to be found
  std::string show;   // id or path of the document to print; empty: search
  bool raw = false;   // with `show`: with what was cut from its text
  std::string batch;  // file of queries, "-" for standard input; empty: one query
  bool explain = false;
  bool quiet = false;
  bool notes_colored = false;  // on standard error
  ColorWhen color = ColorWhen::Auto;
  unsigned jobs = 1;
  SearchSettings search;
  OutputSettings output;
};

// Null when --help or --version was asked for: `text` is then what to print. Throws Error(Usage).
std::optional<SearchOptions> parse_search_options(int argc, const char* const* argv,
                                                  std::string& text);

}  // namespace dateline
