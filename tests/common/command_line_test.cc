// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/command_line.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/console.h"

namespace po = boost::program_options;
using namespace dateline;

namespace {

struct Options {
  std::uint64_t limit = 10;
  std::uint64_t offset = 0;
  ColorWhen color = ColorWhen::Auto;
  bool json = false;
  std::string batch;
  std::vector<std::string> index;
  std::vector<std::string> query;
};

void declare(OptionGroup& group, Options& options) {
  group.add_options()(
      "limit,n", number_option(options.limit, "--limit", 1, 1000)->value_name("N"),
      "how many hits to print; the others are counted but neither loaded nor shown")(
      "offset", number_option(options.offset, "--offset", 0, 1000)->value_name("N"), "skip hits")(
      "color",
      choice_option<ColorWhen>(
          options.color, "--color",
          {{"auto", ColorWhen::Auto}, {"always", ColorWhen::Always}, {"never", ColorWhen::Never}})
          ->value_name("WHEN"),
      "colours: auto, always, never")("json", po::bool_switch(&options.json), "print JSON Lines")(
      "batch", po::value(&options.batch)->value_name("FILE"), "read queries")(
      "index", po::value(&options.index)->composing()->value_name("DIR"), "where the index lives")(
      "a-very-long-option-name", po::value<std::string>()->value_name("SOMETHING"), "is legal");
}

Options parse(std::vector<const char*> arguments) {
  Options options;
  OptionGroup group;
  declare(group, options);
  OptionGroup all;
  all.add(group).add_options()("query", po::value(&options.query), "");
  po::positional_options_description positional;
  positional.add("query", -1);
  arguments.insert(arguments.begin(), "dateline-search");
  parse_command_line(static_cast<int>(arguments.size()), arguments.data(), all, positional);
  return options;
}

// "message | hint" of the error these arguments give.
std::string problem(std::vector<const char*> arguments) {
  try {
    parse(std::move(arguments));
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::Usage);
    return std::string(error.what()) + (error.hint().empty() ? "" : " | " + error.hint());
  }
  return "no problem";
}

}  // namespace

TEST_CASE("options and arguments in any order") {
  const Options options = parse({"putin", "-n", "5", "--color=always", "--index", "a", "--json",
                                 "--index=b", "war", "--batch", "-"});
  CHECK(options.limit == 5);
  CHECK(options.offset == 0);
  CHECK(options.color == ColorWhen::Always);
  CHECK(options.json);
  CHECK(options.batch == "-");
  CHECK(options.index == std::vector<std::string>{"a", "b"});
  CHECK(options.query == std::vector<std::string>{"putin", "war"});
}

TEST_CASE("no option behind --") {
  const Options options = parse({"--", "-zelensky", "--json", "--"});
  CHECK_FALSE(options.json);
  CHECK(options.query == std::vector<std::string>{"-zelensky", "--json", "--"});
}

TEST_CASE("empty arguments are arguments") {
  CHECK(parse({""}).query == std::vector<std::string>{""});
  CHECK(parse({"--batch", "", "x"}).batch.empty());
  CHECK(parse({"--", ""}).query == std::vector<std::string>{""});
}

TEST_CASE("mistakes have their message and hint") {
  CHECK(problem({"--lmit", "3"}) == "unknown option '--lmit' | did you mean --limit?");
  CHECK(problem({"--lim=3"}) == "unknown option '--lim' | did you mean --limit?");
  CHECK(problem({"--ofset=3"}) == "unknown option '--ofset' | did you mean --offset?");
  CHECK(problem({"--qery"}) ==
        "unknown option '--qery' | what begins with '-' and is no option goes behind '--'; see "
        "--help");
  CHECK(problem({"-zelensky"}) ==
        "unknown option '-zelensky' | what begins with '-' and is no option goes behind '--'; see "
        "--help");
  CHECK(problem({"--limit"}) ==
        "option '--limit' needs a value | a value that begins with '-' is written --limit=-…");
  CHECK(problem({"--limit="}) ==
        "option '--limit' needs a value | a value that begins with '-' is written --limit=-…");
  CHECK(problem({"--json=yes"}) == "option '--json' takes no value");
  CHECK(problem({"--limit=1", "--limit=2"}) == "option '--limit' was given more than once");
}

TEST_CASE("values are checked") {
  CHECK(problem({"--limit=1000"}) == "no problem");
  for (const char* bad : {"--limit=0", "--limit=1001", "--limit=-1", "--limit=1x", "--limit= 1",
                          "--limit=99999999999999999999"}) {
    CHECK(problem({bad}) ==
          "--limit takes a whole number from 1 to 1000, not '" + std::string(bad).substr(8) + "'");
  }
  CHECK(problem({"--color=blue"}) == "--color takes auto, always, never, not 'blue'");
}

TEST_CASE("help") {
  Options options;
  OptionGroup group;
  declare(group, options);
  OptionGroup other;
  other.add_options()("version", "print versions")("hidden", "");
  const std::array<HelpExample, 2> examples{
      {{"dateline-search '\"glide bomb\"'", "exactly these words, in this order, anywhere"},
       {"dateline-search --since 2022 --until 2022-09 'kiev -moscow'", "in these months"}}};
  const std::array<HelpGroup, 2> groups{{{"Options", group}, {"More", other}}};
  const std::string help = format_help("dateline-search [OPTION]... QUERY...", examples, groups);
  CHECK(help == R"(Usage: dateline-search [OPTION]... QUERY...

Examples:
  dateline-search '"glide bomb"'            exactly these words, in this order,
                                            anywhere
  dateline-search --since 2022 --until 2022-09 'kiev -moscow'
                                            in these months

Options:
  -n, --limit N             how many hits to print; the others are counted but
                            neither loaded nor shown
      --offset N            skip hits
      --color WHEN          colours: auto, always, never
      --json                print JSON Lines
      --batch FILE          read queries
      --index DIR           where the index lives
      --a-very-long-option-name SOMETHING
                            is legal

More:
      --version             print versions
)");
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
}

TEST_CASE("reads sizes with their units") {
  const auto size = [](std::string_view text) {
    return parse_size("--memory", text, 1U << 20U, std::uint64_t{1} << 50U);
  };
  CHECK(size("1048576") == 1U << 20U);
  CHECK(size("300M") == std::uint64_t{300} << 20U);
  CHECK(size("2g") == std::uint64_t{2} << 30U);
  CHECK(size("1024k") == 1U << 20U);
  CHECK(size("1T") == std::uint64_t{1} << 40U);
  for (const std::string wrong :
       {"", "M", "1.5G", "-1G", "100", "1023k", "99999999T", "12 M", "1MB"}) {
    CAPTURE(wrong);
    const std::string message =
        "--memory takes a size from 1 MB on, like 300M or 2G, not '" + wrong + "'";
    CHECK_THROWS_WITH_AS(size(wrong), message.c_str(), Error);
  }
}

TEST_CASE("version") {
  const std::string version = format_version("dateline-index");
  CHECK(version.starts_with("dateline-index " DATELINE_VERSION "\nXapian 1."));
  CHECK(version.find(", zstd 1.") != std::string::npos);
  CHECK(version.find(", ICU ") != std::string::npos);
  CHECK(version.ends_with("\n"));
}
