// SPDX-License-Identifier: GPL-2.0-or-later
//
// Collects the entries of one worker in memory and writes them out as a sorted run. Postings are
// kept document by document as (term number, wdf) and turned round at once when the run is written,
// by a counting sort into arrays of the exact size: no allocation and no chain for a posting, and
// documents can be put into any order at that time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/bulk/run_file.h"
#include "indexer/entry.h"
#include "indexer/glass/termlist_table.h"

namespace dateline {

class RunBuilder {
 public:
  // `budget_bytes`: what it may take, about; is_full() tells when to write the run.
  explicit RunBuilder(std::size_t budget_bytes);

  // `sequence`: see RunDocument. The entry's term numbers and bytes must stay valid until the run
  // is written.
  void add(const Entry& entry, std::uint64_t sequence, std::uint64_t source);

  bool empty() const { return documents_.empty(); }
  // `other_bytes`: what else of the worker counts towards the budget.
  bool is_full(std::size_t other_bytes) const;

  // Writes everything and begins anew. `words`: of the documents added, in any order.
  void write(const std::filesystem::path& path, std::vector<SeenWord> words);

 private:
  struct Held {
    RunDocument document;
    std::uint64_t payload = 0;   // where its bytes begin
    std::uint64_t postings = 0;  // and its postings
    std::uint64_t values = 0;
    std::uint32_t terms = 0;
  };
  struct ForwardPosting {
    std::uint32_t term;
    std::uint32_t wdf;
  };
  struct Posting {
    std::uint32_t local;
    std::uint32_t wdf;
  };

  glass::TermListEncoder::Tag encode_terms(const Entry& entry, RunDocument& document);
  void add_values(const Entry& entry, RunDocument& document);
  std::vector<std::uint32_t> used_terms() const;
  void write_documents(RunWriter& writer) const;
  void write_values(RunWriter& writer) const;
  void write_postings(RunWriter& writer) const;
  static void write_words(RunWriter& writer, std::vector<SeenWord>& words);
  void clear();

  const std::size_t budget_bytes_;
  glass::TermListEncoder term_lists_;
  std::vector<Held> documents_;
  std::string payload_;
  std::string values_;  // for each document its values by slot, each with its length in front
  std::vector<ForwardPosting> postings_;
  struct Term {
    std::string_view bytes;
    std::uint32_t documents = 0;
  };
  std::vector<Term> terms_;  // by number
};

}  // namespace dateline
