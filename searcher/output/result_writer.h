// SPDX-License-Identifier: GPL-2.0-or-later
//
// How answers are printed: one writer for each output format, all behind this interface. Writers
// append to a string and keep no state, so that the threads of a batch format side by side and the
// results are printed in order. What comes from documents leaves them inert: no control or bidi
// characters, and valid UTF-8 (PathsWriter with NUL ends is the exception: it gives exact bytes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/base/error.h"
#include "searcher/hit.h"
#include "searcher/query/query_tree.h"

namespace dateline {

enum class OutputFormat : std::uint8_t { Text, Json, Tsv, Trec, Paths, Count };

struct OutputSettings {
  OutputFormat format = OutputFormat::Text;
  bool color = false;        // Text: matched words are coloured
  std::size_t columns = 80;  // Text: lines are wrapped to them
  bool nul_ends = false;     // Paths: end with NUL, not with a line break
};

struct QueryInfo {
  std::string id;          // of a line of a batch; empty outside batches
  std::string text;        // as it was typed
  std::string understood;  // as an s-expression
  QueryNode searched{};    // with the names in all their forms
  std::vector<std::string> expanded{};
  std::vector<std::string> dropped{};
};

// For each query: begin, hit for each hit, end; or error alone. What a format does not print, its
// writer leaves out.
class ResultWriter {
 public:
  virtual ~ResultWriter() = default;

  virtual void begin(std::string& /*out*/, const QueryInfo&) const {}
  virtual void hit(std::string& /*out*/, const QueryInfo&, const Hit&) const {}
  virtual void end(std::string& /*out*/, const QueryInfo&, const Answer&) const {}
  virtual void error(std::string& /*out*/, const QueryInfo&, const Error&) const {}
};

std::unique_ptr<ResultWriter> make_writer(const OutputSettings& settings);

}  // namespace dateline
