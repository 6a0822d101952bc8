// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/table_writer.h"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>

#include "common/base/error.h"

namespace dateline::glass {
namespace {

constexpr unsigned kFirst = 0x2000;
constexpr unsigned kLast = 0x4000;
constexpr unsigned kDeflated = 0x8000;
constexpr std::size_t kItemHead = 3;       // flags and size, length of key
constexpr std::size_t kComponentHead = 2;  // number of a component but the first
constexpr std::size_t kBranchHead = 4 + 1 + 2;
constexpr std::size_t kDirectoryEntry = 2;
constexpr std::size_t kMaxComponents = 65535;
// A tag is cut at the end of a block when at least this much of it goes in front of the cut: the
// second item costs its head and its key again.
constexpr std::size_t kWorthCutting = 48;
constexpr std::size_t kWriteBytes = 1U << 20U;

void put_be16(char* at, std::size_t value) {
  at[0] = static_cast<char>(value >> 8U);
  at[1] = static_cast<char>(value);
}

void put_be32(char* at, std::uint32_t value) {
  put_be16(at, value >> 16U);
  put_be16(at + 2, value & 0xFFFFU);
}

void put_header(char* block, unsigned level, std::size_t directory_end, std::size_t lowest) {
  put_be32(block, kRevision);
  block[4] = static_cast<char>(level);
  put_be16(block + 5, lowest - directory_end);
  put_be16(block + 7, lowest - directory_end);
  put_be16(block + 9, directory_end);
  std::memset(block + directory_end, 0, lowest - directory_end);
}

// The shortest beginning of `key` that is greater than `before`.
std::string_view dividing_key(std::string_view before, std::string_view key) {
  const auto differs = std::mismatch(before.begin(), before.end(), key.begin(), key.end());
  const auto common = static_cast<std::size_t>(differs.second - key.begin());
  return key.substr(0, common + 1);
}

}  // namespace

TableWriter::TableWriter(std::filesystem::path path)
    : path_(std::move(path)),
      file_(open_for_writing(path_, O_WRONLY | O_CREAT | O_TRUNC)),
      block_(kBlockBytes) {}

std::size_t TableWriter::room(std::size_t key_bytes) const {
  const std::size_t head = kItemHead + key_bytes;
  const std::size_t most = kMaxItem - head;
  const std::size_t left = free_bytes();
  constexpr std::size_t kLittle = 256;
  if (left < kDirectoryEntry + head + kLittle) return most;
  return std::min(most, left - kDirectoryEntry - head);
}

void TableWriter::write_block(const char* block) {
  pending_.append(block, kBlockBytes);
  ++blocks_;
  if (pending_.size() < kWriteBytes) return;
  write_all(file_, pending_, path_);
  pending_.clear();
}

void TableWriter::close_leaf() {
  put_header(block_.data(), 0, directory_end_, lowest_);
  write_block(block_.data());
  directory_end_ = kBlockHeader;
  lowest_ = kBlockBytes;
}

// `key` and `component`: of the item that will be its first.
void TableWriter::open_leaf(std::string_view key, unsigned component) {
  if (leaves_.empty()) {
    leaves_.push_back({0, 0, {}});
    add_item({}, 1, {}, kFirst | kLast);
    return;
  }
  close_leaf();
  const std::string_view divider = key == last_key_ ? key : dividing_key(last_key_, key);
  leaves_.push_back({blocks_, static_cast<std::uint16_t>(component), std::string(divider)});
}

void TableWriter::add_item(std::string_view key, unsigned component, std::string_view part,
                           unsigned flags) {
  const bool first = (flags & kFirst) != 0;
  const std::size_t size = kItemHead + key.size() + (first ? 0 : kComponentHead) + part.size();
  lowest_ -= size;
  char* at = block_.data() + lowest_;
  put_be16(at, flags | (size - kItemHead));
  at[2] = static_cast<char>(key.size());
  at = std::copy(key.begin(), key.end(), at + kItemHead);
  if (!first) {
    put_be16(at, component);
    at += kComponentHead;
  }
  std::copy(part.begin(), part.end(), at);
  put_be16(block_.data() + directory_end_, lowest_);
  directory_end_ += kDirectoryEntry;
}

void TableWriter::add(std::string_view key, std::string_view tag, bool deflated) {
  if (key.empty() || key.size() > kMaxKey || key <= last_key_) {
    throw Error(ExitCode::WriteFailed,
                fmt::format("cannot write '{}': a key of {} bytes is out of order or too long",
                            path_.string(), key.size()),
                "this is a defect of dateline-index");
  }
  if (leaves_.empty()) open_leaf(key, 1);
  ++entries_;
  const unsigned common_flags = deflated ? kDeflated : 0;
  for (unsigned component = 1;; ++component) {
    const bool first = component == 1;
    const std::size_t head = kItemHead + key.size() + (first ? 0 : kComponentHead);
    std::size_t part = std::min(tag.size(), kMaxItem - head);
    const std::size_t left = free_bytes() - std::min(free_bytes(), kDirectoryEntry);
    if (left < head + part) {
      if (left >= head + key.size() + kWorthCutting) {
        part = left - head;
      } else {
        open_leaf(key, component);
      }
    }
    const bool last = part == tag.size();
    add_item(key, component, tag.substr(0, part),
             common_flags | (first ? kFirst : 0U) | (last ? kLast : 0U));
    if (first) last_key_ = key;
    if (last) return;
    tag.remove_prefix(part);
    if (component == kMaxComponents) {
      throw Error(ExitCode::WriteFailed,
                  fmt::format("cannot write '{}': an entry is too large", path_.string()));
    }
  }
}

std::vector<TableWriter::Child> TableWriter::write_branches(const std::vector<Child>& children,
                                                            unsigned level) {
  std::vector<Child> parents;
  std::size_t end = kBlockHeader;
  std::size_t lowest = kBlockBytes;
  const auto close = [&] {
    put_header(block_.data(), level, end, lowest);
    write_block(block_.data());
    end = kBlockHeader;
    lowest = kBlockBytes;
  };
  for (const Child& child : children) {
    const std::size_t size = kBranchHead + child.key.size();
    if (end > kBlockHeader && lowest - end < size + kDirectoryEntry) close();
    const bool opens = end == kBlockHeader;
    if (opens) parents.push_back({blocks_, child.component, child.key});
    const std::string_view key = opens ? std::string_view() : child.key;
    lowest -= kBranchHead + key.size();
    char* at = block_.data() + lowest;
    put_be32(at, child.block);
    at[4] = static_cast<char>(key.size());
    at = std::copy(key.begin(), key.end(), at + 5);
    put_be16(at, opens ? 0U : child.component);
    put_be16(block_.data() + end, lowest);
    end += kDirectoryEntry;
  }
  close();
  return parents;
}

TableRoot TableWriter::finish() {
  TableRoot root;
  root.entries = entries_;
  if (!leaves_.empty()) {
    close_leaf();
    std::vector<Child> children = std::move(leaves_);
    while (children.size() > 1) children = write_branches(children, ++root.level);
    root.block = children.front().block;
    root.fake = false;
  }
  root.blocks = blocks_;
  write_all(file_, pending_, path_);
  pending_.clear();
  sync_file(file_, path_);
  return root;
}

}  // namespace dateline::glass
