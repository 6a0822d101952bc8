// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the indexer makes of the web pages below a folder: a line of JSON for each, in the order of
// their names, {"file": its path below the folder, "title": ..., "text": ...}. On stderr how many
// pages, their size and the processor's time for decoding, parsing, metadata and extraction.
// --whole-page: everything visible. For scripts/evaluate/extraction.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "indexer/formats/document_parser.h"

namespace {

namespace fs = std::filesystem;

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, options)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::optional<std::string> bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(file), {});
  return file.bad() || !file.is_open() ? std::nullopt : std::optional(std::move(bytes));
}

class Extraction {
 public:
  Extraction(fs::path folder, const dateline::ParseOptions& options, std::ostream& out)
      : folder_(std::move(folder)), options_(options), out_(out) {}

  void add(const fs::path& path) {
    std::optional<std::string> bytes = bytes_of(path);
    if (!bytes) return leave_out(path, "cannot be read");
    ++pages_;
    bytes_ += bytes->size();
    const double before = processor_seconds();
    const std::string name = path.filename().string();
    dateline::ParseRequest request;
    request.format = dateline::Format::Html;
    request.bytes = *bytes;
    request.name = name;
    const dateline::ReadResult result = dateline::parse_document(request, options_);
    seconds_ += processor_seconds() - before;
    if (const auto* skip = std::get_if<dateline::Skip>(&result)) {
      leave_out(path, std::string(to_string(skip->kind)).c_str());
      return write(path, {});
    }
    write(path, std::get<dateline::RawDocument>(result));
  }

  int report() const {
    const double megabytes = static_cast<double>(bytes_) / 1e6;
    std::fprintf(stderr, "%zu pages, %.1f MB, %.2f s of the processor, %.1f MB/s\n", pages_,
                 megabytes, seconds_, seconds_ > 0 ? megabytes / seconds_ : 0.0);
    if (left_out_ > 0) std::fprintf(stderr, "%zu files could not be read\n", left_out_);
    return out_.good() && left_out_ == 0 ? 0 : 1;
  }

 private:
  void leave_out(const fs::path& path, const char* why) {
    ++left_out_;
    std::fprintf(stderr, "%s %s\n", path.c_str(), why);
  }

  void write(const fs::path& path, const dateline::RawDocument& page) {
    const nlohmann::json line = {{"file", path.lexically_relative(folder_).string()},
                                 {"title", page.title},
                                 {"text", page.text}};
    // A file's name need not be UTF-8.
    out_ << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }

  fs::path folder_;
  dateline::ParseOptions options_;
  std::ostream& out_;
  std::size_t pages_ = 0;
  std::size_t left_out_ = 0;
  std::uint64_t bytes_ = 0;
  double seconds_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  dateline::ParseOptions options;
  std::vector<std::string_view> paths;
  for (const std::string_view argument : std::vector<std::string_view>(argv + 1, argv + argc)) {
    argument == "--whole-page" ? void(options.whole_page = true) : paths.push_back(argument);
  }
  if (paths.size() != 2) {
    std::cerr << "usage: extraction [--whole-page] PAGES_DIR OUT.jsonl\n";
    return 2;
  }
  std::ofstream out{fs::path(paths[1])};
  if (!out) {
    std::cerr << "cannot write " << paths[1] << '\n';
    return 1;
  }
  try {
    Extraction extraction(paths[0], options, out);
    for (const fs::path& file : files_below(paths[0])) extraction.add(file);
    out.flush();
    return extraction.report();
  } catch (const fs::filesystem_error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
