// SPDX-License-Identifier: GPL-2.0-or-later
//
// One document for a reader: its bytes and what is known of them from outside.
#pragma once

#include <string>
#include <string_view>

#include "indexer/format.h"

namespace dateline {

// The same for all documents of a run.
struct ParseOptions {
  bool whole_page = false;  // HTML: everything visible, not the article alone
  std::string encoding;     // forced by --encoding; empty: find out
};

struct ParseRequest {
  Format format{};
  std::string_view bytes;    // as they were saved or sent, not yet decoded
  std::string_view name;     // of the file or member, for its ending only
  std::string_view url;      // where a crawler fetched it; may be empty
  std::string_view charset;  // as an HTTP header declares it; may be empty
};

}  // namespace dateline
