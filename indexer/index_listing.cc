// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_listing.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <xapian.h>

#include "common/base/error.h"
#include "common/base/terminal_text.h"
#include "common/domain/fields.h"
#include "common/storage/doc_record.h"
#include "common/storage/index_folder.h"
#include "common/storage/index_metadata.h"
#include "common/storage/xapian_guard.h"
#include "common/storage/zstd_codec.h"
#include "indexer/file_state.h"
#include "indexer/skip.h"

namespace dateline {
namespace {

using Lines = std::vector<std::string>;

Lines doubtful_charsets(const Xapian::Database& database) {
  Lines lines;
  ZstdCodec codec(
      std::make_shared<ZstdDictionary>(database.get_metadata(std::string(kDictionaryKey))));
  const std::string term(kDoubtfulCharsetTerm);
  for (auto place = database.postlist_begin(term); place != database.postlist_end(term); ++place) {
    const Document document = decode_record(database.get_document(*place).get_data(), codec);
    lines.push_back(fmt::format("{}\t{}\t{}\n", one_line(display_path(document)), document.charset,
                                document.charset_confidence));
  }
  return lines;
}

bool is_quarantined(const Skip& skip) {
  return skip.kind == SkipKind::ParserDied || skip.kind == SkipKind::TimedOut;
}

std::string reason(const Skip& skip) {
  return skip.detail.empty() ? std::string(to_string(skip.kind))
                             : fmt::format("{}: {}", to_string(skip.kind), one_line(skip.detail));
}

std::string time_of_change(const FileState& state) {
  const auto seconds = static_cast<std::time_t>(state.mtime_ns / 1'000'000'000);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(seconds));
}

void add_line(const FileState& state, const std::string& record, const Skip& skip, Listing listing,
              Lines& lines) {
  const std::string path = one_line(display_path(state.path, record));
  if (listing == Listing::Skipped) {
    lines.push_back(fmt::format("{}\t{}\n", path, reason(skip)));
  } else if (is_quarantined(skip)) {
    lines.push_back(
        fmt::format("{}\t{}\t{}\t{}\n", path, state.size, time_of_change(state), reason(skip)));
  }
}

Lines skipped_files(const Xapian::Database& database, Listing listing) {
  Lines lines;
  for (const FileState& state : read_file_states(database)) {
    if (state.status == FileStatus::Skipped)
      add_line(state, "", {state.skip, state.skip_detail}, listing, lines);
    for (const SkippedItem& bad : state.bad) add_line(state, bad.path, bad.skip, listing, lines);
    const std::uint64_t unnamed = state.bad_records - state.bad.size();
    if (unnamed > 0 && listing == Listing::Skipped)
      lines.push_back(fmt::format("{}\t{} more\n", one_line(state.path), unnamed));
  }
  return lines;
}

}  // namespace

void list_from_index(const std::filesystem::path& index, Listing listing, Output& output) {
  const auto generation = IndexFolder(index).current();
  if (!generation) {
    throw Error(ExitCode::NoIndex, fmt::format("no index in '{}'", index.string()),
                "make it first: dateline-index FOLDER");
  }
  Lines lines = guard_xapian("read the index", *generation, [&] {
    const Xapian::Database database(database_path(*generation).string());
    check_format(database, index);
    return listing == Listing::LowConfidence ? doubtful_charsets(database)
                                             : skipped_files(database, listing);
  });
  std::ranges::sort(lines);
  for (const std::string& line : lines) output.write(line);
  output.flush();
}

}  // namespace dateline
