// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/nest.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

std::string in_mebibytes(std::uint64_t bytes) { return fmt::format("{} MiB", bytes >> 20U); }

}  // namespace

std::string short_reason(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  std::string line(text.substr(0, utf8_cut(text, kLongest)));
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return line;
}

std::string Nest::member_name(std::string_view name) const {
  if (parent_ == nullptr || name_.empty()) return std::string(name);
  return name.empty() ? name_ : name_ + '#' + std::string(name);
}

bool Nest::take(Member&& member) {
  if (ended()) return false;
  member.name = member_name(member.name);
  if (member.url.empty()) member.url = origin.url;
  if (member.charset.empty()) member.charset = origin.charset;
  if (member.crawled.empty()) member.crawled = origin.crawled;
  if (parent_ != nullptr) return parent_->take(std::move(member));
  ended_ = !sink_.take(std::move(member));
  return !ended_;
}

bool Nest::skip(std::string_view name, Skip skip) {
  if (ended()) return false;
  if (parent_ != nullptr) return parent_->skip(member_name(name), std::move(skip));
  ended_ = !sink_.skip(std::string(name), std::move(skip));
  return !ended_;
}

Skip Nest::failure(std::string_view reason, std::string_view where) const {
  if (file_.failed()) return {SkipKind::Unreadable, "reading failed"};
  Skip skip = problem();
  if (skip.detail.empty()) skip = {SkipKind::Broken, std::string(reason)};
  if (!where.empty()) skip.detail = fmt::format("{}: {}", where, skip.detail);
  skip.detail = short_reason(skip.detail);
  return skip;
}

bool Nest::ended() const {
  for (const Nest* nest = this; nest != nullptr; nest = nest->parent_)
    if (nest->ended_) return true;
  return false;
}

void Nest::end(const std::string& why) {
  skip("", {SkipKind::Limit, why});
  ended_ = true;
}

bool Nest::count_unpacked(std::uint64_t bytes) {
  Nest* over = nullptr;
  for (Nest* nest = this; nest != nullptr; nest = nest->parent_) {
    nest->unpacked_ += bytes;
    const bool is_over = nest->in_ > 0 && nest->unpacked_ > limits_.ratio_from &&
                         nest->unpacked_ / limits_.ratio >= nest->in_;
    if (is_over) over = nest;
  }
  if (over != nullptr && !ended())
    over->end(fmt::format("expands more than {} times, to over {}", limits_.ratio,
                          in_mebibytes(limits_.ratio_from)));
  return !ended();
}

bool Nest::count_archived(std::uint64_t bytes) {
  Nest* over = nullptr;
  for (Nest* nest = this; nest != nullptr; nest = nest->parent_) {
    nest->archived_ += bytes;
    if (nest->archived_ > limits_.total_bytes) over = nest;
  }
  if (over != nullptr && !ended())
    over->end(fmt::format("holds more than {}", in_mebibytes(limits_.total_bytes)));
  return !ended();
}

bool Nest::count_member() {
  Nest* over = nullptr;
  for (Nest* nest = this; nest != nullptr; nest = nest->parent_)
    if (++nest->members_ > limits_.members) over = nest;
  if (over != nullptr && !ended()) over->end(fmt::format("more than {} members", limits_.members));
  return !ended();
}

const Skip& Nest::problem() const {
  const Nest* nest = this;
  while (nest->problem_.detail.empty() && nest->parent_ != nullptr) nest = nest->parent_;
  return nest->problem_;
}

}  // namespace dateline
