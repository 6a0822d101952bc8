// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_command.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include <fmt/format.h>
#include <sys/resource.h>
#include <xapian.h>

#include "common/base/files.h"
#include "common/base/parallel.h"
#include "common/base/terminal_text.h"
#include "common/domain/fields.h"
#include "common/storage/doc_record.h"
#include "common/storage/index_folder.h"
#include "common/storage/xapian_guard.h"
#include "common/storage/zstd_codec.h"
#include "indexer/document_worker.h"
#include "indexer/file_feed.h"
#include "indexer/index_run.h"
#include "indexer/interrupt.h"
#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/run_plan.h"
#include "indexer/write/compaction.h"
#include "indexer/write/update_writer.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

// The dictionary is trained on this much of records; on less than the minimum it would cost more
// than it saves.
constexpr std::size_t kSampleBytes = 4U << 20U;
constexpr std::size_t kMinSampleBytes = 256U << 10U;
constexpr std::size_t kMaxDictionaryBytes = 256U << 10U;
constexpr std::size_t kSampleForDictionary = 16;  // bytes of sample for a byte of dictionary

// Compacted again when more than one document in five has changed.
constexpr std::uint64_t kCompactFraction = 5;
constexpr std::size_t kNamedSkips = 20;

// One run, from the walk to the summary.
class Run {
 public:
  Run(const IndexOptions& options, Console& console, Output& output)
      : options_(options),
        console_(console),
        output_(output),
        start_(std::chrono::steady_clock::now()),
        folder_(fs::absolute(options.index).lexically_normal()) {}

  ExitCode index();
  ExitCode dry_run();

 private:
  void make_index_folder();
  void open_generation();
  void load_known();
  void plan(std::vector<Root>& roots);
  std::shared_ptr<const ZstdDictionary> dictionary();
  std::string sample_dictionary();
  void write_changes();
  void publish_first();
  void show_progress(const TaskResult& result);
  void compact_if_due(const IndexState& state, std::uint64_t documents);
  void describe_index();
  void report();
  FileFeed make_feed(std::vector<FileState>& gone, Report& report);
  ExitCode exit_code() const;

  const IndexOptions& options_;
  Console& console_;
  Output& output_;
  const std::chrono::steady_clock::time_point start_;
  IndexFolder folder_;
  fs::path generation_;
  bool published_ = false;
  std::unique_ptr<UpdateWriter> writer_;
  std::unique_ptr<Xapian::Database> reader_;  // null: nothing in the index yet
  AnalyserSettings settings_;
  IndexState state_;
  std::vector<FileState> states_;
  RunPlan plan_;
  Report report_;
  ProgressState progress_;
};

void Run::open_generation() {
  if (const auto current = folder_.current()) {
    generation_ = *current;
    published_ = true;
    reader_ = guard_xapian("open the index", generation_, [&] {
      return std::make_unique<Xapian::Database>(database_path(generation_).string());
    });
    guard_xapian("read the index", generation_, [&] {
      check_format(*reader_, folder_.path());
      settings_ = read_settings(*reader_);
      state_ = read_state(*reader_);
    });
    if (options_.language && *options_.language != settings_.language) {
      throw Error(ExitCode::Usage,
                  fmt::format("cannot change the language of the index from {} to {}",
                              settings_.language, *options_.language),
                  "remove the index to build it anew, or keep another one with --index DIR");
    }
    return;
  }
  if (options_.language) settings_.language = *options_.language;
  settings_.fingerprint_bits = options_.fingerprint_bits;
}

void Run::load_known() {
  if (reader_)
    states_ =
        guard_xapian("read the index", generation_, [&] { return read_file_states(*reader_); });
}

void Run::plan(std::vector<Root>& roots) {
  plan_ = plan_run({options_.folders, options_.filter, {options_.force, options_.prune}},
                   folder_.path(), states_, roots, console_, report_);
  progress_.files_total = plan_.files;
  progress_.bytes_total = plan_.bytes;
}

FileFeed Run::make_feed(std::vector<FileState>& gone, Report& report) {
  FeedSettings settings;
  settings.force = options_.force;
  FileFeed feed(options_.fields, settings, reader_.get(), gone, report, interrupted());
  feed.reserve_origins(states_);
  return feed;
}

std::string Run::sample_dictionary() {
  std::vector<std::string> records;
  std::size_t bytes = 0;
  DocumentWorker worker(options_.fields, settings_, std::make_shared<ZstdDictionary>(""), 0);
  Report ignored;
  std::vector<FileState> gone = plan_.gone;
  FileFeed feed = make_feed(gone, ignored);
  for (auto& work : plan_.roots) {
    std::vector<Candidate> candidates = work.candidates;
    const bool more = feed.feed(work.root.name, work.root.path, candidates, [&](Task&& task) {
      for (const auto& record : task.records) {
        auto document = worker.read(task, record);
        if (!std::holds_alternative<Document>(document)) continue;
        records.push_back(serialise_document(std::get<Document>(document)));
        bytes += records.back().size();
      }
      return bytes < kSampleBytes;
    });
    if (!more) break;
  }
  if (bytes < kMinSampleBytes) return {};
  return train_dictionary({records.begin(), records.end()},
                          std::min(kMaxDictionaryBytes, bytes / kSampleForDictionary));
}

std::shared_ptr<const ZstdDictionary> Run::dictionary() {
  std::string bytes = writer_->metadata(kDictionaryKey);
  if (bytes.empty() && progress_.files_total > 0) {
    bytes = sample_dictionary();
    if (!bytes.empty()) writer_->set_metadata(std::string(kDictionaryKey), bytes);
  }
  return std::make_shared<ZstdDictionary>(std::move(bytes));
}

void Run::publish_first() {
  if (published_) return;
  folder_.publish(generation_);
  published_ = true;
}

void Run::show_progress(const TaskResult& result) {
  progress_.documents += result.records.size();
  progress_.files_done = result.files_done;
  progress_.bytes_done = result.bytes_done;
  if (!options_.json) console_.progress(progress_);
}

void Run::write_changes() {
  IndexRun run(*writer_, report_, options_.batch, [&] { publish_first(); });
  const auto dictionary = this->dictionary();
  OrderedWorkers<Task, TaskResult> workers(
      options_.jobs,
      [&] {
        const auto worker = std::make_shared<DocumentWorker>(options_.fields, settings_, dictionary,
                                                             writer_->state().run);
        return [worker](Task&& task) { return worker->process(std::move(task)); };
      },
      [&](TaskResult&& result) {
        show_progress(result);
        run.take(std::move(result));
      });
  FileFeed feed = make_feed(plan_.gone, report_);
  bool to_the_end = true;
  for (auto& work : plan_.roots) {
    to_the_end =
        to_the_end && feed.feed(work.root.name, work.root.path, work.candidates, [&](Task&& task) {
          workers.submit(std::move(task));
          return true;
        });
  }
  workers.finish();
  for (const auto& state : plan_.gone) {
    if (to_the_end && !state.path.empty()) run.forget_file(state);
  }
  if (to_the_end && !writer_->state().complete) {
    writer_->state().complete = true;
    run.mark_changed();
  }
  run.finish();
}

void Run::compact_if_due(const IndexState& state, std::uint64_t documents) {
  if (!state.complete || is_sealed(generation_)) return;
  const bool due = state.changes * kCompactFraction > documents;
  if (!due) return;
  if (!options_.quiet && !options_.json) console_.note("compacting the index");
  if (!compact_generation(folder_, generation_)) {
    console_.note("the index stays as it is: Xapian could not read back its compacted form");
  }
}

void Run::describe_index() {
  const auto current = folder_.current();
  if (!current) return;
  guard_xapian("read the index", *current, [&] {
    const Xapian::Database database(database_path(*current).string());
    report_.documents = database.get_doccount();
    report_.index_undated = database.get_termfreq(std::string(kUndatedTerm));
    report_.text_bytes = read_state(database).text_bytes;
  });
  report_.index_bytes = bytes_of_folder(*current);
}

void Run::report() {
  console_.end_progress();
  report_.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  report_.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  std::size_t named = 0;
  const auto name = [&](const SkippedItem& item) {
    const std::string detail =
        item.skip.detail.empty() ? "" : fmt::format(" ({})", item.skip.detail);
    console_.warning(
        fmt::format("skipped '{}': {}{}", item.path, to_string(item.skip.kind), detail));
    ++named;
  };
  for (const auto& item : report_.skipped) {
    if (options_.verbose || named < kNamedSkips) name(item);
  }
  if (named < report_.skipped.size()) {
    console_.warning(fmt::format("{} more were skipped (--verbose names them all)",
                                 grouped_number(report_.skipped.size() - named)));
  }
  for (const auto& item : report_.known_bad) {
    if (options_.verbose) name(item);
  }
  if (options_.json) {
    output_.write(summary_json(report_, folder_.path().string(), interrupted()));
  } else if (!options_.quiet) {
    output_.write(summary_text(report_));
  }
  output_.flush();
}

ExitCode Run::exit_code() const {
  if (interrupted()) return interrupt_exit_code();
  if (plan_.root_missing) return ExitCode::Usage;
  return options_.strict && report_.skipped_total() > 0 ? ExitCode::Nothing : ExitCode::Done;
}

void Run::make_index_folder() {
  std::error_code error;
  if (!fs::create_directories(folder_.path(), error) && !error) return;
  if (error) {
    throw Error(
        ExitCode::WriteFailed,
        fmt::format("cannot make the folder '{}': {}", folder_.path().string(), error.message()),
        "keep the index elsewhere with --index DIR");
  }
  sync_folder(folder_.path().parent_path());
}

ExitCode Run::index() {
  catch_interrupts();
  std::vector<Root> roots;
  // A folder that is not there must not leave an empty index behind.
  if (!folder_.current()) name_roots(options_.folders, folder_.path(), roots);
  make_index_folder();
  folder_ = IndexFolder(fs::canonical(folder_.path()));
  const WriterLock lock(folder_, options_.wait);
  folder_.remove_leftovers();
  open_generation();
  if (generation_.empty()) {
    generation_ = folder_.create_generation();
    UpdateWriter::create(generation_, settings_, state_);
  }
  load_known();
  writer_ = std::make_unique<UpdateWriter>(generation_);
  roots = writer_->roots();
  const std::size_t known_roots = roots.size();
  plan(roots);
  writer_->state().run += 1;
  writer_->state().run_time = std::time(nullptr);
  if (roots.size() > known_roots) writer_->set_roots(roots);
  write_changes();
  const IndexState state = writer_->state();
  const std::uint64_t documents = writer_->documents();
  writer_.reset();
  compact_if_due(state, documents);
  describe_index();
  report();
  if (interrupted()) {
    console_.note("interrupted: what was read is in the index; run it again to go on");
  }
  return exit_code();
}

ExitCode Run::dry_run() {
  catch_interrupts();
  open_generation();
  load_known();
  std::vector<Root> roots;
  if (reader_)
    roots = guard_xapian("read the index", generation_, [&] { return read_roots(*reader_); });
  plan(roots);
  FileFeed feed = make_feed(plan_.gone, report_);
  feed.on_change([&](FileChange change, const FileJob& job) {
    if (change == FileChange::Added)
      output_.write(fmt::format("add     {}\n", one_line(job.state.path)));
    if (change == FileChange::Changed)
      output_.write(fmt::format("change  {}\n", one_line(job.state.path)));
    if (change == FileChange::Moved) {
      output_.write(
          fmt::format("move    {} -> {}\n", one_line(job.before.path), one_line(job.state.path)));
    }
  });
  for (auto& work : plan_.roots) {
    feed.feed(work.root.name, work.root.path, work.candidates, [&](Task&& task) {
      for (auto& item : task.skipped) report_.skipped.push_back(std::move(item));
      return true;
    });
  }
  for (const auto& state : plan_.gone) {
    if (!state.path.empty()) output_.write(fmt::format("remove  {}\n", one_line(state.path)));
  }
  for (const auto& item : report_.skipped) {
    output_.write(fmt::format("skip    {} ({})\n", one_line(item.path), to_string(item.skip.kind)));
  }
  output_.flush();
  return exit_code();
}

}  // namespace

ExitCode run_index(const IndexOptions& options, Console& console, Output& output) {
  console.set_quiet(options.quiet);
  Run run(options, console, output);
  return options.dry_run ? run.dry_run() : run.index();
}

}  // namespace dateline
