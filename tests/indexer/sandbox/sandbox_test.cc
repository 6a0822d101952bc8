// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/sandbox.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <string>
#include <variant>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>

#include "common/base/files.h"
#include "tests/support/temp_folder.h"

using namespace dateline;

namespace {

ParserSettings real_parser() {
  ParserSettings settings;
  settings.program = DATELINE_INDEX_PROGRAM;
  return settings;
}

// A program in the parser's place.
ParserSettings other_parser(const TempFolder& folder, const std::string& script) {
  const std::filesystem::path program = folder.path() / "parser";
  {
    std::ofstream file(program);
    file << "#!/bin/sh\n" << script << '\n';
  }
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  ParserSettings settings;
  settings.program = program;
  settings.processor_time = std::chrono::seconds(0);
  return settings;
}

ParseRequest text_request(std::string_view bytes) {
  ParseRequest request;
  request.format = Format::Text;
  request.bytes = bytes;
  request.name = "a.txt";
  return request;
}

std::string outcome(Sandbox& sandbox) {
  const ReadResult result = sandbox.parse(text_request("Ferry aground"));
  if (const auto* raw = std::get_if<RawDocument>(&result)) return "read: " + raw->text;
  const Skip& skip = std::get<Skip>(result);
  return fmt::format("{}: {}", to_string(skip.kind), skip.detail);
}

// What the kernel says of the process, of the line that begins so.
std::string status_line(pid_t process, const std::string& name) {
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return line.substr(name.size() + 1);
  }
  return "none";
}

}  // namespace

TEST_CASE("a worker process reads documents, one after the other") {
  const ParserSettings settings = real_parser();
  Sandbox sandbox(settings);
  CHECK(outcome(sandbox) == "read: Ferry aground");
  CHECK(outcome(sandbox) == "read: Ferry aground");
}

TEST_CASE("a document larger than any pipe goes there and back") {
  const ParserSettings settings = real_parser();
  Sandbox sandbox(settings);
  const std::string large(30'000'000, 'x');
  const ReadResult result = sandbox.parse(text_request(large));
  REQUIRE(std::holds_alternative<RawDocument>(result));
  CHECK(std::get<RawDocument>(result).text == large);
}

TEST_CASE("a worker process is confined before it reads anything") {
  const ParserSettings settings = real_parser();
  ParserProcess process(settings);
  Message message;
  REQUIRE(process.ask(MessageKind::Parse, {encode_request_head(text_request("")), "a"}));
  REQUIRE(process.answer(message));
  CHECK(status_line(process.id(), "Seccomp:") == "2");
  CHECK(status_line(process.id(), "NoNewPrivs:") == "1");
  std::ifstream limits(fmt::format("/proc/{}/limits", process.id()));
  const std::string text((std::istreambuf_iterator<char>(limits)), {});
  CHECK(text.find("Max file size             0") != std::string::npos);
  CHECK(text.find("Max core file size        0") != std::string::npos);
  CHECK(text.find("Max open files            16") != std::string::npos);
}

TEST_CASE("a worker process that is killed costs nothing but a new one") {
  const ParserSettings settings = real_parser();
  ParserProcess process(settings);
  ::kill(process.id(), SIGKILL);
  Message message;
  CHECK_FALSE((process.ask(MessageKind::Parse, {encode_request_head(text_request("")), "a"}) &&
               process.answer(message)));
  CHECK(process.end().kind == SkipKind::ParserDied);
}

TEST_CASE("a parser that dies, hangs or loops costs one document, with the reason") {
  struct Row {
    const char* script;
    const char* want;
  };
  const Row rows[] = {
      {"kill -SEGV $$", "parser died: Segmentation fault"},
      {"kill -ABRT $$", "parser died: Aborted"},
      {"exit 0", "parser died: ended early"},
      {"exit 2", "not supported: this system does not let its parser be confined"},
      {"sleep 100", "timed out: no answer in 1 s"},
      {"while :; do :; done", "timed out: over 0 s of processor time"},
      {"echo nonsense that is no message >&0; sleep 100", "parser died: ended early"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.script);
    const TempFolder folder;
    ParserSettings settings = other_parser(folder, row.script);
    if (std::string_view(row.want).find("no answer") != std::string_view::npos)
      settings.wall_time = std::chrono::seconds(1);
    Sandbox sandbox(settings);
    CHECK(outcome(sandbox) == row.want);
  }
}

TEST_CASE("a document is tried once more in a fresh process") {
  const TempFolder folder;
  // Dies the first time; then it is the real parser.
  const ParserSettings settings =
      other_parser(folder, fmt::format("if test -e {0}/tried; then exec {1} --parser-worker; fi\n"
                                       "touch {0}/tried; kill -SEGV $$",
                                       folder.path().string(), DATELINE_INDEX_PROGRAM));
  Sandbox sandbox(settings);
  CHECK(outcome(sandbox) == "read: Ferry aground");
}

TEST_CASE("a container whose parser dies is named, after what it held so far") {
  const TempFolder folder;
  const ParserSettings settings = other_parser(folder, "kill -SEGV $$");
  Sandbox sandbox(settings);
  const File file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  std::vector<std::string> skipped;
  const MemberSink sink{[](Member&&) { return true; },
                        [&](const std::string& name, const Skip& skip) {
                          skipped.push_back(name + std::string(to_string(skip.kind)));
                          return true;
                        }};
  sandbox.unpack(file.descriptor(), "a.zip", Format::Archive, sink);
  CHECK(skipped == std::vector<std::string>{"parser died"});
}

TEST_CASE("a container is read to its end, and again after it was stopped") {
  const TempFolder folder;
  std::string lines;
  for (int i = 0; i < 5000; ++i)
    lines += fmt::format("From a@b Mon Jan  1 00:00:00 2024\nSubject: {}\n\nText\n\n", i);
  const auto path = folder.write("mail.mbox", lines);
  const ParserSettings settings = real_parser();
  Sandbox sandbox(settings);
  for (const std::size_t most : {std::size_t{10}, std::size_t{100'000}, std::size_t{100'000}}) {
    CAPTURE(most);
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::size_t members = 0;
    std::size_t skipped = 0;
    const MemberSink sink{[&](Member&&) { return ++members < most; },
                          [&](const std::string&, const Skip&) { return ++skipped < most; }};
    sandbox.unpack(file.descriptor(), "mail.mbox", Format::Mbox, sink);
    CHECK(members == std::min<std::size_t>(most, 5000));
    CHECK(skipped == 0);
  }
}

TEST_CASE("a pool gives each taker a sandbox of its own, and takes it back") {
  SandboxPool pool(real_parser(), 1);
  const Sandbox* first = nullptr;
  {
    const auto one = pool.take();
    const auto other = pool.take();
    CHECK(one != other);
    first = one.get();
  }
  const auto again = pool.take();
  const auto more = pool.take();
  CHECK((again.get() == first || more.get() == first));
}
