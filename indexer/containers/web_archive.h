// SPDX-License-Identifier: GPL-2.0-or-later
//
// What WARC and ARC files have in common: a row of records, each a header that says how long the
// block behind it is. Crawlers are killed, disks fill up, tools cut files: no length is believed
// before something that can be a record stands behind the block.
//
// Each damage costs a line that names the byte and the reason ("byte 12345", counted in what the
// file unpacks to), and reading goes on with the next record:
//   a header that makes no sense        the record is left out
//   a length that is wrong              the record ends where the next one begins
//   the file ends within a record       what is there of it is read; the line has no name, as the
//                                       rest of the file is missing
//   a compressed frame is damaged       its record is left out; on with the next frame
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/containers/byte_window.h"
#include "indexer/containers/capture.h"
#include "indexer/containers/nest.h"
#include "indexer/containers/packed_source.h"

namespace dateline {

struct RecordHeader {
  std::size_t size = 0;  // of the header
  std::uint64_t length = 0;
  bool is_wanted = false;
  bool is_cut = false;  // the file ends within it
  std::string problem;  // it is no header, and why
  Capture capture;      // without its block
};

class WebArchive {
 public:
  // `packed`: what `in` is a window of, when that is compressed.
  WebArchive(ByteWindow& in, Nest& nest, PackedSource* packed)
      : in_(in), nest_(nest), packed_(packed) {}
  virtual ~WebArchive() = default;
  WebArchive(const WebArchive&) = delete;
  WebArchive& operator=(const WebArchive&) = delete;

  void read();

 protected:
  // Whether a record begins here, judged by no more than kTail bytes.
  virtual bool begins(std::string_view bytes) const = 0;
  // Whether these bytes can only be the end of a record, whatever follows.
  virtual bool ends_record(std::string_view bytes) const = 0;
  virtual RecordHeader parse_header(ByteWindow& in) const = 0;
  // Where the next record begins at a line start at `from` or behind it; npos when there is none.
  virtual std::size_t find_record(std::string_view bytes, std::size_t from) const = 0;

  static constexpr std::size_t kTail = 32;

 private:
  bool go_on();
  void read_record();
  void read_block(RecordHeader header);
  void pass_large_block(const RecordHeader& header);
  std::size_t end_of_block(const RecordHeader& header, std::string& lie);
  void take(RecordHeader& header, std::size_t size);
  void report(std::uint64_t offset, std::string_view reason);
  void find_next();

  ByteWindow& in_;
  Nest& nest_;
  PackedSource* packed_;
  unsigned reports_ = 0;
  std::string cut_record_;  // the record that ended with the source
};

}  // namespace dateline
