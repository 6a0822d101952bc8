// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/paths_writer.h"

#include "common/base/terminal_text.h"

namespace dateline {

void PathsWriter::hit(std::string& out, const QueryInfo&, const Hit& hit) const {
  const std::string path = display_path(hit.document);
  if (nul_ends_) {
    out += path;
    out += '\0';
  } else {
    out += terminal_safe(path, false) + "\n";
  }
}

}  // namespace dateline
