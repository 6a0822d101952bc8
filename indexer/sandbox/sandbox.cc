// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/sandbox.h"

#include <optional>
#include <utility>
#include <variant>

#include "common/base/error.h"

namespace dateline {
namespace {

// Parsers lose memory here and there.
constexpr std::uint64_t kDocumentsOfAProcess = 20'000;

using Found = std::variant<Member, SkippedMember>;

// Null for what no parser of this build says.
std::optional<Found> decode_found(const Message& message) {
  try {
    if (message.kind == MessageKind::Member) return decode_member(message.payload);
    return decode_skipped(message.payload);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool give(Found&& found, const MemberSink& sink) {
  if (auto* member = std::get_if<Member>(&found)) return sink.take(std::move(*member));
  auto& skipped = std::get<SkippedMember>(found);
  return sink.skip(std::move(skipped.name), std::move(skipped.skip));
}

}  // namespace

Sandbox::Sandbox(const ParserSettings& settings) : settings_(settings) { ensure_process(); }

void Sandbox::ensure_process() {
  if (process_ && documents_ < kDocumentsOfAProcess) return;
  process_.reset();
  process_ = std::make_unique<ParserProcess>(settings_);
  documents_ = 0;
}

// Null: the process died, or said what no parser says.
std::optional<ReadResult> Sandbox::ask_document(const ParseRequest& request) {
  Message message;
  const bool answered =
      process_->ask(MessageKind::Parse, {encode_request_head(request), request.bytes}) &&
      process_->answer(message);
  if (!answered) return std::nullopt;
  try {
    if (message.kind == MessageKind::Document) return decode_document(message.payload);
    if (message.kind == MessageKind::Skipped) return decode_skipped(message.payload).skip;
  } catch (const Error&) {
    return std::nullopt;
  }
  return std::nullopt;
}

ReadResult Sandbox::parse(const ParseRequest& request) {
  Skip reason;
  for (int attempt = 0; attempt < 2; ++attempt) {
    ensure_process();
    ++documents_;
    if (auto result = ask_document(request)) return std::move(*result);
    reason = process_->end();
    process_.reset();
  }
  return reason;
}

Sandbox::Unpacked Sandbox::ask_container(int file, std::string_view name, Format format,
                                         std::uint64_t known, const MemberSink& sink,
                                         std::uint64_t& taken) {
  if (!process_->ask(MessageKind::Unpack, {encode_container(name, format)}, file))
    return Unpacked::Died;
  Message message;
  for (std::uint64_t number = 0; process_->answer(message); ++number) {
    if (message.kind == MessageKind::End) return Unpacked::Done;
    if (message.kind != MessageKind::Member && message.kind != MessageKind::Skipped)
      return Unpacked::Died;
    if (number < known) continue;
    taken = number + 1;
    auto found = decode_found(message);
    if (!found) return Unpacked::Died;
    if (!give(std::move(*found), sink)) return Unpacked::Stopped;
  }
  return Unpacked::Died;
}

void Sandbox::unpack(int file, std::string_view name, Format format, const MemberSink& sink) {
  Skip reason;
  std::uint64_t taken = 0;
  for (int attempt = 0; attempt < 2; ++attempt) {
    ensure_process();
    const Unpacked unpacked = ask_container(file, name, format, taken, sink, taken);
    if (unpacked == Unpacked::Done) return;
    // One that was stopped is in the middle of its answer: it cannot be asked again.
    reason = process_->end();
    process_.reset();
    if (unpacked == Unpacked::Stopped) return;
  }
  sink.skip("", std::move(reason));
}

SandboxPool::SandboxPool(ParserSettings settings, unsigned processes)
    : settings_(std::move(settings)) {
  for (unsigned i = 0; i < processes; ++i) idle_.push_back(std::make_unique<Sandbox>(settings_));
}

std::shared_ptr<Sandbox> SandboxPool::take() {
  std::unique_ptr<Sandbox> taken;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      taken = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!taken) taken = std::make_unique<Sandbox>(settings_);
  return {taken.release(), [this](Sandbox* sandbox) {
            const std::lock_guard lock(mutex_);
            idle_.emplace_back(sandbox);
          }};
}

}  // namespace dateline
