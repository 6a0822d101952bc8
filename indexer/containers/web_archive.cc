// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/web_archive.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;

std::string place(std::uint64_t offset) { return fmt::format("byte {}", offset); }

}  // namespace

// A file of nothing but damage must not fill the report.
void WebArchive::report(std::uint64_t offset, std::string_view reason) {
  constexpr unsigned kMost = 100;
  if (++reports_ > kMost) return;
  std::string detail = short_reason(reason);
  if (reports_ == kMost) detail += "; further damage is not named";
  nest_.skip(place(offset), {SkipKind::Broken, std::move(detail)});
}

// At the end of what the source gives: whether there is more behind the damage.
bool WebArchive::go_on() {
  const std::string cut = std::exchange(cut_record_, {});
  if (nest_.ended()) return false;
  if (!in_.failed()) {
    if (!cut.empty()) nest_.skip("", {SkipKind::Broken, short_reason(cut)});
    return false;
  }
  const Skip failure = nest_.failure("reading failed", cut);
  const auto accept = [this](std::string_view beginning) { return begins(beginning); };
  if (packed_ == nullptr || !packed_->resume(accept)) {
    nest_.skip("", failure);
    return false;
  }
  report(in_.offset(), failure.detail);
  in_.reopen();
  return true;
}

void WebArchive::read() {
  while (!nest_.ended()) {
    const std::string_view next = in_.peek(kTail);
    if (next.empty()) {
      if (!go_on()) return;
    } else if (next.front() == '\n' || next.front() == '\r') {
      in_.skip(std::min(next.find_first_not_of("\r\n"), next.size()));
    } else if (begins(next)) {
      read_record();
    } else {
      report(in_.offset(), "no record begins where one should");
      find_next();
    }
  }
}

// Moves on to the next record behind this byte, or to the end.
void WebArchive::find_next() {
  in_.skip(1);
  for (;;) {
    if (in_.peek(kBlock).empty()) return;
    const std::string_view bytes = in_.buffered();
    const std::size_t found = find_record(bytes, 0);
    if (found != std::string_view::npos) {
      in_.skip(found);
      return;
    }
    // The last line may be the beginning of a header.
    const std::size_t line = bytes.rfind('\n');
    const bool may_begin = line != std::string_view::npos && bytes.size() - line < kBlock / 2;
    const bool at_end = bytes.size() < kBlock;
    in_.skip(may_begin && !at_end && line > 0 ? line : bytes.size());
  }
}

void WebArchive::read_record() {
  const std::uint64_t offset = in_.offset();
  RecordHeader header = parse_header(in_);
  if (header.is_cut) {
    cut_record_ = fmt::format("the header of the record at byte {} is cut short", offset);
    in_.skip(in_.buffered().size());
  } else if (!header.problem.empty()) {
    report(offset, header.problem);
    find_next();
  } else if (header.length > nest_.limits().member_bytes) {
    pass_large_block(header);
  } else {
    read_block(std::move(header));
  }
}

// How long header and block are: as stated, when something that can be a record follows; else up to
// the next record, or to the end, and `lie` says what is wrong. 0: the end is too far away.
std::size_t WebArchive::end_of_block(const RecordHeader& header, std::string& lie) {
  const auto most = static_cast<std::size_t>(nest_.limits().member_bytes) + header.size + kTail;
  const std::size_t stated = header.size + static_cast<std::size_t>(header.length);
  std::string_view bytes = in_.peek(stated + kTail);
  if (bytes.size() >= stated) {
    std::string_view tail = bytes.substr(stated);
    if (ends_record(tail)) return stated;
    tail.remove_prefix(std::min(tail.find_first_not_of("\r\n"), tail.size()));
    if (tail.empty() || begins(tail)) return stated;
  }
  // The blank lines before the next record are not part of this one.
  const auto wrong = [&](std::size_t end) {
    std::string_view block = bytes.substr(header.size, end - header.size);
    for (int lines = 0; lines < 2 && block.ends_with('\n'); ++lines) {
      block.remove_suffix(1);
      if (block.ends_with('\r')) block.remove_suffix(1);
    }
    lie = fmt::format("the record says {} bytes, and has {}", header.length, block.size());
    return header.size + block.size();
  };
  std::size_t searched = header.size;
  for (;;) {
    const std::size_t found = find_record(bytes, searched);
    if (found != std::string_view::npos) return wrong(found);
    if (bytes.size() < stated + kTail && bytes.size() < stated) return bytes.size();  // cut short
    if (bytes.size() >= most) return 0;
    searched = bytes.size() - std::min(bytes.size() - header.size, kTail * 4);
    const std::size_t before = bytes.size();
    bytes = in_.peek(std::min(most, bytes.size() * 2));
    if (bytes.size() == before) return in_.failed() ? before : wrong(before);
  }
}

void WebArchive::read_block(RecordHeader header) {
  const std::uint64_t offset = in_.offset();
  std::string lie;
  const std::size_t size = end_of_block(header, lie);
  if (size == 0) {
    report(offset, "no record follows where one should");
    return find_next();
  }
  const std::size_t stated = header.size + static_cast<std::size_t>(header.length);
  const std::string_view rest = in_.buffered().substr(size);
  const bool is_last = rest.find_first_not_of("\r\n") == std::string_view::npos;
  const bool is_cut = lie.empty() && size < stated;
  // What came out of a damaged frame may be anything.
  const bool is_damaged = is_last && in_.failed() && packed_ != nullptr &&
                          !packed_->is_cut_short() && offset + size > packed_->damaged_from();
  if (is_cut)
    cut_record_ = fmt::format("the record at byte {} is cut short", offset);
  else if (is_damaged)
    cut_record_ = fmt::format("the record at byte {}", offset);
  if (!lie.empty()) report(offset, lie);
  if (header.is_wanted && !is_damaged) take(header, size);
  in_.skip(size);
}

void WebArchive::take(RecordHeader& header, std::size_t size) {
  header.capture.block = in_.buffered().substr(header.size, size - header.size);
  read_capture(header.capture, nest_);
}

// Too large to be looked at as a whole; also what a wrong length mostly looks like.
void WebArchive::pass_large_block(const RecordHeader& header) {
  const std::uint64_t offset = in_.offset();
  in_.skip(header.size);
  std::uint64_t left = header.length;
  while (left > 0) {
    if (in_.peek(kBlock).empty()) {
      cut_record_ = fmt::format("the record at byte {} is cut short", offset);
      return;
    }
    const std::string_view bytes = in_.buffered();
    const std::size_t found = find_record(bytes, 0);
    if (found != std::string_view::npos && found < left) {
      report(offset, fmt::format("the record says {} bytes, and has {}", header.length,
                                 header.length - left + found));
      in_.skip(found);
      return;
    }
    const std::size_t kept = bytes.size() >= kBlock ? kTail * 4 : 0;
    const auto passed =
        static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size() - kept));
    in_.skip(passed);
    left -= passed;
  }
  if (header.is_wanted)
    nest_.skip(
        header.capture.url,
        {SkipKind::TooLarge, fmt::format("over {} MiB", nest_.limits().member_bytes >> 20U)});
}

}  // namespace dateline
