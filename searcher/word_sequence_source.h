// SPDX-License-Identifier: GPL-2.0-or-later
//
// The bridge between Xapian's matcher and the texts: a posting source that says of each candidate
// whether it passes a test, which is asked of its word sequence first. It claims every document, so
// that the matcher lets the stems lead and asks it last.
#pragma once

#include <memory>
#include <string>

#include <xapian.h>

#include "searcher/deadline.h"
#include "searcher/index_reader.h"
#include "searcher/text_test.h"

namespace dateline {

enum class Confirm {
  InMatch,  // a fingerprint match counts when the stored text agrees
  Later,    // it counts at once: the caller confirms the hits it shows
};

class WordSequenceSource : public Xapian::PostingSource {
 public:
  // `reader` must stay open while queries with this source run, on its thread. They end with
  // Error(Timeout) when the deadline passes.
  WordSequenceSource(IndexReader& reader, std::shared_ptr<const TextTest> test, Confirm confirm,
                     Deadline deadline = {});

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return documents_; }
  Xapian::doccount get_termfreq_max() const override { return documents_; }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool check(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return docid_ > last_; }
  Xapian::docid get_docid() const override { return docid_; }
  Xapian::PostingSource* clone() const override;
  void init(const Xapian::Database& database) override;
  std::string get_description() const override { return "WordSequence"; }

 private:
  bool matches(Xapian::docid docid);
  bool exists(Xapian::docid docid) const;

  IndexReader& reader_;
  std::shared_ptr<const TextTest> test_;
  Confirm confirm_;
  Deadline deadline_;
  Xapian::doccount documents_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid docid_ = 0;
};

}  // namespace dateline
