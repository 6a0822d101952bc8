// SPDX-License-Identifier: GPL-2.0-or-later
//
// The small binary forms that records and metadata are made of: varints (7 bits a byte, lowest
// first), strings with their length in front, little-endian fixed integers. Reading is checked: a
// short or lying input throws Error(Damaged).
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "common/base/error.h"

namespace dateline {

inline void append_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) out += static_cast<char>(value | 0x80U);
  out += static_cast<char>(value);
}

inline void append_string(std::string& out, std::string_view text) {
  append_varint(out, text.size());
  out += text;
}

// The bytes of an integer or plain struct as they lie in memory: all index formats are
// little-endian.
template <class T>
void append_fixed(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Reads what the functions above wrote. `what` names the thing being read in the error.
class ByteReader {
 public:
  ByteReader(std::string_view bytes, std::string_view what) : bytes_(bytes), what_(what) {}

  bool at_end() const { return bytes_.empty(); }
  std::size_t remaining() const { return bytes_.size(); }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    fail();
  }

  std::string_view string() { return take(varint()); }

  template <class T>
  T fixed() {
    static_assert(std::is_trivially_copyable_v<T>);
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }

  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size()) fail();
    const auto taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  // For values that can be read and cannot be right.
  [[noreturn]] void fail() const {
    throw Error(ExitCode::Damaged, "cannot read " + std::string(what_) + ": it is damaged",
                "remove the index and run dateline-index again");
  }

 private:
  std::string_view bytes_;
  std::string_view what_;
};

}  // namespace dateline
