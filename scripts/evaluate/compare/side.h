// SPDX-License-Identifier: GPL-2.0-or-later
//
// One of the two indexes that are compared. Document numbers differ between them, so documents are
// known by their place in the order of the ids, which their Q terms give.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/storage/word_sequence.h"
#include "common/storage/zstd_codec.h"

namespace dateline::compare {

using Place = std::uint32_t;

class Side {
 public:
  // An index folder, or a bare database with `database_only`, which has no word sequences.
  Side(const std::filesystem::path& path, bool database_only);

  Xapian::Database& database() { return database_; }
  const WordSequenceReader* words() const { return words_ ? &*words_ : nullptr; }
  ZstdCodec& codec() { return *codec_; }

  const std::vector<std::string>& ids() const { return ids_; }          // Q terms, ascending
  const std::vector<Xapian::docid>& docids() const { return docids_; }  // by place
  Xapian::docid docid(Place place) const { return docids_[place]; }
  Place place(Xapian::docid docid) const { return places_.at(docid); }

 private:
  void read_ids();

  Xapian::Database database_;
  std::optional<WordSequenceReader> words_;
  std::unique_ptr<ZstdCodec> codec_;
  std::vector<std::string> ids_;
  std::vector<Xapian::docid> docids_;
  std::vector<Place> places_;
};

// Whether each document has the same number on both sides.
bool are_numbered_alike(const Side& a, const Side& b);

}  // namespace dateline::compare
