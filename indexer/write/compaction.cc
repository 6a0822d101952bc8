// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/write/compaction.h"

#include <system_error>

#include <fcntl.h>
#include <xapian.h>

#include "common/base/error.h"
#include "common/base/files.h"
#include "common/storage/glass_version_file.h"
#include "common/storage/index_metadata.h"
#include "common/storage/word_sequence.h"
#include "common/storage/xapian_guard.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

// Large blocks waste less: on congress-press 32 kB instead of 8 kB saves 3 % of the index and costs
// a query nothing that could be measured. A small index is mostly half-empty blocks, so they are
// small there.
constexpr int kSmallBlockBytes = 8192;
constexpr int kLargeBlockBytes = 32768;
constexpr std::uint64_t kSmallDatabase = std::uint64_t{32} << 20U;

int block_bytes(const fs::path& database) {
  return bytes_of_folder(database) < kSmallDatabase ? kSmallBlockBytes : kLargeBlockBytes;
}

// Copies the sequences of the documents that are there, under the ids they have. Of the others the
// dates stay: those of documents numbered by date must ascend without a gap.
WordSequenceState copy_words(const Xapian::Database& database, const fs::path& from,
                             const fs::path& to) {
  const WordSequenceReader source(
      from, WordSequenceState::decode(database.get_metadata(std::string(kWordsKey))));
  auto target = WordSequenceWriter::create(to, source.hash(), read_settings(database).hash());
  std::uint32_t next = 1;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
       ++posting, ++next) {
    for (; next < *posting; ++next) target.append_deleted(next, source.date(next));
    const auto [title, body] = source.get(*posting);
    target.append(*posting, {title.begin(), title.end()}, {body.begin(), body.end()},
                  source.date(*posting));
  }
  for (; next <= source.last_docid(); ++next) target.append_deleted(next, source.date(next));
  return target.commit();
}

void compact_database(const fs::path& from, const fs::path& to) {
  guard_xapian("compact the index", from, [&] {
    Xapian::Database source(database_path(from).string());
    const WordSequenceState words = copy_words(source, from, to);
    source.compact(database_path(to).string(), Xapian::DBCOMPACT_NO_RENUMBER,
                   block_bytes(database_path(from)));
    Xapian::WritableDatabase target(database_path(to).string(), Xapian::DB_OPEN);
    IndexState state = read_state(target);
    state.changes = 0;
    write_state(target, state);
    target.set_metadata(std::string(kWordsKey), words.encode());
    target.commit();
    target.close();
  });
  disable_tag_compression(database_path(to));
}

// Reads every term list, which is what Xapian's defect makes unreadable.
bool reads_back(const fs::path& path, Xapian::doccount documents) {
  try {
    const Xapian::Database database(path.string());
    for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
         ++posting, --documents) {
      for (auto term = database.termlist_begin(*posting); term != database.termlist_end(*posting);
           ++term) {
      }
    }
    return documents == 0;
  } catch (const Xapian::DatabaseError&) {
    return false;
  }
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
  compact_database(generation, target);
  if (!reads_back(database_path(target), documents)) {
    fs::remove_all(target);
    return false;
  }
  sync_files(database_path(target));
  sync_files(target);
  seal(target);
  folder.publish(target);
  folder.remove_leftovers();
  return true;
}

}  // namespace dateline
