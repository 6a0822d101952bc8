// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/word_sequence_source.h"

#include <algorithm>

namespace dateline {

WordSequenceSource::WordSequenceSource(IndexReader& reader, std::shared_ptr<const TextTest> test,
                                       Confirm confirm, Deadline deadline)
    : reader_(reader), test_(std::move(test)), confirm_(confirm), deadline_(deadline) {}

void WordSequenceSource::init(const Xapian::Database& database) {
  documents_ = database.get_doccount();
  last_ = std::min<Xapian::docid>(database.get_lastdocid(), reader_.words().last_docid());
  docid_ = 0;
}

bool WordSequenceSource::matches(Xapian::docid docid) {
  deadline_.check_often();
  const WordSequence sequence = reader_.words().get(docid);
  if (sequence.title.empty() && sequence.body.empty()) return false;
  if (!test_->may_match(sequence)) return false;
  if (confirm_ == Confirm::Later) return true;
  const Document document = reader_.load(docid);
  return test_->matches(document.title, document.body);
}

void WordSequenceSource::next(double min_weight) { skip_to(docid_ + 1, min_weight); }

// Only when the matcher lets it lead, which it should not: every document is looked at, and those
// that were deleted still have their words in the file.
void WordSequenceSource::skip_to(Xapian::docid docid, double) {
  for (docid_ = std::max(docid_, docid); docid_ <= last_; ++docid_) {
    if (exists(docid_) && matches(docid_)) return;
  }
}

bool WordSequenceSource::exists(Xapian::docid docid) const {
  try {
    reader_.database().get_doclength(docid);
    return true;
  } catch (const Xapian::DocNotFoundError&) {
    return false;
  }
}

bool WordSequenceSource::check(Xapian::docid docid, double) {
  docid_ = docid;
  return docid > last_ || matches(docid);
}

Xapian::PostingSource* WordSequenceSource::clone() const {
  return new WordSequenceSource(reader_, test_, confirm_, deadline_);
}

}  // namespace dateline
