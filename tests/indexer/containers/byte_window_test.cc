// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/byte_window.h"

#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

std::string digits(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + i % 10);
  return text;
}

// Gives one byte at a time, and says once that it is at its end when half of them are read.
class Reluctant : public ByteSource {
 public:
  explicit Reluctant(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* buffer, std::size_t size) override {
    if (size == 0 || position_ == bytes_.size()) return 0;
    if (position_ == bytes_.size() / 2 && !has_stopped_) {
      has_stopped_ = true;
      return 0;
    }
    *buffer = bytes_[position_++];
    return 1;
  }

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
  bool has_stopped_ = false;
};

TEST_CASE("a window slides over its source") {
  const std::string text = digits(1'000'000);
  MemorySource source(text);
  ByteWindow window(source);
  std::size_t at = 0;
  for (std::size_t step = 1; at < text.size(); step = step * 2 + 1) {
    CHECK(window.offset() == at);
    const std::string_view bytes = window.peek(step);
    CHECK(bytes == std::string_view(text).substr(at, step));
    const std::size_t taken = bytes.size() - bytes.size() / 3;
    window.skip(taken);
    at += taken;
  }
  CHECK(window.peek(1).empty());
  CHECK(window.offset() == text.size());
  CHECK(window.discard(5) == 0);
}

TEST_CASE("reading and passing over") {
  const std::string text = digits(300'000);
  MemorySource source(text);
  ByteWindow window(source);
  CHECK(window.peek(3) == "012");
  std::string buffer(5, '\0');
  CHECK(window.read(buffer.data(), 5) == 5);
  CHECK(buffer == "01234");
  CHECK(window.discard(200'000) == 200'000);
  CHECK(window.peek(2) == "56");
  CHECK(window.discard(UINT64_MAX) == text.size() - 200'005);
  CHECK(window.read(buffer.data(), 5) == 0);
}

TEST_CASE("a source that goes on behind its end") {
  Reluctant source("0123456789");
  ByteWindow window(source);
  CHECK(window.peek(8) == "01234");
  CHECK(window.peek(8) == "01234");
  window.reopen();
  CHECK(window.peek(8) == "01234567");
  window.skip(8);
  CHECK(window.peek(8) == "89");
}

TEST_CASE("lines") {
  const std::string text = "one\r\n\ntwo\r" + std::string(1000, 'x') + "\nend";
  MemorySource source(text);
  ByteWindow window(source);
  WindowLine line = peek_line(window, 100);
  CHECK(line.text == "one");
  CHECK(line.size == 5);
  CHECK(line.is_whole);
  window.skip(line.size);
  line = peek_line(window, 100);
  CHECK(line.text.empty());
  CHECK(line.size == 1);
  window.skip(line.size);
  line = peek_line(window, 100);
  CHECK(line.size == 100);
  CHECK(!line.is_whole);
  line = peek_line(window, 2000);
  CHECK(line.size == 1005);
  CHECK(line.is_whole);
  window.skip(line.size);
  line = peek_line(window, 100);
  CHECK(line.text == "end");
  CHECK(line.is_whole);
  window.skip(line.size);
  CHECK(peek_line(window, 100).size == 0);
}

TEST_CASE("memory can be sought in") {
  MemorySource source("0123");
  char byte = 0;
  CHECK(source.seek(2));
  CHECK(source.read(&byte, 1) == 1);
  CHECK(byte == '2');
  CHECK(source.seek(4));
  CHECK(source.read(&byte, 1) == 0);
  CHECK(!source.seek(5));
}

}  // namespace
}  // namespace dateline
