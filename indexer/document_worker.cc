// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/document_worker.h"

#include <algorithm>
#include <optional>

#include "common/base/bytes.h"
#include "common/base/hash.h"
#include "common/base/utf8.h"
#include "common/storage/doc_record.h"
#include "indexer/decode/encoding.h"
#include "indexer/formats/document_parser.h"
#include "indexer/write/xapian_entry.h"

namespace dateline {
namespace {

// Where a date or a site's folder may stand: the path, and in an archive the member's name.
std::string telling_path(const FileJob& job, const RecordTask& record) {
  const bool is_archive = job.format == Format::Archive || job.format == Format::Compressed;
  if (!is_archive || record.record.empty()) return job.state.path;
  std::string path = job.state.path + '/' + record.record;
  std::ranges::replace(path, '#', '/');
  return path;
}

// Documents of the older generation stand behind those that were read, where their dates are equal.
constexpr std::uint64_t kCarriedOver = std::uint64_t{1} << 62U;

// What the entry of a record depends on, besides what is the same for all records of a build.
std::uint64_t source_of(const FileState& state, const RecordTask& record) {
  std::string source;
  append_fixed(source, record.id.bytes);
  append_string(source, state.path);
  append_string(source, record.record);
  append_fixed(source, record.content_hash);
  append_fixed(source, record.same_content);
  return hash64(source);
}

std::uint64_t source_of(Xapian::docid docid) {
  std::string source = "carried over";
  append_fixed(source, docid);
  return hash64(source);
}

}  // namespace

DocumentWorker::DocumentWorker(const WorkerSettings& settings, std::shared_ptr<Sandbox> sandbox,
                               std::shared_ptr<BulkSink> sink)
    : rules_(settings.rules),
      sandbox_(std::move(sandbox)),
      json_(rules_->fields),
      builder_(settings.analyser, settings.dictionary, settings.run),
      sink_(std::move(sink)) {}

ReadResult DocumentWorker::read_json(const Task& task, const RecordTask& record) {
  const std::string_view bytes = std::string_view(task.buffer).substr(record.begin, record.length);
  const bool is_forced = !rules_->parse.encoding.empty();
  std::optional<Decoded> decoded;
  ReadResult result;
  if (!is_forced && is_valid_utf8(bytes)) {
    result = json_.read(bytes, task.buffer.capacity() - record.begin);
  } else {
    decoded = decode_to_utf8(std::string(bytes), {}, rules_->parse.encoding);
    if (!decoded) return Skip{SkipKind::Binary, ""};
    result = json_.read(decoded->text);
  }
  auto* raw = std::get_if<RawDocument>(&result);
  if (raw != nullptr) raw->type = to_string(record.format);
  if (raw != nullptr && decoded) {
    raw->charset = std::move(decoded->charset);
    raw->charset_confidence = decoded->confidence;
  }
  return result;
}

ReadResult DocumentWorker::read_raw(const Task& task, const RecordTask& record) {
  if (record.format == Format::Json || record.format == Format::JsonLines)
    return read_json(task, record);
  const ParseRequest request{
      record.format, std::string_view(task.buffer).substr(record.begin, record.length),
      record.record.empty() ? task.job->state.path : record.record, record.url, record.charset};
  return is_hostile(record.format) ? sandbox_->parse(request)
                                   : parse_document(request, rules_->parse);
}

std::variant<Document, Skip> DocumentWorker::read(const Task& task, const RecordTask& record) {
  ReadResult result = read_raw(task, record);
  if (auto* skip = std::get_if<Skip>(&result)) return std::move(*skip);
  const FileState& state = task.job->state;
  auto& raw = std::get<RawDocument>(result);
  if (raw.url.empty()) raw.url = record.url;
  if (!record.crawled.empty()) raw.crawled = record.crawled;
  Document document =
      make_document(std::move(raw), telling_path(*task.job, record), rules_->repeated);
  if (document.title.empty() && document.body.empty() && document.cuts.empty())
    return Skip{SkipKind::Empty, "nothing but white space"};
  document.id = record.id;
  document.root = state.root;
  document.path = state.path;
  document.record = record.record;
  document.content_hash = record.content_hash;
  document.raw_bytes = record.length;
  return document;
}

SiteText DocumentWorker::read_lines(const Task& task, const RecordTask& record) {
  if (record.format != Format::Text && record.format != Format::Markdown) return {};
  ReadResult result = read_raw(task, record);
  auto* raw = std::get_if<RawDocument>(&result);
  if (raw == nullptr) return {};
  return site_text(std::move(*raw), telling_path(*task.job, record));
}

std::variant<BuiltDocument, Skip> DocumentWorker::build(const Task& task, const RecordTask& record,
                                                        std::uint64_t sequence) {
  if (sink_) return build_in_bulk(task, record, sequence);
  auto document = read(task, record);
  if (auto* skip = std::get_if<Skip>(&document)) return std::move(*skip);
  const Entry& entry = builder_.build(std::get<Document>(document));
  return BuiltDocument{entry.text_bytes, entry.date == PackedDate(),
                       std::make_unique<XapianEntry>(to_xapian(entry))};
}

std::variant<BuiltDocument, Skip> DocumentWorker::build_in_bulk(const Task& task,
                                                                const RecordTask& record,
                                                                std::uint64_t sequence) {
  const std::uint64_t source = source_of(task.job->state, record);
  if (const auto facts = sink_->claim(source))
    return BuiltDocument{facts->text_bytes, facts->undated, nullptr};
  auto document = read(task, record);
  if (auto* skip = std::get_if<Skip>(&document)) return std::move(*skip);
  const std::string run_value = record.same_content ? sink_->run_value(record.id) : std::string();
  const Entry& entry = builder_.build(std::get<Document>(document), run_value);
  sink_->add(entry, sequence, source);
  BuiltDocument built{entry.text_bytes, entry.date == PackedDate(), nullptr};
  write_run_if_full();
  return built;
}

void DocumentWorker::carry_over(Xapian::docid docid, ZstdCodec& codec, bool same_dictionary) {
  const std::uint64_t source = source_of(docid);
  if (sink_->claim(source)) return;
  const StoredDocument stored = sink_->stored(docid);
  const Document document = decode_record(stored.record, codec);
  const Entry& entry = builder_.build(document, stored.run_value,
                                      same_dictionary ? stored.record : std::string_view());
  sink_->add(entry, kCarriedOver + docid, source);
  write_run_if_full();
}

void DocumentWorker::write_run_if_full() {
  if (sink_->is_full(builder_.memory_bytes()) || builder_.knows_too_much()) write_run();
}

void DocumentWorker::write_run() {
  if (sink_->empty()) return;
  sink_->write_run(builder_.take_words());
  builder_.forget();
}

TaskResult DocumentWorker::process(Task&& task) {
  TaskResult result;
  result.records.reserve(task.records.size());
  std::uint64_t sequence = task.sequence;
  for (auto& record : task.records) {
    RecordResult done;
    done.outcome = build(task, record, sequence++);
    done.record = std::move(record.record);
    done.id = record.id;
    done.content_hash = record.content_hash;
    done.replaces = record.replaces;
    done.same_content = record.same_content;
    result.records.push_back(std::move(done));
  }
  if (!sink_) {
    for (const SeenWord& word : builder_.take_words())
      result.vocabulary.push_back({std::string(word.word), std::string(word.stem), word.documents});
    if (builder_.knows_too_much()) builder_.forget();
  }
  result.job = std::move(task.job);
  result.last = task.last;
  result.vanished = std::move(task.vanished);
  result.skipped = std::move(task.skipped);
  result.skipped_unnamed = std::move(task.skipped_unnamed);
  result.bytes_done = task.bytes_done;
  result.files_done = task.files_done;
  return result;
}

}  // namespace dateline
