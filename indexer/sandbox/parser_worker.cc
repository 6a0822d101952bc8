// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/parser_worker.h"

#include <cerrno>
#include <exception>
#include <new>

#include <sys/resource.h>
#include <unistd.h>

#include "common/base/error.h"
#include "indexer/containers/unpack.h"
#include "indexer/formats/document_parser.h"
#include "indexer/sandbox/channel.h"
#include "indexer/sandbox/confinement.h"
#include "indexer/sandbox/messages.h"

namespace dateline {
namespace {

constexpr std::uint64_t kMemory = std::uint64_t{1} << 30U;

// An open file, read without a copy of its own.
class OpenFile : public ByteSource {
 public:
  explicit OpenFile(File file) : file_(std::move(file)) {
    const off_t end = ::lseek(file_.descriptor(), 0, SEEK_END);
    size_ = end < 0 ? 0 : static_cast<std::uint64_t>(end);
    ::lseek(file_.descriptor(), 0, SEEK_SET);
  }

  std::size_t read(char* buffer, std::size_t size) override {
    ssize_t got = 0;
    do {
      got = ::read(file_.descriptor(), buffer, size);
    } while (got < 0 && errno == EINTR);
    failed_ = failed_ || got < 0;
    return got < 0 ? 0 : static_cast<std::size_t>(got);
  }

  bool failed() const override { return failed_; }
  bool can_seek() const override { return true; }
  bool seek(std::uint64_t offset) override {
    return ::lseek(file_.descriptor(), static_cast<off_t>(offset), SEEK_SET) >= 0;
  }
  std::uint64_t size() const override { return size_; }

 private:
  File file_;
  std::uint64_t size_ = 0;
  bool failed_ = false;
};

Skip out_of_memory() { return {SkipKind::Limit, "takes more memory than a parser may have"}; }

class ParserWorker {
 public:
  explicit ParserWorker(File socket) : channel_(std::move(socket)) {}

  int run() {
    Message message;
    while (channel_.receive(message) == Received::Message) {
      if (!answer(message)) return 1;
    }
    return 0;
  }

 private:
  bool answer(Message& message) {
    switch (message.kind) {
      case MessageKind::Setup:
        setup_ = decode_setup(message.payload);
        return true;
      case MessageKind::Parse:
        return answer_document(message.payload);
      case MessageKind::Unpack:
        return answer_container(message);
      default:
        return false;
    }
  }

  ReadResult parse(std::string_view payload) const {
    try {
      return parse_document(decode_request(payload), setup_.options);
    } catch (const std::bad_alloc&) {
      return out_of_memory();
    } catch (const std::exception& error) {
      return Skip{SkipKind::Broken, error.what()};
    }
  }

  bool answer_document(std::string_view payload) {
    const ReadResult result = parse(payload);
    if (const auto* skip = std::get_if<Skip>(&result)) return send_skipped("", *skip);
    return channel_.send(MessageKind::Document, {encode_document(std::get<RawDocument>(result))});
  }

  bool send_skipped(std::string_view name, const Skip& skip) {
    return channel_.send(MessageKind::Skipped, {encode_skipped(name, skip)});
  }

  bool answer_container(Message& message) {
    const ContainerRequest request = decode_container(message.payload);
    OpenFile source(std::move(message.file));
    const MemberSink sink{[this](Member&& member) {
                            return channel_.send_soon(MessageKind::Member,
                                                      {encode_member_head(member), member.bytes});
                          },
                          [this](const std::string& name, const Skip& skip) {
                            return channel_.send_soon(MessageKind::Skipped,
                                                      {encode_skipped(name, skip)});
                          }};
    bool goes_on = true;
    try {
      unpack(source, request.name, request.format, setup_.limits, sink);
    } catch (const std::bad_alloc&) {
      goes_on = send_skipped("", out_of_memory());
    } catch (const std::exception& error) {
      goes_on = send_skipped("", {SkipKind::Broken, error.what()});
    }
    if (source.failed()) goes_on = send_skipped("", {SkipKind::Unreadable, "reading failed"});
    return goes_on && channel_.send(MessageKind::End, {});
  }

  Channel channel_;
  WorkerSetup setup_;
};

}  // namespace

int run_parser_worker() {
  prepare_parsers();
  prepare_unpack();
  try {
    confine_process(kMemory);
  } catch (const Error&) {
    return kCannotConfine;
  }
  return ParserWorker(File(STDIN_FILENO)).run();
}

}  // namespace dateline
