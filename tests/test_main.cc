// SPDX-License-Identifier: GPL-2.0-or-later
#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdlib>
#include <string_view>

#include <doctest/doctest.h>

#include "indexer/sandbox/parser_worker.h"

// A run of the indexer within a test starts its parsers from the program that it is in, as
// dateline-index does.
int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == dateline::kParserWorkerArgument)
    std::_Exit(dateline::run_parser_worker());
  return doctest::Context(argc, argv).run();
}
