// SPDX-License-Identifier: GPL-2.0-or-later
//
// A container that is being read, within those around it: what its members are called, what came
// out of it, and whether that is too much. Bytes are counted as they come out, and members as they
// are met, never by what a header says.
//
//   ratio    what came out of this container and of what is packed within it, to what was read of
//            it. So a small archive of archives ends as one, however little each of them holds.
//   total    what came out of archives, this one and those around it
//   members  of archives, likewise
//
// The outermost container that is over a limit is reported, and ends with all within it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/containers/unpack.h"

namespace dateline {

// What is known of a page from its crawler, for all that is in it.
struct Origin {
  std::string url;
  std::string charset;
  std::string crawled;
};

class Nest {
 public:
  Nest(const UnpackLimits& limits, const MemberSink& sink, const ByteSource& file)
      : limits_(limits), sink_(sink), file_(file) {}
  // A member of `parent`. `depth` is how many archives it is in, itself included.
  Nest(Nest& parent, std::string_view name, unsigned depth)
      : limits_(parent.limits_),
        sink_(parent.sink_),
        file_(parent.file_),
        parent_(&parent),
        name_(name),
        depth_(depth) {}
  Nest(const Nest&) = delete;
  Nest& operator=(const Nest&) = delete;

  const UnpackLimits& limits() const { return limits_; }
  unsigned depth() const { return depth_; }

  // Both do nothing once it has ended; false when it has.
  bool take(Member&& member);
  bool skip(std::string_view name, Skip skip);
  // Why a source of it failed: the file cannot be read, or what was noted, else that it is broken
  // for `reason`. `where` goes before the reason.
  Skip failure(std::string_view reason, std::string_view where = {}) const;

  // By a limit, its own or one around it, or because nobody wants more.
  bool ended() const;

  void count_in(std::uint64_t bytes) { in_ += bytes; }
  // `in`: what was read of it so far, where that is not the sum of what was read.
  void set_in(std::uint64_t bytes) { in_ = bytes; }
  // False when it has ended.
  bool count_unpacked(std::uint64_t bytes);  // was packed: counts for ratios
  bool count_archived(std::uint64_t bytes);  // out of an archive: counts for totals
  bool count_member();

  // Why its bytes, or those around it, end early; without detail: nothing was noted.
  void note_problem(Skip problem) { problem_ = std::move(problem); }
  void note_no_problem() { problem_ = {}; }
  const Skip& problem() const;

  Origin origin;  // of all members that say nothing themselves

 private:
  void end(const std::string& why);
  std::string member_name(std::string_view name) const;

  const UnpackLimits& limits_;
  const MemberSink& sink_;
  const ByteSource& file_;
  Nest* parent_ = nullptr;
  std::string name_;
  unsigned depth_ = 0;
  std::uint64_t in_ = 0;
  std::uint64_t unpacked_ = 0;
  std::uint64_t archived_ = 0;
  std::uint64_t members_ = 0;
  bool ended_ = false;
  Skip problem_;
};

// A reason as one line without control characters, at most 200 bytes long.
std::string short_reason(std::string_view text);

}  // namespace dateline
