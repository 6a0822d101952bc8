// SPDX-License-Identifier: GPL-2.0-or-later
//
// Messages between the indexer and a worker process over a local stream socket: kind, length,
// bytes. An open file can travel with one. What comes from a worker is not trusted: a length over
// the limit ends the conversation.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/files.h"

namespace dateline {

enum class MessageKind : std::uint8_t {
  // From the indexer
  Setup = 1,  // options and limits, once
  Parse,      // a document; answered by Document or Skipped
  Unpack,  // a container, whose open file travels along; answered by Member and Skipped, then End
  // From the worker
  Document,
  Skipped,
  Member,
  End,
};

struct Message {
  MessageKind kind{};
  std::string payload;
  File file;  // that travelled along
};

enum class Received { Message, Closed, TimedOut };

class Channel {
 public:
  using Clock = std::chrono::steady_clock;
  using Deadline = std::optional<Clock::time_point>;

  Channel() = default;
  explicit Channel(File socket) : socket_(std::move(socket)) {}

  explicit operator bool() const { return static_cast<bool>(socket_); }
  void close() { socket_ = File(); }

  // The pieces make one payload. `file`: travels along; -1: none. False when the other side is
  // gone, or does not read until the deadline.
  bool send(MessageKind kind, std::initializer_list<std::string_view> pieces,
            const Deadline& deadline = {}, int file = -1);
  Received receive(Message& message, const Deadline& deadline = {});

 private:
  bool send_head(std::string_view head, int file);
  bool send_bytes(std::string_view bytes, const Deadline& deadline);
  Received receive_bytes(char* bytes, std::size_t count, const Deadline& deadline, File* file);
  bool wait(short events, const Deadline& deadline, bool& timed_out) const;

  File socket_;
};

}  // namespace dateline
