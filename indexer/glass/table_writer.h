// SPDX-License-Identifier: GPL-2.0-or-later
//
// One table of a glass database, written from front to back: keys come in ascending order, leaves
// go to the file as they fill, branch levels behind the last leaf. Memory: one block, a write
// buffer, and about 20 bytes for each leaf.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/files.h"
#include "indexer/glass/glass_format.h"

namespace dateline::glass {

// What iamglass says of a table.
struct TableRoot {
  std::uint32_t block = 0;
  unsigned level = 0;
  bool fake = true;  // the table has no block
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;
};

class TableWriter {
 public:
  // Makes the file anew. Throws Error(WriteFailed), as all functions that write.
  explicit TableWriter(std::filesystem::path path);

  // `key`: greater than the one before, 1 to kMaxKey bytes. `deflated`: the tag is raw deflate.
  void add(std::string_view key, std::string_view tag, bool deflated = false);

  // How many bytes of tag an item of the next key could hold and still go into the block at hand;
  // where little is left, what the next block can take. Never more than one item may hold.
  std::size_t room(std::size_t key_bytes) const;

  // Writes what is left, syncs the file.
  TableRoot finish();

 private:
  void add_item(std::string_view key, unsigned component, std::string_view part, unsigned flags);
  std::size_t free_bytes() const { return lowest_ - directory_end_; }
  void open_leaf(std::string_view key, unsigned component);
  void close_leaf();
  void write_block(const char* block);
  struct Child {
    std::uint32_t block;
    std::uint16_t component;
    std::string key;
  };
  std::vector<Child> write_branches(const std::vector<Child>& children, unsigned level);

  std::filesystem::path path_;
  File file_;
  std::string pending_;  // whole blocks, not yet written
  std::vector<char> block_;
  std::size_t directory_end_ = kBlockHeader;
  std::size_t lowest_ = kBlockBytes;  // where the lowest item begins
  std::string last_key_;              // of the item before
  std::vector<Child> leaves_;
  std::uint32_t blocks_ = 0;
  std::uint64_t entries_ = 0;
};

}  // namespace dateline::glass
