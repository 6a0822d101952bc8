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
#include <span>
#include <string>
#include <string_view>

#include <sys/uio.h>

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
  File file;  // of Unpack
};

enum class Received { Message, Closed, TimedOut };

class Channel {
 public:
  using Clock = std::chrono::steady_clock;
  using Deadline = std::optional<Clock::time_point>;

  Channel() = default;
  explicit Channel(File socket) : socket_(std::move(socket)) {}

  void close() { socket_ = File(); }

  // The pieces make one payload. `file`: travels along; -1: none. False when the other side is
  // gone, or does not read until the deadline.
  bool send(MessageKind kind, std::initializer_list<std::string_view> pieces,
            const Deadline& deadline = {}, int file = -1);

  // The same, but a small message may wait for others, until the next send() at the latest: a
  // million members of an archive are not a million calls of the system.
  bool send_soon(MessageKind kind, std::initializer_list<std::string_view> pieces);

  // Whether the next message is there already, at least its beginning.
  bool has_message() const { return place_ < input_.size(); }
  Received receive(Message& message, const Deadline& deadline = {});

 private:
  bool send_with_file(std::string_view head, int file);
  bool send_parts(std::span<iovec> parts, const Deadline& deadline);
  Received receive_some(char* bytes, std::size_t count, std::size_t& got, const Deadline& deadline);
  Received fill(std::size_t count, const Deadline& deadline);
  Received receive_payload(std::string& payload, std::uint64_t length, const Deadline& deadline);
  bool wait(short events, const Deadline& deadline, bool& timed_out) const;

  File socket_;
  std::string input_;  // received, from `place_` on not yet taken
  std::size_t place_ = 0;
  File file_;            // came with what was received last
  std::string waiting_;  // of send_soon()
};

}  // namespace dateline
