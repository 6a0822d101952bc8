// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/options.h"

#include <algorithm>
#include <array>
#include <thread>

#include <fmt/format.h>

#include "common/base/command_line.h"
#include "common/base/error.h"
#include "common/base/terminal_text.h"
#include "common/domain/stemmer.h"
#include "common/storage/index_folder.h"
#include "indexer/decode/encoding.h"

namespace dateline {
namespace po = boost::program_options;
namespace {

// Below the least a build would make many small runs; the most is what no machine has.
constexpr std::uint64_t kLeastMemory = std::uint64_t{128} << 20U;
constexpr std::uint64_t kMostMemory = std::uint64_t{1} << 50U;

constexpr std::string_view kUsage = "dateline-index [OPTION]... FOLDER...";

constexpr std::array kExamples = {
    HelpExample{"dateline-index articles", "index the folder, or bring its index up to date"},
    HelpExample{"dateline-index --dry-run articles", "say what would change, change nothing"},
    HelpExample{"dateline-index --index all.idx news wire", "several folders in one index"},
    HelpExample{"dateline-index --include '*.jsonl' --map title=meta.headline dump",
                "JSON with unusual names"},
    HelpExample{"dateline-index --json --quiet articles", "the summary for a script"},
};

struct RawOptions {
  std::vector<std::string> folders;
  std::string index;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  std::vector<std::string> maps;
  std::string language;
  std::uint64_t jobs = 0;
  std::uint64_t memory = kDefaultMemory;
  WriterChoice writer = WriterChoice::Auto;
  Listing listing = Listing::None;
  std::string encoding;
};

std::vector<std::string> split_values(const po::variables_map& values, const char* name) {
  return values.count(name) != 0 ? values[name].as<std::vector<std::string>>()
                                 : std::vector<std::string>();
}

std::filesystem::path index_place(const RawOptions& raw) {
  if (!raw.index.empty()) return raw.index;
  if (raw.folders.size() > 1) {
    throw Error(ExitCode::Usage, "cannot tell where the index of several folders should lie",
                "say it with --index DIR");
  }
  return std::filesystem::path(raw.folders.front()) / kIndexFolderName;
}

IndexOptions check(const RawOptions& raw, const po::variables_map& values) {
  if (raw.folders.empty()) {
    throw Error(ExitCode::Usage, "no folder to index",
                "usage: dateline-index FOLDER; --help tells more");
  }
  if (!raw.encoding.empty() && !is_known_charset(raw.encoding)) {
    throw Error(ExitCode::Usage, fmt::format("unknown encoding '{}'", one_line(raw.encoding)),
                "names are those of web pages: windows-1251, koi8-r, iso-8859-2, shift_jis, utf-8");
  }
  if (values.count("dry-run") != 0 && values.count("json") != 0) {
    throw Error(ExitCode::Usage, "--dry-run lists paths, it has no JSON form", "leave out --json");
  }
  IndexOptions options;
  options.folders.assign(raw.folders.begin(), raw.folders.end());
  options.index = index_place(raw);
  options.filter = PathFilter(raw.include, raw.exclude);
  for (const auto& map : raw.maps) options.fields.map(map);
  if (!raw.language.empty()) options.language = stemmer_language(raw.language);
  options.jobs = raw.jobs > 0 ? static_cast<unsigned>(raw.jobs)
                              : std::max(1U, std::thread::hardware_concurrency());
  options.dry_run = values.count("dry-run") != 0;
  options.listing = raw.listing;
  options.parse.encoding = raw.encoding;
  options.parse.whole_page = values.count("whole-page") != 0;
  options.rebuild = values.count("rebuild") != 0;
  options.force = options.rebuild || values.count("force") != 0;
  options.writer = raw.writer;
  options.memory = raw.memory;
  if (options.rebuild && options.writer == WriterChoice::Update) {
    throw Error(ExitCode::Usage, "cannot build anew with --writer update",
                "leave out --writer, or take --force to read every file again");
  }
  options.prune = values.count("prune") != 0;
  options.strict = values.count("strict") != 0;
  options.wait = values.count("wait") != 0;
  options.quiet = values.count("quiet") != 0;
  options.verbose = values.count("verbose") != 0;
  options.json = values.count("json") != 0;
  return options;
}

}  // namespace

std::optional<IndexOptions> parse_index_options(int argc, const char* const* argv,
                                                std::string& text) {
  RawOptions raw;
  const auto list = [] { return po::value<std::vector<std::string>>()->composing(); };
  OptionGroup what("What to index");
  what.add_options()("index", po::value(&raw.index)->value_name("DIR"),
                     "where the index lies (default: FOLDER/.dateline)")(
      "include", list()->value_name("GLOB"),
      "only files that match: '*.txt', '2024/*.md', '**/wire/*'; repeatable")(
      "exclude", list()->value_name("GLOB"), "no file or folder that matches; repeatable")(
      "map", list()->value_name("FIELD=NAME"),
      "JSON: take title, text, date, url, author, language, site, tags or id "
      "from NAME (a.b reaches inside); repeatable")(
      "encoding", po::value(&raw.encoding)->value_name("NAME"),
      "read all texts in this encoding (default: by byte order mark, as UTF-8, as declared, else "
      "by detection)")("whole-page",
                       "web pages: everything visible, menus too, not the article alone")(
      "language", po::value(&raw.language)->value_name("NAME"),
      "whose word endings to fold in Latin script (default: english; none: leave words as they "
      "are); a new index only");
  OptionGroup how("How to do it");
  how.add_options()("jobs,j", number_option(raw.jobs, "--jobs", 1, 256)->value_name("N"),
                    "threads (default: one a core)")(
      "memory", size_option(raw.memory, "--memory", kLeastMemory, kMostMemory)->value_name("SIZE"),
      "what building may take, about: 300M, 2G (default: 512M)")(
      "writer",
      choice_option(raw.writer, "--writer",
                    {{"auto", WriterChoice::Auto},
                     {"bulk", WriterChoice::Bulk},
                     {"update", WriterChoice::Update}})
          ->value_name("HOW"),
      "bulk: build the whole index anew; update: change it in place, so that it can be searched "
      "meanwhile; auto: bulk for a first build and when over a fifth changes (default)")(
      "rebuild", "read every file again and build the index anew")(
      "dry-run,n", "list what would be added, changed, moved and removed; write nothing")(
      "force", "read every file again, also those that look unchanged")(
      "prune",
      "remove what this run does not see, even if its folder is missing, empty or filtered out")(
      "wait", "wait while another dateline-index writes the index");
  OptionGroup say("What to print");
  say.add_options()(
      "report",
      choice_option(raw.listing, "--report",
                    {{"low-confidence", Listing::LowConfidence},
                     {"quarantine", Listing::Quarantine},
                     {"skipped", Listing::Skipped}})
          ->value_name("WHAT"),
      "read nothing; list what the index knows: low-confidence: documents whose encoding is "
      "doubtful; quarantine: files whose parser died or hung; skipped: all that is left out")(
      "strict", "exit code 1 when any file was skipped")("quiet,q", "no progress and no notes")(
      "verbose,v", "name every skipped file")("json", "print the summary as JSON")(
      "version", "print versions and exit")("help,h", "print this and exit");
  OptionGroup hidden;
  hidden.add_options()("folder", list());
  OptionGroup all;
  all.add(what).add(how).add(say).add(hidden);
  po::positional_options_description positional;
  positional.add("folder", -1);
  const po::variables_map values = parse_command_line(argc, argv, all, positional);
  if (values.count("help") != 0) {
    const std::array groups = {HelpGroup{"What to index", what}, HelpGroup{"How to do it", how},
                               HelpGroup{"What to print", say}};
    text = format_help(kUsage, kExamples, groups);
    return std::nullopt;
  }
  if (values.count("version") != 0) {
    text = format_version("dateline-index");
    return std::nullopt;
  }
  raw.folders = split_values(values, "folder");
  raw.include = split_values(values, "include");
  raw.exclude = split_values(values, "exclude");
  raw.maps = split_values(values, "map");
  return check(raw, values);
}

}  // namespace dateline
