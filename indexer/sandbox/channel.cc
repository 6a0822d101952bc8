// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/channel.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/socket.h>

#include "common/base/bytes.h"

namespace dateline {
namespace {

// More than the longest document and all that is said of it.
constexpr std::uint64_t kMaxPayload = std::uint64_t{1} << 28U;
constexpr std::size_t kHeadBytes = 1 + sizeof(std::uint64_t);
// Grows as bytes come, so that a lying length costs no memory.
constexpr std::size_t kStep = std::size_t{1} << 20U;

// What is received at once, and what small messages wait together for.
constexpr std::size_t kBuffer = std::size_t{64} << 10U;

std::string head_of(MessageKind kind, std::initializer_list<std::string_view> pieces) {
  std::uint64_t length = 0;
  for (const std::string_view piece : pieces) length += piece.size();
  std::string head(1, static_cast<char>(kind));
  append_fixed(head, length);
  return head;
}

bool would_wait() { return errno == EAGAIN || errno == EWOULDBLOCK; }

}  // namespace

bool Channel::wait(short events, const Deadline& deadline, bool& timed_out) const {
  for (;;) {
    int milliseconds = -1;
    if (deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now());
      milliseconds = static_cast<int>(std::max<std::int64_t>(0, left.count()));
    }
    pollfd entry{socket_.descriptor(), events, 0};
    const int ready = ::poll(&entry, 1, milliseconds);
    if (ready > 0) return true;
    if (ready < 0 && errno == EINTR) continue;
    timed_out = ready == 0;
    return false;
  }
}

// Small enough to go at once, together with the file.
bool Channel::send_with_file(std::string_view head, int file) {
  iovec part{const_cast<char*>(head.data()), head.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &file, sizeof file);
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket_.descriptor(), &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(head.size());
}

bool Channel::send_parts(std::span<iovec> parts, const Deadline& deadline) {
  const int flags = MSG_NOSIGNAL | (deadline ? MSG_DONTWAIT : 0);
  while (!parts.empty()) {
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    const ssize_t sent = ::sendmsg(socket_.descriptor(), &message, flags);
    if (sent < 0 && errno == EINTR) continue;
    bool timed_out = false;
    if (sent < 0 && would_wait() && wait(POLLOUT, deadline, timed_out)) continue;
    if (sent < 0) return false;
    auto left = static_cast<std::size_t>(sent);
    while (!parts.empty() && left >= parts.front().iov_len) {
      left -= parts.front().iov_len;
      parts = parts.subspan(1);
    }
    if (parts.empty()) break;
    parts.front().iov_base = static_cast<char*>(parts.front().iov_base) + left;
    parts.front().iov_len -= left;
  }
  return true;
}

bool Channel::send(MessageKind kind, std::initializer_list<std::string_view> pieces,
                   const Deadline& deadline, int file) {
  const std::string head = head_of(kind, pieces);
  std::vector<iovec> parts;
  const auto add = [&parts](std::string_view bytes) {
    if (!bytes.empty()) parts.push_back({const_cast<char*>(bytes.data()), bytes.size()});
  };
  add(waiting_);
  if (file < 0) add(head);
  if (file >= 0 && !send_with_file(head, file)) return false;
  for (const std::string_view piece : pieces) add(piece);
  const bool sent = send_parts(parts, deadline);
  waiting_.clear();
  return sent;
}

bool Channel::send_soon(MessageKind kind, std::initializer_list<std::string_view> pieces) {
  std::size_t length = 0;
  for (const std::string_view piece : pieces) length += piece.size();
  if (waiting_.size() + length > kBuffer) return send(kind, pieces);
  waiting_ += head_of(kind, pieces);
  for (const std::string_view piece : pieces) waiting_ += piece;
  return true;
}

Received Channel::receive_some(char* bytes, std::size_t count, std::size_t& got,
                               const Deadline& deadline) {
  for (;;) {
    bool timed_out = false;
    if (deadline && !wait(POLLIN, deadline, timed_out))
      return timed_out ? Received::TimedOut : Received::Closed;
    iovec part{bytes, count};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t received = ::recvmsg(socket_.descriptor(), &message, MSG_CMSG_CLOEXEC);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return Received::Closed;
    const cmsghdr* const header = CMSG_FIRSTHDR(&message);
    if (header != nullptr && header->cmsg_type == SCM_RIGHTS) {
      int descriptor = -1;
      std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
      file_ = File(descriptor);
    }
    got = static_cast<std::size_t>(received);
    return Received::Message;
  }
}

// Until so many bytes of input are there.
Received Channel::fill(std::size_t count, const Deadline& deadline) {
  if (input_.size() - place_ >= count) return Received::Message;
  input_.erase(0, place_);
  place_ = 0;
  while (input_.size() < count) {
    const std::size_t before = input_.size();
    std::size_t got = 0;
    input_.resize(before + kBuffer);
    const Received received = receive_some(input_.data() + before, kBuffer, got, deadline);
    input_.resize(before + got);
    if (received != Received::Message) return received;
  }
  return Received::Message;
}

Received Channel::receive_payload(std::string& payload, std::uint64_t length,
                                  const Deadline& deadline) {
  payload.assign(input_, place_, length);
  place_ += payload.size();
  while (payload.size() < length) {
    const std::size_t begin = payload.size();
    std::size_t got = 0;
    payload.resize(std::min<std::uint64_t>(length, begin + kStep));
    const Received received =
        receive_some(payload.data() + begin, payload.size() - begin, got, deadline);
    payload.resize(begin + got);
    if (received != Received::Message) return received;
  }
  return Received::Message;
}

Received Channel::receive(Message& message, const Deadline& deadline) {
  const Received received = fill(kHeadBytes, deadline);
  if (received != Received::Message) return received;
  std::uint64_t length = 0;
  std::memcpy(&length, input_.data() + place_ + 1, sizeof length);
  message.kind = static_cast<MessageKind>(input_[place_]);
  place_ += kHeadBytes;
  if (length > kMaxPayload) return Received::Closed;
  message.file = File();
  // It may have come together with the message before.
  if (message.kind == MessageKind::Unpack) message.file = std::exchange(file_, File());
  return receive_payload(message.payload, length, deadline);
}

}  // namespace dateline
