// SPDX-License-Identifier: GPL-2.0-or-later
//
// A sorted run: some documents of a bulk build, analysed and inverted, in a file of their own. The
// merge reads runs side by side, each section from front to back. Documents are in the order they
// will have in the index and go by their place in the run, counted from 0 ("local" number).
//
//   8 bytes "DLRUN\0\0\1", sections one behind the other, the table of sections (u64 begin, u64 end
//   for each), u64 XXH3 of everything before it, 8 bytes "DLRUNEND"
//
//   documents  a RunDocument for each
//   payload    for each document: record | term list | fingerprints of the title | of the body
//   values     a section for each slot: varint local gap | string value
//   postings   term by term: string term | varint documents | (varint local gap | varint wdf) for
//   each words      word by word: string word | varint documents forms      ascending by stem, then
//   word: string stem | string word
//
// A gap is the difference to the local number before, the first to -1, less 1. All integers are
// little-endian. A run is written under another name and renamed: one that is there is complete,
// after a power cut perhaps not, which its hash tells.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/files.h"
#include "common/base/hash.h"
#include "common/domain/document.h"
#include "common/domain/fields.h"

namespace dateline {

// Documents of one day stand together; those known less well follow, undated ones come last.
enum class DateClass : std::uint32_t { Exact, Imprecise, Undated };

struct RunDocument {
  std::uint64_t sequence = 0;  // place of its record among all that the run of dateline-index read
  std::uint64_t source = 0;    // hash of what it was made from
  std::uint64_t text_bytes = 0;
  DocumentId id;
  DateClass date_class = DateClass::Undated;
  std::uint32_t date = 0;    // bits of its PackedDate
  std::uint32_t length = 0;  // sum of wdf
  std::uint32_t highest_wdf = 0;
  std::uint32_t slots = 0;  // bit i: has a value in slot i
  std::uint32_t record_bytes = 0;
  std::uint32_t term_list_bytes = 0;
  std::uint32_t term_list_deflated = 0;
  std::uint32_t title_words = 0;
  std::uint32_t body_words = 0;
  std::uint32_t reserved = 0;

  // The order of documents in the index.
  bool operator<(const RunDocument& other) const;
};
static_assert(sizeof(RunDocument) == 80);

enum class RunSection : std::uint32_t {
  Documents,
  Payload,
  Postings,
  Words,
  Forms,
  FirstSlot,
  Count = FirstSlot + slot::kCount
};
inline constexpr std::size_t kRunSections = static_cast<std::size_t>(RunSection::Count);
RunSection slot_section(unsigned slot);

class RunWriter {
 public:
  // `path`: under which the finished run will be found.
  explicit RunWriter(std::filesystem::path path);

  // Each at most once, in any order; it ends where the next begins.
  void begin(RunSection section);
  void write(std::string_view bytes);

  // Puts the run in its place.
  void finish();

 private:
  void flush();

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  File file_;
  std::string pending_;
  StreamingHash hash_;
  struct Span {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };
  std::array<Span, kRunSections> sections_{};
  Span* open_ = nullptr;
  std::uint64_t bytes_ = 0;
};

class RunFile {
 public:
  // Throws Error(Damaged) when it is not a complete run.
  explicit RunFile(std::filesystem::path path);

  // Reads the whole file.
  bool is_intact() const;

  const std::filesystem::path& path() const { return path_; }
  std::uint32_t documents() const;

 private:
  friend class SectionReader;
  std::filesystem::path path_;
  File file_;
  std::uint64_t bytes_ = 0;
  std::array<std::uint64_t, kRunSections> begins_{};
  std::array<std::uint64_t, kRunSections> ends_{};
};

// One section from front to back through a buffer. The run must outlive it.
class SectionReader {
 public:
  SectionReader(const RunFile& run, RunSection section);

  bool at_end() const { return position_ == buffer_.size() && next_ == end_; }
  std::uint64_t varint();
  std::string_view string() { return take(varint()); }
  // Valid until the next call.
  std::string_view take(std::size_t bytes);
  void skip(std::size_t bytes);

 private:
  void fill(std::size_t wanted);

  const RunFile& run_;
  std::uint64_t next_;  // in the file, behind what is in the buffer
  std::uint64_t end_;
  std::string buffer_;
  std::size_t position_ = 0;
};

}  // namespace dateline
