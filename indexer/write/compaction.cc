// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/write/compaction.h"

#include <fcntl.h>

#include <system_error>

#include <xapian.h>

#include "common/base/error.h"
#include "common/base/files.h"
#include "common/storage/glass_version_file.h"
#include "common/storage/index_metadata.h"
#include "common/storage/xapian_guard.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

void compact_database(const fs::path& from, const fs::path& to) {
  guard_xapian("compact the index", from, [&] {
    Xapian::Database source(from.string());
    source.compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER, 0);
    Xapian::WritableDatabase target(to.string(), Xapian::DB_OPEN);
    IndexState state = read_state(target);
    state.changes = 0;
    write_state(target, state);
    target.commit();
    target.close();
  });
  disable_tag_compression(to);
}

// Reads every term list, which is what Xapian's defect makes unreadable.
bool reads_back(const fs::path& path, Xapian::doccount documents) {
  try {
    const Xapian::Database database(path.string());
    for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting, --documents) {
      for (auto term = database.termlist_begin(*posting); term != database.termlist_end(*posting); ++term) {
      }
    }
    return documents == 0;
  } catch (const Xapian::DatabaseCorruptError&) {
    return false;
  }
}

void share_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_hard_link(from, to, error);
  if (error) fs::copy_file(from, to);  // a file system without links
}

void sync_files(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) sync_file(open_for_writing(entry.path(), O_RDWR), entry.path());
  }
  sync_folder(folder);
}

}  // namespace

bool compact_generation(const IndexFolder& folder, const fs::path& generation) {
  const fs::path target = folder.create_generation();
  const Xapian::doccount documents = guard_xapian("open the index", generation, [&] {
    return Xapian::Database(database_path(generation).string()).get_doccount();
  });
  compact_database(database_path(generation), database_path(target));
  if (!reads_back(database_path(target), documents)) {
    fs::remove_all(target);
    return false;
  }
  for (const char* name : {"words.seq", "words.idx"}) share_file(generation / name, target / name);
  sync_files(database_path(target));
  sync_files(target);
  seal(target);
  folder.publish(target);
  folder.remove_leftovers();
  return true;
}

}  // namespace dateline
