// SPDX-License-Identifier: GPL-2.0-or-later
//
// What each step costs that a document takes before it meets an index: feeding, reading, making,
// its words, its record. One thread, its processor time, the median of some passes.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <zdict.h>
#include <zstd.h>

#include "common/base/error.h"
#include "common/base/hash.h"
#include "common/base/utf8.h"
#include "common/domain/stemmer.h"
#include "common/domain/tokenizer.h"
#include "common/domain/word_table.h"
#include "common/storage/doc_record.h"
#include "common/storage/word_sequence.h"
#include "indexer/clean/article_text.h"
#include "indexer/clean/date_finder.h"
#include "indexer/clean/document_maker.h"
#include "indexer/clean/language.h"
#include "indexer/file_feed.h"
#include "indexer/formats/json_reader.h"
#include "indexer/walk/folder_walker.h"
#include "scripts/bench/timing.h"

namespace dateline::bench {
namespace {

constexpr std::string_view kUsage =
    "usage: analysis [--passes N] [--only STAGE] [--digest] FOLDER\n"
    "Prints for each stage nanoseconds for a byte of text (title and body) and for a document.\n"
    "FOLDER holds JSON lines. --only runs the stages whose names begin with STAGE; --digest "
    "prints\n"
    "instead one hash over all documents and one over all words.\n";

constexpr std::size_t kPasses = 3;
constexpr std::size_t kTrainingBytes = 4U << 20U;

struct Options {
  std::size_t passes = kPasses;
  std::string only;
  bool digest = false;
  std::filesystem::path folder;
};

double thread_seconds() {
  struct timespec now {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// The articles in every form they pass through.
struct Articles {
  std::filesystem::path folder;
  std::vector<Task> tasks;
  std::vector<RawDocument> raws;
  std::vector<Document> documents;
  std::uint64_t text_bytes = 0;
};

template <class Sink>
void feed_all(const std::filesystem::path& folder, Sink&& sink) {
  const std::atomic<bool> interrupted = false;
  std::vector<FileState> gone;
  Report report;
  FileFeed feed(FieldMap(), {}, nullptr, nullptr, gone, report, interrupted);
  WalkResult walk = walk_folder(folder, {}, folder / ".dateline");
  std::vector<Candidate> candidates;
  for (auto& item : walk.files) candidates.push_back({std::move(item), false, {}});
  feed.feed("root", folder, candidates, [&](Task&& task) {
    sink(std::move(task));
    return true;
  });
}

std::string_view bytes_of(const Task& task, const RecordTask& record) {
  return std::string_view(task.buffer).substr(record.begin, record.length);
}

ReadResult read_record(JsonReader& reader, const Task& task, const RecordTask& record) {
  return reader.read(bytes_of(task, record), task.buffer.capacity() - record.begin);
}

Articles load(const std::filesystem::path& folder) {
  Articles articles{folder, {}, {}, {}, 0};
  feed_all(folder, [&](Task&& task) { articles.tasks.push_back(std::move(task)); });
  JsonReader reader{FieldMap()};
  for (const auto& task : articles.tasks) {
    for (const auto& record : task.records) {
      auto read = read_record(reader, task, record);
      if (std::holds_alternative<Skip>(read)) continue;
      articles.raws.push_back(std::get<RawDocument>(read));
      Document document =
          make_document(std::get<RawDocument>(std::move(read)), task.job->state.path);
      document.id = record.id;
      document.root = task.job->state.root;
      document.path = task.job->state.path;
      document.record = record.record;
      document.content_hash = record.content_hash;
      document.raw_bytes = record.length;
      articles.text_bytes += document.title.size() + document.body.size();
      articles.documents.push_back(std::move(document));
    }
  }
  if (articles.documents.empty()) throw std::runtime_error("no articles in that folder");
  return articles;
}

// Runs and prints the stages that were asked for.
class Stages {
 public:
  Stages(const Options& options, const Articles& articles)
      : options_(options), articles_(articles) {
    fmt::print("stage\tns/byte\tlowest\thighest\tns/document\tnote\n");
  }

  // `work` returns what is to be said about it.
  void measure(const std::string& name, const std::function<std::string()>& work) {
    timed(name, [&](double& seconds) {
      const double begin = thread_seconds();
      std::string note = work();
      seconds = thread_seconds() - begin;
      return note;
    });
  }

  // `work` sets the time itself.
  void timed(const std::string& name, const std::function<std::string(double&)>& work) {
    if (!name.starts_with(options_.only)) return;
    std::vector<double> times;
    std::string note;
    for (std::size_t pass = 0; pass < options_.passes; ++pass) {
      double seconds = 0;
      note = work(seconds);
      times.push_back(seconds * 1e9);
    }
    const auto bytes = static_cast<double>(articles_.text_bytes);
    const double median = quantile(times, 0.5);
    fmt::print("{}\t{:.2f}\t{:.2f}\t{:.2f}\t{:.0f}\t{}\n", name, median / bytes,
               quantile(times, 0) / bytes, quantile(times, 1) / bytes,
               median / static_cast<double>(articles_.documents.size()), note);
    std::fflush(stdout);
  }

 private:
  const Options& options_;
  const Articles& articles_;
};

void measure_reading(Stages& stages, const Articles& articles) {
  stages.measure("feed", [&] {
    std::size_t tasks = 0;
    feed_all(articles.folder, [&](const Task&) { ++tasks; });
    return fmt::format("{} tasks", tasks);
  });
  const auto each_record = [&](auto&& use) {
    for (const auto& task : articles.tasks) {
      for (const auto& record : task.records) use(task, record);
    }
  };
  stages.measure("utf8", [&] {
    std::size_t valid = 0;
    each_record([&](const Task& task, const RecordTask& record) {
      valid += is_valid_utf8(bytes_of(task, record));
    });
    return fmt::format("{} valid", valid);
  });
  JsonReader reader{FieldMap()};
  stages.measure("json id", [&] {
    std::size_t bytes = 0;
    each_record([&](const Task& task, const RecordTask& record) {
      bytes +=
          reader.record_id(bytes_of(task, record), task.buffer.capacity() - record.begin).size();
    });
    return fmt::format("{} bytes", bytes);
  });
  stages.measure("json", [&] {
    std::size_t bytes = 0;
    each_record([&](const Task& task, const RecordTask& record) {
      const auto read = read_record(reader, task, record);
      if (const auto* raw = std::get_if<RawDocument>(&read)) bytes += raw->text.size();
    });
    return fmt::format("{} bytes of text", bytes);
  });
}

void measure_making(Stages& stages, const Articles& articles) {
  stages.timed("make", [&](double& seconds) {
    constexpr std::size_t kGroup = 500;
    std::size_t bytes = 0;
    for (std::size_t first = 0; first < articles.raws.size(); first += kGroup) {
      const std::size_t end = std::min(first + kGroup, articles.raws.size());
      std::vector<RawDocument> raws(articles.raws.begin() + static_cast<std::ptrdiff_t>(first),
                                    articles.raws.begin() + static_cast<std::ptrdiff_t>(end));
      const double begin = thread_seconds();
      for (auto& raw : raws) bytes += make_document(std::move(raw), "news.jsonl").body.size();
      seconds += thread_seconds() - begin;
    }
    return fmt::format("{} bytes of body", bytes);
  });
  stages.measure("make: title and body", [&] {
    std::size_t bytes = 0;
    for (const auto& raw : articles.raws)
      bytes += body_without_title(raw.text, choose_title(raw)).size();
    return fmt::format("{} bytes of body", bytes);
  });
  stages.measure("make: language", [&] {
    std::size_t known = 0;
    for (const auto& raw : articles.raws) known += !detect_language(raw.text).empty();
    return fmt::format("{} detected; done only where none is stated", known);
  });
  stages.measure("make: date", [&] {
    std::size_t dated = 0;
    for (std::size_t i = 0; i < articles.raws.size(); ++i) {
      const Document& document = articles.documents[i];
      const auto found =
          find_publication(articles.raws[i], document.body, "news.jsonl", document.language);
      dated += found.best.date ? 1 : 0;
    }
    return fmt::format("{} dated", dated);
  });
}

// The look-ups of a builder: number, stem and fingerprint of each word, counted by document.
class WordCounter {
 public:
  std::size_t read(std::string_view text) {
    std::size_t words = 0;
    Tokenizer tokenizer(text);
    for (Token token; tokenizer.next(token); ++words) {
      const std::uint64_t hash = hash64(token.word);
      const auto [number, added] = words_.number(token.word, hash);
      if (added) stems_of_words_.push_back(stems_.number(stemmer_.stem(token.word)).number);
      fingerprints_.push_back(static_cast<Fingerprint>(hash));
      const std::uint32_t stem = stems_of_words_[number];
      if (stem >= counts_.size()) counts_.resize(stem + 1);
      if (counts_[stem]++ == 0) seen_.push_back(stem);
    }
    return words;
  }

  void end_document() {
    for (const std::uint32_t stem : seen_) counts_[stem] = 0;
    seen_.clear();
    fingerprints_.clear();
  }

  std::uint32_t words() const { return words_.size(); }

 private:
  WordTable words_;
  WordTable stems_;
  Stemmer stemmer_{"english"};
  std::vector<std::uint32_t> stems_of_words_;
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> seen_;
  std::vector<Fingerprint> fingerprints_;
};

void measure_words(Stages& stages, const Articles& articles) {
  stages.measure("tokens", [&] {
    std::size_t words = 0;
    for (const auto& document : articles.documents) {
      for (const std::string_view text :
           {std::string_view(document.title), std::string_view(document.body)}) {
        Tokenizer tokenizer(text);
        for (Token token; tokenizer.next(token);) ++words;
      }
    }
    return fmt::format("{} words", words);
  });
  stages.measure("tokens, words, stems, fingerprints", [&] {
    WordCounter counter;
    std::size_t words = 0;
    for (const auto& document : articles.documents) {
      words += counter.read(document.title) + counter.read(document.body);
      counter.end_document();
    }
    return fmt::format("{} words, {} of them different", words, counter.words());
  });
}

struct ContextDeleter {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
};

std::string compress_all(const std::vector<std::string>& records, ZSTD_CCtx* context,
                         std::uint64_t text_bytes) {
  std::string frame;
  std::size_t total = 0;
  for (const auto& record : records) {
    frame.resize(std::max(frame.size(), ZSTD_compressBound(record.size())));
    total += ZSTD_compress2(context, frame.data(), frame.size(), record.data(), record.size());
  }
  return fmt::format("{:.4f} of text",
                     static_cast<double>(total) / static_cast<double>(text_bytes));
}

void measure_level(Stages& stages, const std::vector<std::string>& records,
                   const std::string& dictionary, int level, std::uint64_t text_bytes) {
  const std::unique_ptr<ZSTD_CCtx, ContextDeleter> context(ZSTD_createCCtx());
  const std::unique_ptr<ZSTD_CDict, ContextDeleter> digested(
      ZSTD_createCDict(dictionary.data(), dictionary.size(), level));
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  ZSTD_CCtx_refCDict(context.get(), digested.get());
  stages.measure(fmt::format("zstd level {}, dictionary of {} kB", level, dictionary.size() >> 10U),
                 [&] { return compress_all(records, context.get(), text_bytes); });
}

void measure_records(Stages& stages, const Articles& articles) {
  std::vector<std::string> records;
  for (const auto& document : articles.documents) records.push_back(serialise_document(document));
  stages.measure("serialise", [&] {
    std::size_t bytes = 0;
    for (const auto& document : articles.documents) bytes += serialise_document(document).size();
    return fmt::format("{} bytes", bytes);
  });
  std::vector<std::string_view> samples;
  std::size_t sampled = 0;
  for (const auto& record : records) {
    if (sampled >= kTrainingBytes) break;
    sampled += record.size();
    samples.push_back(record);
  }
  for (const std::size_t kilobytes : {32, 112, 256}) {
    std::string dictionary;
    stages.measure(fmt::format("zstd training, {} kB of {} MB", kilobytes, sampled / 1'000'000),
                   [&] {
                     const double begin = thread_seconds();
                     dictionary = train_dictionary(samples, kilobytes << 10U);
                     return fmt::format("{:.0f} ms", (thread_seconds() - begin) * 1e3);
                   });
    if (dictionary.empty()) dictionary = train_dictionary(samples, kilobytes << 10U);
    for (const int level : {1, 3, 5, 6, 9})
      measure_level(stages, records, dictionary, level, articles.text_bytes);
  }
}

void print_digest(const Articles& articles) {
  StreamingHash documents;
  StreamingHash words;
  std::size_t count = 0;
  for (const auto& document : articles.documents) {
    documents.update(serialise_document(document));
    for (const std::string_view text :
         {std::string_view(document.title), std::string_view(document.body)}) {
      Tokenizer tokenizer(text, true);
      for (Token token; tokenizer.next(token); ++count) {
        words.update(fmt::format("{}\n{}\n{} {} {}\n", token.word, token.accented, token.begin,
                                 token.end, token.run_tail));
      }
    }
  }
  fmt::print("documents\t{}\t{:016x}\nwords\t{}\t{:016x}\n", articles.documents.size(),
             documents.digest(), count, words.digest());
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    if (arg == "--digest") {
      options.digest = true;
    } else if (arg == "--only" && i + 1 < argc) {
      options.only = argv[++i];
    } else if (arg == "--passes" && i + 1 < argc) {
      const std::string_view number = argv[++i];
      std::from_chars(number.data(), number.data() + number.size(), options.passes);
    } else {
      options.folder = arg;
    }
  }
  if (options.folder.empty() || options.passes == 0) throw std::runtime_error(std::string(kUsage));
  return options;
}

void run(const Options& options) {
  const Articles articles = load(options.folder);
  if (options.digest) return print_digest(articles);
  Stages stages(options, articles);
  measure_reading(stages, articles);
  measure_making(stages, articles);
  measure_words(stages, articles);
  measure_records(stages, articles);
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  try {
    dateline::bench::run(dateline::bench::parse_options(argc, argv));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
