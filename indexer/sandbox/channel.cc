// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/channel.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

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
bool Channel::send_head(std::string_view head, int file) {
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

bool Channel::send_bytes(std::string_view bytes, const Deadline& deadline) {
  const int flags = MSG_NOSIGNAL | (deadline ? MSG_DONTWAIT : 0);
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.descriptor(), bytes.data(), bytes.size(), flags);
    if (sent < 0 && errno == EINTR) continue;
    bool timed_out = false;
    if (sent < 0 && would_wait() && wait(POLLOUT, deadline, timed_out)) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Channel::send(MessageKind kind, std::initializer_list<std::string_view> pieces,
                   const Deadline& deadline, int file) {
  std::uint64_t length = 0;
  for (const std::string_view piece : pieces) length += piece.size();
  std::string head(1, static_cast<char>(kind));
  append_fixed(head, length);
  if (!(file >= 0 ? send_head(head, file) : send_bytes(head, deadline))) return false;
  return std::ranges::all_of(pieces,
                             [&](std::string_view piece) { return send_bytes(piece, deadline); });
}

Received Channel::receive_bytes(char* bytes, std::size_t count, const Deadline& deadline,
                                File* file) {
  while (count > 0) {
    bool timed_out = false;
    if (deadline && !wait(POLLIN, deadline, timed_out))
      return timed_out ? Received::TimedOut : Received::Closed;
    iovec part{bytes, count};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (file != nullptr) {
      message.msg_control = control.data();
      message.msg_controllen = control.size();
    }
    const ssize_t got = ::recvmsg(socket_.descriptor(), &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Received::Closed;
    const cmsghdr* const header = file != nullptr ? CMSG_FIRSTHDR(&message) : nullptr;
    if (header != nullptr && header->cmsg_type == SCM_RIGHTS) {
      int descriptor = -1;
      std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
      *file = File(descriptor);
    }
    bytes += got;
    count -= static_cast<std::size_t>(got);
  }
  return Received::Message;
}

Received Channel::receive(Message& message, const Deadline& deadline) {
  std::array<char, kHeadBytes> head{};
  message.file = File();
  Received received = receive_bytes(head.data(), head.size(), deadline, &message.file);
  if (received != Received::Message) return received;
  std::uint64_t length = 0;
  std::memcpy(&length, head.data() + 1, sizeof length);
  if (length > kMaxPayload) return Received::Closed;
  message.kind = static_cast<MessageKind>(head[0]);
  message.payload.clear();
  while (message.payload.size() < length) {
    const std::size_t begin = message.payload.size();
    message.payload.resize(std::min<std::uint64_t>(length, begin + kStep));
    received = receive_bytes(message.payload.data() + begin, message.payload.size() - begin,
                             deadline, nullptr);
    if (received != Received::Message) return received;
  }
  return Received::Message;
}

}  // namespace dateline
