// SPDX-License-Identifier: GPL-2.0-or-later
//
// What an index holds, hashed: the same for two indexes of the same content, whatever writer and
// runs they came from. See tests/support/index_digest.h.
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "common/base/hash.h"
#include "tests/support/index_digest.h"

namespace {

constexpr std::string_view kUsage =
    "usage: digest [--lines] INDEX\n"
    "Prints one hash of all the index holds; --lines: a line a document, and what is hashed "
    "there.\n";

}  // namespace

int main(int argc, char** argv) {
  const bool lines = argc == 3 && std::string_view(argv[1]) == "--lines";
  if (argc != (lines ? 3 : 2)) {
    std::cerr << kUsage;
    return 2;
  }
  try {
    const std::string digest = dateline::index_digest(argv[argc - 1]);
    std::cout << (lines ? digest : fmt::format("{:016x}\n", dateline::hash64(digest)));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "digest: " << error.what() << '\n';
    return 1;
  }
}
