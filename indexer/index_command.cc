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
#include "common/base/hash.h"
#include "common/base/terminal_text.h"
#include "common/domain/fields.h"
#include "common/storage/index_folder.h"
#include "common/storage/xapian_guard.h"
#include "common/storage/zstd_codec.h"
#include "indexer/bulk/bulk_writer.h"
#include "indexer/dictionary_sample.h"
#include "indexer/file_feed.h"
#include "indexer/index_run.h"
#include "indexer/interrupt.h"
#include "indexer/line_count.h"
#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/run_plan.h"
#include "indexer/sandbox/sandbox.h"
#include "indexer/worker_crew.h"
#include "indexer/write/update_writer.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

// When more than one document in five changes, the whole index is built anew: that takes less time,
// and leaves it compact.
constexpr std::uint64_t kBulkFraction = 5;

// What a bulk build takes besides its runs: the program, tasks on their way; parsers and
// compressors of each worker.
constexpr std::uint64_t kFixedMemory = std::uint64_t{64} << 20U;
constexpr std::uint64_t kWorkerMemory = std::uint64_t{48} << 20U;

// Smaller runs are too many to merge in a reasonable time.
constexpr std::uint64_t kLeastRun = std::uint64_t{4} << 20U;
// What a worker with such runs takes, where English is read; kWorkerMemory has room for more words.
constexpr std::uint64_t kLeastWorkerMemory = std::uint64_t{28} << 20U;

// Whether there may be text or Markdown in it, whose lines are counted.
bool may_hold_text(Format format) {
  return format == Format::Text || format == Format::Markdown || format == Format::Archive ||
         format == Format::Compressed;
}

std::shared_ptr<const ZstdDictionary> no_dictionary() {
  return std::make_shared<ZstdDictionary>("");
}

// One run, from the walk to the summary.
class Run {
 public:
  Run(const IndexOptions& options, Console& console, Output& output)
      : options_(options),
        console_(console),
        output_(output),
        start_(std::chrono::steady_clock::now()),
        folder_(fs::absolute(options.index).lexically_normal()),
        // One for each worker and one for the feed.
        sandboxes_({.program = options.parser, .setup = {options.parse, {}}}, options.jobs + 1) {
    rules_->fields = options.fields;
    rules_->parse = options.parse;
  }

  ExitCode index();
  ExitCode dry_run();

 private:
  void make_index_folder();
  void open_generation();
  void load_known();
  void plan();
  bool knows_format();
  bool wants_bulk();
  bool most_changes();
  std::string new_dictionary();
  RepeatedLines repeated_lines();
  void load_lines();
  std::shared_ptr<DocumentWorker> new_worker(std::shared_ptr<const ZstdDictionary> dictionary,
                                             std::shared_ptr<BulkSink> sink = nullptr);

  void update();
  void publish_first();
  void build_in_bulk();
  void compact_if_due();
  std::string build_identity(std::string_view what) const;
  unsigned bulk_jobs() const;
  std::uint64_t run_budget() const;
  bool feed_all(IndexWriter& writer, WorkerCrew& crew);
  bool merge(BulkWriter& writer, WorkerCrew& crew,
             const std::shared_ptr<const ZstdDictionary>& dictionary);
  void publish(const fs::path& generation);

  void show_progress(const TaskResult& result);
  void describe_index();
  void report();
  FileFeed make_feed(std::vector<FileState>& gone, Report& report);
  void look_ahead(const std::function<bool(Task&&)>& sink, std::size_t stride = 1,
                  const std::function<bool(Format)>& wanted = {});
  ExitCode exit_code() const;

  const IndexOptions& options_;
  Console& console_;
  Output& output_;
  const std::chrono::steady_clock::time_point start_;
  IndexFolder folder_;
  SandboxPool sandboxes_;
  std::shared_ptr<ReadingRules> rules_ = std::make_shared<ReadingRules>();
  fs::path generation_;  // the one that answers; empty: none
  bool published_ = false;
  std::unique_ptr<Xapian::Database> reader_;  // of it; null: nothing in the index yet
  AnalyserSettings settings_;
  IndexState state_;
  std::vector<Root> roots_;
  bool roots_changed_ = false;
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
      roots_ = read_roots(*reader_);
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

void Run::plan() {
  const std::size_t known_roots = roots_.size();
  plan_ = plan_run({options_.folders, options_.filter, {options_.force, options_.prune}},
                   folder_.path(), states_, roots_, console_, report_);
  roots_changed_ = roots_.size() > known_roots;
  progress_.files_total = plan_.files;
  progress_.bytes_total = plan_.bytes;
}

FileFeed Run::make_feed(std::vector<FileState>& gone, Report& report) {
  FeedSettings settings;
  settings.force = options_.force;
  FileFeed feed(options_.fields, settings, sandboxes_.take(), reader_.get(), gone, report,
                interrupted());
  feed.reserve_origins(states_);
  return feed;
}

// Gives the candidates out before the run itself does: nothing is counted, nothing moved. Of every
// `stride`th file; `wanted`: of which formats, empty: of all.
void Run::look_ahead(const std::function<bool(Task&&)>& sink, std::size_t stride,
                     const std::function<bool(Format)>& wanted) {
  Report ignored;
  std::vector<FileState> gone = plan_.gone;
  FileFeed feed = make_feed(gone, ignored);
  feed.only(wanted);
  for (const auto& work : plan_.roots) {
    std::vector<Candidate> some;
    for (std::size_t i = 0; i < work.candidates.size(); i += stride)
      some.push_back(work.candidates[i]);
    if (!feed.feed(work.root.name, work.root.path, some, sink)) return;
  }
}

// Which writer

bool Run::knows_format() {
  if (options_.format_check(folder_.path() / "format-check")) return true;
  console_.note(
      fmt::format("Xapian {} has another format than the bulk builder: documents go through "
                  "Xapian's own writer, which takes longer",
                  Xapian::version_string()));
  return false;
}

bool Run::wants_bulk() {
  if (options_.writer == WriterChoice::Update) return false;
  const bool asked = options_.writer == WriterChoice::Bulk || options_.rebuild || !reader_;
  return (asked || most_changes()) && knows_format();
}

// Reads the candidate files, unless they and those that are gone are few anyway.
bool Run::most_changes() {
  std::uint64_t known_bytes = 0;
  for (const auto& state : states_) known_bytes += state.size;
  std::uint64_t touched_bytes = plan_.bytes;
  std::uint64_t changes = 0;
  for (const auto& state : plan_.gone) {
    touched_bytes += state.size;
    changes += state.documents;
  }
  if (touched_bytes * kBulkFraction <= known_bytes) return false;
  const std::uint64_t documents =
      guard_xapian("read the index", generation_, [&] { return reader_->get_doccount(); });
  look_ahead([&](Task&& task) {
    changes += task.records.size() + task.vanished.size();
    return changes * kBulkFraction <= documents;
  });
  return changes * kBulkFraction > documents;
}

// From files all over the folder: the first ones in the order of paths are often of one site.
std::string Run::new_dictionary() {
  const auto worker = new_worker(no_dictionary());
  const std::size_t stride = std::max<std::uint64_t>(1, plan_.bytes / (2 * kDictionarySample));
  return sample_dictionary(
      *worker, [&](const std::function<bool(Task &&)>& sink) { look_ahead(sink, stride); });
}

// Lines

RepeatedLines Run::repeated_lines() {
  return count_lines(
      options_.jobs, [&] { return new_worker(no_dictionary()); },
      [&](const std::function<bool(Task &&)>& sink) { look_ahead(sink, 1, may_hold_text); });
}

// Those that were counted when the index was first built.
void Run::load_lines() {
  if (!reader_) return;
  const std::string bytes = guard_xapian(
      "read the index", generation_, [&] { return reader_->get_metadata(std::string(kLinesKey)); });
  if (!bytes.empty()) rules_->repeated = RepeatedLines::decode(bytes);
}

std::shared_ptr<DocumentWorker> Run::new_worker(std::shared_ptr<const ZstdDictionary> dictionary,
                                                std::shared_ptr<BulkSink> sink) {
  return std::make_shared<DocumentWorker>(
      WorkerSettings{rules_, settings_, std::move(dictionary), state_.run}, sandboxes_.take(),
      std::move(sink));
}

// Feeding

void Run::show_progress(const TaskResult& result) {
  progress_.documents += result.records.size();
  progress_.files_done = result.files_done;
  progress_.bytes_done = result.bytes_done;
  if (!options_.json) console_.progress(progress_);
}

// Everything that has changed goes to the writer. False when an interrupt ended it.
bool Run::feed_all(IndexWriter& writer, WorkerCrew& crew) {
  IndexRun run(writer, report_, [&] { publish_first(); });
  bool to_the_end = true;
  crew.run(
      [&](const std::function<void(Task &&)>& submit) {
        FileFeed feed = make_feed(plan_.gone, report_);
        for (auto& work : plan_.roots) {
          to_the_end = to_the_end &&
                       feed.feed(work.root.name, work.root.path, work.candidates, [&](Task&& task) {
                         submit(std::move(task));
                         return true;
                       });
        }
      },
      [&](TaskResult&& result) {
        show_progress(result);
        run.take(std::move(result));
      });
  for (const auto& state : plan_.gone) {
    if (to_the_end && !state.path.empty()) run.forget_file(state);
  }
  if (to_the_end && !writer.state().complete) {
    writer.state().complete = true;
    run.mark_changed();
  }
  run.finish();
  return to_the_end;
}

// Through Xapian's own writer

void Run::publish_first() {
  if (published_) return;
  if (generation_.empty()) return;
  folder_.publish(generation_);
  published_ = true;
}

void Run::update() {
  if (generation_.empty()) {
    const bool ours = options_.writer == WriterChoice::Update && knows_format();
    generation_ = folder_.create_generation();
    UpdateWriter::create(generation_, settings_, state_, ours ? Creator::Glass : Creator::Xapian);
  }
  UpdateWriter writer(generation_, options_.batch);
  writer.state().run = state_.run;
  writer.state().run_time = state_.run_time;
  if (roots_changed_) writer.set_metadata(std::string(kRootsKey), encode_roots(roots_));
  if (!reader_) {
    rules_->repeated = repeated_lines();
    writer.set_metadata(std::string(kLinesKey), rules_->repeated.encode());
  }
  std::string bytes = writer.metadata(kDictionaryKey);
  if (bytes.empty() && progress_.files_total > 0) {
    bytes = new_dictionary();
    if (!bytes.empty()) writer.set_metadata(std::string(kDictionaryKey), bytes);
  }
  const auto dictionary = std::make_shared<const ZstdDictionary>(std::move(bytes));
  WorkerCrew crew(options_.jobs, [&] { return new_worker(dictionary); });
  feed_all(writer, crew);
  state_ = writer.state();
}

// In bulk

// What documents depend on besides their sources: an interrupted build of other things is no help.
std::string Run::build_identity(std::string_view what) const {
  std::string fields;
  for (std::size_t i = 0; i < kRecordFieldCount; ++i) {
    for (const auto& name : options_.fields.names(static_cast<RecordField>(i)))
      fields += fmt::format("{}={}\n", i, name);
  }
  return fmt::format(
      "dateline-build 2\n{}\nprogram {}\nsettings {:016x}\nfields {:016x}\nencoding {}\n"
      "whole pages {}\nlines {:016x}\nrun {}\nolder {}\n",
      what, DATELINE_VERSION, settings_.hash(), hash64(fields), options_.parse.encoding,
      options_.parse.whole_page, hash64(rules_->repeated.encode()), state_.run,
      generation_.empty() ? "none" : generation_.filename().string());
}

// As many workers as were asked for, or as the memory is enough for.
unsigned Run::bulk_jobs() const {
  const std::uint64_t room = options_.memory - std::min(options_.memory, kFixedMemory);
  return static_cast<unsigned>(
      std::clamp<std::uint64_t>(room / kLeastWorkerMemory, 1, options_.jobs));
}

std::uint64_t Run::run_budget() const {
  if (options_.run_bytes > 0) return options_.run_bytes * bulk_jobs();
  const std::uint64_t fixed = kFixedMemory + bulk_jobs() * kWorkerMemory;
  return std::max(options_.memory, fixed + bulk_jobs() * kLeastRun) - fixed;
}

void Run::publish(const fs::path& generation) {
  reader_.reset();
  folder_.publish(generation);
  folder_.remove_leftovers();
  generation_ = generation;
  published_ = true;
}

// Adds what stays of the older generation, and makes the new one. False when an interrupt ended it:
// complete runs are left for the next run.
bool Run::merge(BulkWriter& writer, WorkerCrew& crew,
                const std::shared_ptr<const ZstdDictionary>& dictionary) {
  const std::vector<Xapian::docid> kept = writer.kept_documents();
  if (!kept.empty()) {
    const std::string older = guard_xapian("read the index", generation_, [&] {
      return reader_->get_metadata(std::string(kDictionaryKey));
    });
    const bool same = older == dictionary->bytes();
    crew.carry_over(kept, same ? dictionary : std::make_shared<const ZstdDictionary>(older), same,
                    interrupted());
  }
  crew.write_runs();
  if (interrupted()) return false;
  const MergeCounts counts = writer.finish();
  for (const auto& id : counts.duplicates) {
    report_.skip({id.hex(), {SkipKind::Duplicate, "two documents have this id: one is left out"}});
  }
  state_ = writer.state();
  return true;
}

void Run::build_in_bulk() {
  const bool counts_lines = !reader_ || options_.rebuild;
  if (counts_lines) rules_->repeated = repeated_lines();
  const std::string identity = build_identity(options_.rebuild ? "rebuild" : "documents");
  auto build = BuildFolder::find(folder_, identity);
  folder_.remove_leftovers(build ? build->generation() : fs::path());
  if (!build) {
    std::string bytes;
    if (reader_ && !options_.rebuild) {
      bytes = guard_xapian("read the index", generation_,
                           [&] { return reader_->get_metadata(std::string(kDictionaryKey)); });
    }
    if (bytes.empty() && progress_.files_total > 0) bytes = new_dictionary();
    build = BuildFolder::create(folder_, identity, bytes);
  }
  const auto dictionary = std::make_shared<const ZstdDictionary>(build->dictionary());
  std::optional<fs::path> older;
  if (!generation_.empty()) older = generation_;
  BulkWriter writer(*build, older, settings_, state_, bulk_jobs(), run_budget());
  if (roots_changed_) writer.set_metadata(std::string(kRootsKey), encode_roots(roots_));
  if (counts_lines) writer.set_metadata(std::string(kLinesKey), rules_->repeated.encode());
  WorkerCrew crew(bulk_jobs(), [&] { return new_worker(dictionary, writer.make_sink()); });
  if (!feed_all(writer, crew)) {
    crew.write_runs();
    return;
  }
  if (merge(writer, crew, dictionary)) publish(writer.generation());
}

// An index that has changed much, little by little, is built anew from its own records.
void Run::compact_if_due() {
  if (!state_.complete || is_sealed(generation_) || interrupted()) return;
  reader_ = guard_xapian("open the index", generation_, [&] {
    return std::make_unique<Xapian::Database>(database_path(generation_).string());
  });
  const std::uint64_t documents =
      guard_xapian("read the index", generation_, [&] { return reader_->get_doccount(); });
  if (state_.changes * kBulkFraction <= documents || !knows_format()) return;
  if (!options_.quiet && !options_.json) console_.note("compacting the index");
  const std::string bytes = guard_xapian("read the index", generation_, [&] {
    return reader_->get_metadata(std::string(kDictionaryKey));
  });
  const auto dictionary = std::make_shared<const ZstdDictionary>(bytes);
  BulkWriter writer(BuildFolder::create(folder_, build_identity("compact"), bytes), generation_,
                    settings_, state_, bulk_jobs(), run_budget());
  WorkerCrew crew(bulk_jobs(), [&] { return new_worker(dictionary, writer.make_sink()); });
  if (merge(writer, crew, dictionary)) publish(writer.generation());
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
  name_skipped(report_, options_.verbose, console_);
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
  // A folder that is not there must not leave an empty index behind.
  if (!folder_.current()) {
    std::vector<Root> roots;
    name_roots(options_.folders, folder_.path(), roots);
  }
  make_index_folder();
  folder_ = IndexFolder(fs::canonical(folder_.path()));
  const WriterLock lock(folder_, options_.wait);
  open_generation();
  load_known();
  plan();
  load_lines();
  state_.run += 1;
  state_.run_time = std::time(nullptr);
  const bool bulk = wants_bulk();
  if (bulk) {
    build_in_bulk();
  } else {
    folder_.remove_leftovers();
    update();
    compact_if_due();
  }
  describe_index();
  report();
  if (interrupted()) {
    console_.note(bulk ? "interrupted: what was read is kept; run it again to go on"
                       : "interrupted: what was read is in the index; run it again to go on");
  }
  return exit_code();
}

ExitCode Run::dry_run() {
  catch_interrupts();
  open_generation();
  load_known();
  plan();
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
  if (options.listing != Listing::None) {
    list_from_index(options.index, options.listing, output);
    return ExitCode::Done;
  }
  Run run(options, console, output);
  return options.dry_run ? run.dry_run() : run.index();
}

}  // namespace dateline
