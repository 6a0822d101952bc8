// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/batch_command.h"

#include <atomic>
#include <cerrno>
#include <memory>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "common/base/files.h"
#include "common/base/parallel.h"
#include "common/base/utf8.h"
#include "searcher/answer.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_error.h"

namespace dateline {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kMaxLineBytes = 64U << 10U;
constexpr std::size_t kReadBytes = 64U << 10U;
// Handing over costs as much as a short query: not line by line.
constexpr std::size_t kTaskLines = 16;

struct BatchLine {
  std::string id;
  std::string query;
  bool too_long = false;
};

// Lines of a file or of standard input, of bounded length.
class LineReader {
 public:
  explicit LineReader(const std::string& path) : path_(path) {
    if (path == "-") {
      descriptor_ = STDIN_FILENO;
      return;
    }
    file_ = File(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    descriptor_ = file_.descriptor();
    if (!file_) fail();
  }

  // False at the end. What goes beyond kMaxLineBytes is dropped.
  bool next(std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    bool any = false;
    while (begin_ < buffer_.size() || fill()) {
      any = true;
      const std::size_t end = buffer_.find('\n', begin_);
      const std::string_view part =
          std::string_view(buffer_).substr(begin_, end == std::string::npos ? end : end - begin_);
      line += part.substr(0, kMaxLineBytes + 1 - std::min(line.size(), kMaxLineBytes + 1));
      begin_ = end == std::string::npos ? buffer_.size() : end + 1;
      if (end != std::string::npos) break;
    }
    too_long = line.size() > kMaxLineBytes;
    return any;
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ExitCode::Usage,
                fmt::format("cannot read the queries '{}': {}", path_, system_message(errno)));
  }

  bool fill() {
    begin_ = 0;
    buffer_.resize(kReadBytes);
    ssize_t count = 0;
    do {
      count = ::read(descriptor_, buffer_.data(), buffer_.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) fail();
    buffer_.resize(static_cast<std::size_t>(count));
    return count > 0;
  }

  std::string path_;
  File file_;
  int descriptor_ = -1;
  std::string buffer_;
  std::size_t begin_ = 0;
};

BatchLine parse_line(std::string_view line, std::uint64_t number, bool too_long) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (too_long) return {std::to_string(number), "", true};
  const auto tab = line.find('\t');
  if (tab == std::string_view::npos) return {std::to_string(number), std::string(line), false};
  std::string id(trim(line.substr(0, tab)));
  return {id.empty() ? std::to_string(number) : id, std::string(line.substr(tab + 1)), false};
}

class BatchWorker {
 public:
  BatchWorker(const SearchOptions& options, const std::filesystem::path& index,
              std::atomic<bool>& any_bad)
      : options_(options),
        reader_(index),
        writer_(make_writer(options.output)),
        any_bad_(any_bad) {}

  std::string operator()(std::vector<BatchLine>&& lines) {
    std::string out;
    for (const auto& line : lines) answer(line, out);
    return out;
  }

 private:
  void answer(const BatchLine& line, std::string& out) {
    QueryInfo info;
    info.id = line.id;
    info.text = line.query;
    const std::size_t before = out.size();
    try {
      if (line.too_long)
        throw Error(ExitCode::Usage,
                    fmt::format("the line is over {} bytes (batch line)", kMaxLineBytes));
      const UnderstoodQuery query = understand(line.query, options_.search);
      Answer answer = answer_query(reader_, query, options_.search);
      info = info_of(line.id, query, answer);
      writer_->begin(out, info);
      for (const auto& hit : answer.hits) writer_->hit(out, info, hit);
      writer_->end(out, info, answer);
    } catch (const Error& error) {
      if (error.code() != ExitCode::Usage && error.code() != ExitCode::Timeout) throw;
      any_bad_ = true;
      out.resize(before);
      writer_->error(out, info, error);
    }
  }

  const SearchOptions& options_;
  IndexReader reader_;
  std::unique_ptr<ResultWriter> writer_;
  std::atomic<bool>& any_bad_;
};

}  // namespace

ExitCode run_batch(const SearchOptions& options, Console& console, Output& output) {
  console.set_quiet(options.quiet);
  const std::filesystem::path index = find_index(options.index);
  LineReader lines(options.batch);
  std::atomic<bool> any_bad{false};
  OrderedWorkers<std::vector<BatchLine>, std::string> workers(
      options.jobs,
      [&] {
        const auto worker = std::make_shared<BatchWorker>(options, index, any_bad);
        return [worker](std::vector<BatchLine>&& task) { return (*worker)(std::move(task)); };
      },
      [&](std::string&& text) { output.write(text); });
  std::vector<BatchLine> task;
  std::string line;
  bool too_long = false;
  for (std::uint64_t number = 1; lines.next(line, too_long); ++number) {
    if (number == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    if (trim(line).empty()) continue;
    task.push_back(parse_line(line, number, too_long));
    if (task.size() < kTaskLines) continue;
    workers.submit(std::move(task));
    task = {};
  }
  if (!task.empty()) workers.submit(std::move(task));
  workers.finish();
  output.flush();
  return any_bad ? ExitCode::Usage : ExitCode::Done;
}

}  // namespace dateline
