// SPDX-License-Identifier: GPL-2.0-or-later
//
// Ends a match whose time is up: as a filter beside a query it lets every document through, and
// asks the clock for each one that the rest of the query gives. Xapian's own limit does not bound
// the reading of many posting lists.
#pragma once

#include <string>

#include <xapian.h>

#include "searcher/deadline.h"

namespace dateline {

class DeadlineSource : public Xapian::PostingSource {
 public:
  explicit DeadlineSource(const Deadline& deadline) : deadline_(deadline) {}

  // All documents: the matcher lets the others lead.
  Xapian::doccount get_termfreq_min() const override { return documents_; }
  Xapian::doccount get_termfreq_est() const override { return documents_; }
  Xapian::doccount get_termfreq_max() const override { return documents_; }
  void next(double min_weight) override { skip_to(docid_ + 1, min_weight); }
  void skip_to(Xapian::docid docid, double min_weight) override { check(docid, min_weight); }
  bool check(Xapian::docid docid, double /*min_weight*/) override {
    docid_ = docid;
    deadline_.check_often();
    return true;
  }
  bool at_end() const override { return docid_ > last_; }
  Xapian::docid get_docid() const override { return docid_; }
  Xapian::PostingSource* clone() const override { return new DeadlineSource(deadline_); }
  void init(const Xapian::Database& database) override {
    documents_ = database.get_doccount();
    last_ = database.get_lastdocid();
    docid_ = 0;
  }
  std::string get_description() const override { return "Deadline"; }

 private:
  Deadline deadline_;
  Xapian::doccount documents_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid docid_ = 0;
};

}  // namespace dateline
