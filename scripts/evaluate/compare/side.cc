// SPDX-License-Identifier: GPL-2.0-or-later
#include "scripts/evaluate/compare/side.h"

#include <limits>
#include <stdexcept>

#include "common/domain/fields.h"
#include "common/storage/index_folder.h"
#include "common/storage/index_metadata.h"

namespace dateline::compare {
namespace {

namespace fs = std::filesystem;

constexpr Place kNowhere = std::numeric_limits<Place>::max();

fs::path generation_of(const fs::path& index) {
  const auto generation = IndexFolder(index).current();
  if (!generation) throw std::runtime_error("no index in " + index.string());
  return *generation;
}

}  // namespace

Side::Side(const fs::path& path, bool database_only) {
  const fs::path generation = database_only ? path : generation_of(path);
  database_ = Xapian::Database((database_only ? generation : database_path(generation)).string());
  codec_ = std::make_unique<ZstdCodec>(std::make_shared<ZstdDictionary>(
      database_.get_metadata(std::string(kDictionaryKey)), ZstdUse::Read));
  if (!database_only) {
    words_.emplace(generation,
                   WordSequenceState::decode(database_.get_metadata(std::string(kWordsKey))));
  }
  read_ids();
}

void Side::read_ids() {
  places_.assign(database_.get_lastdocid() + 1, kNowhere);
  const std::string prefix(kIdPrefix);
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix);
       ++term) {
    const auto begin = database_.postlist_begin(*term);
    const auto end = database_.postlist_end(*term);
    for (auto posting = begin; posting != end; ++posting) {
      if (places_.at(*posting) != kNowhere) throw std::runtime_error("two ids: " + *term);
      places_[*posting] = static_cast<Place>(ids_.size());
      docids_.push_back(*posting);
      ids_.push_back(*term);
    }
  }
  if (ids_.size() != database_.get_doccount()) {
    throw std::runtime_error("documents without an id");
  }
}

bool are_numbered_alike(const Side& a, const Side& b) { return a.docids() == b.docids(); }

}  // namespace dateline::compare
