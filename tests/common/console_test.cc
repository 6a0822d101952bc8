// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/console.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/base/terminal_text.h"

using namespace dateline;
using namespace std::chrono_literals;

namespace {

// Both ends of a pipe; what was written to it is read at once, so keep it under its 64 KiB.
class Pipe {
 public:
  Pipe() { REQUIRE(pipe(ends_.data()) == 0); }
  ~Pipe() {
    close_reader();
    close_writer();
  }
  int writer() const { return ends_[1]; }
  void close_reader() { close_end(0); }
  void close_writer() { close_end(1); }
  std::string read_all() {
    close_writer();
    std::string text;
    std::array<char, 4096> buffer;
    ssize_t count;
    while ((count = read(ends_[0], buffer.data(), buffer.size())) > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return text;
  }

 private:
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }

  std::array<int, 2> ends_{-1, -1};
};

}  // namespace

TEST_CASE("an aside is one line for a terminal") {
  const auto shown = [](bool is_terminal, bool is_colored, bool is_quiet) {
    Pipe pipe;
    Console console("dateline-search", {pipe.writer(), is_terminal, 20});
    console.set_quiet(is_quiet);
    console.aside("searched as: a\x1b[2J\nb and much more", is_colored);
    return pipe.read_all();
  };
  CHECK(shown(true, false, false) == "searched as: a [2J…\n");
  CHECK(shown(true, true, false) == "\x1b[2msearched as: a [2J…\x1b[0m\n");
  CHECK(shown(true, false, true).empty());
  CHECK(shown(false, true, false).empty());
}

TEST_CASE("messages name the program and are harmless") {
  Pipe pipe;
  Console console("dateline-index", {pipe.writer(), false, 80});
  console.note("12 files");
  console.warning("cannot read 'a\x1b[2J\nb': gone");
  console.error(Error(ExitCode::Usage, "unknown option '--lmit'", "did you mean --limit?"));
  console.error(Error(ExitCode::Busy, "no hint\nhere"));
  console.error(Error(ExitCode::Usage, "unclosed bracket", "add\none"), "  (a\x07\n  ^");
  CHECK(pipe.read_all() ==
        "dateline-index: 12 files\n"
        "dateline-index: warning: cannot read 'a [2J b': gone\n"
        "dateline-index: unknown option '--lmit'\n"
        "hint: did you mean --limit?\n"
        "dateline-index: no hint here\n"
        "dateline-index: unclosed bracket\n"
        "  (a \n  ^\n"
        "hint: add\none\n");
}

TEST_CASE("quiet drops notes and progress, never warnings") {
  Pipe pipe;
  Console console("p", {pipe.writer(), true, 80});
  console.set_quiet(true);
  console.note("note");
  console.progress({});
  console.warning("warning");
  CHECK(pipe.read_all() == "p: warning: warning\n");
}

TEST_CASE("the progress line is cleared before other output and not drawn too often") {
  Pipe pipe;
  Console console("p", {pipe.writer(), true, 80});
  console.progress({1, 4, 1, 0, 0});
  console.progress({2, 4, 2, 0, 0});
  console.note("note");
  std::this_thread::sleep_for(120ms);
  console.progress({3, 4, 3, 0, 0});
  console.end_progress();
  console.end_progress();
  CHECK(pipe.read_all() ==
        "\r\x1b[K0.0 MB, 1/4 files, 1 documents"
        "\r\x1b[Kp: note\n"
        "\r\x1b[K0.0 MB, 3/4 files, 3 documents\r\x1b[K");
}

TEST_CASE("no progress off a terminal") {
  Pipe pipe;
  Console console("p", {pipe.writer(), false, 80});
  console.progress({1, 4, 1, 0, 0});
  console.end_progress();
  CHECK(pipe.read_all() == "");
}

TEST_CASE("lines from several threads do not mix") {
  Pipe pipe;
  {
    Console console("p", {pipe.writer(), false, 80});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&console] {
        for (int n = 0; n < 100; ++n) console.note("abcdefgh");
      });
    }
  }
  std::string expected;
  for (int n = 0; n < 400; ++n) expected += "p: abcdefgh\n";
  CHECK(pipe.read_all() == expected);
}

TEST_CASE("format_progress") {
  const ProgressState state{1234, 5000, 1200, 15'000'000, 50'000'000};
  CHECK(format_progress(state, 5s, 120) ==
        "[###.......]  30% 0:12 left, 3.0 MB/s, 15.0/50.0 MB, 1,234/5,000 files, 1,200 documents");
  CHECK(display_width(format_progress(state, 5s, 45)) == 45);
  CHECK(format_progress({0, 1000000, 0, 0, 50}, 0s, 120) ==
        "[..........]   0% 0.0/0.0 MB, 0/1,000,000 files, 0 documents");
  CHECK(format_progress({1, 1, 1, 9'000'000'000, 90'000'000'000}, 900s, 120) ==
        "[#.........]  10% 2:15:00 left, 10.0 MB/s, 9000.0/90000.0 MB, 1/1 files, 1 documents");
  CHECK(format_progress({2, 2, 2, 80, 50}, 1s, 120) ==
        "[##########] 100% 0.0 MB/s, 0.0/0.0 MB, 2/2 files, 2 documents");
}

TEST_CASE("use_color and terminal_columns off a terminal") {
  Pipe pipe;
  CHECK(use_color(ColorWhen::Always, pipe.writer()));
  CHECK_FALSE(use_color(ColorWhen::Never, pipe.writer()));
  CHECK_FALSE(use_color(ColorWhen::Auto, pipe.writer()));
  setenv("COLUMNS", "101", 1);
  CHECK(terminal_columns(pipe.writer()) == 101);
  for (const char* bad : {"", "0", "-3", "x", "80x"}) {
    setenv("COLUMNS", bad, 1);
    CHECK(terminal_columns(pipe.writer()) == 80);
  }
  unsetenv("COLUMNS");
  CHECK(terminal_columns(pipe.writer()) == 80);
}

TEST_CASE("use_color on a terminal") {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0 || isatty(terminal) != 1) return;  // no pseudo-terminals here
  setenv("TERM", "xterm", 1);
  unsetenv("NO_COLOR");
  CHECK(use_color(ColorWhen::Auto, terminal));
  setenv("TERM", "dumb", 1);
  CHECK_FALSE(use_color(ColorWhen::Auto, terminal));
  setenv("TERM", "xterm", 1);
  setenv("NO_COLOR", "1", 1);
  CHECK_FALSE(use_color(ColorWhen::Auto, terminal));
  CHECK(use_color(ColorWhen::Always, terminal));
  unsetenv("NO_COLOR");
  close(terminal);
}

TEST_CASE("Output keeps bytes and order, and writes at flush") {
  Pipe pipe;
  Output output(pipe.writer());
  output.write(std::string("a\0b\xFF", 4));
  output.write("c\n");
  output.flush();
  output.write("dropped");
  CHECK(pipe.read_all() == std::string("a\0b\xFF"
                                       "c\n",
                                       6));
}

TEST_CASE("a full disk is an error, a closed pipe is not") {
  const int full = open("/dev/full", O_WRONLY);
  REQUIRE(full >= 0);
  Output output(full);
  output.write("text");
  CHECK_THROWS_WITH_AS(output.flush(), "cannot write the output: No space left on device", Error);
  CHECK_THROWS_AS(output.write(std::string(100'000, 'x')), Error);
  close(full);

  std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.close_reader();
  Output broken(pipe.writer());
  broken.write("text");
  CHECK_THROWS_AS(broken.flush(), BrokenPipe);
}
