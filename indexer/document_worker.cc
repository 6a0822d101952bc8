// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/document_worker.h"

#include "common/base/utf8.h"
#include "indexer/clean/document_maker.h"
#include "indexer/clean/encoding.h"
#include "indexer/formats/markdown_reader.h"
#include "indexer/formats/text_reader.h"

namespace dateline {
namespace {

ReadResult read_as_text(std::string bytes, Format format) {
  auto decoded = decode_to_utf8(std::move(bytes), {});
  if (!decoded) return Skip{SkipKind::Binary, ""};
  RawDocument raw = format == Format::Markdown ? read_markdown(std::move(decoded->text))
                                               : read_text(std::move(decoded->text));
  raw.charset = std::move(decoded->charset);
  return raw;
}

}  // namespace

DocumentWorker::DocumentWorker(const FieldMap& fields, const AnalyserSettings& settings,
                               std::shared_ptr<const ZstdDictionary> dictionary, std::uint64_t run)
    : json_(fields), builder_(settings, std::move(dictionary), run) {}

ReadResult DocumentWorker::read_raw(const Task& task, const RecordTask& record) {
  const std::string_view bytes = std::string_view(task.buffer).substr(record.begin, record.length);
  const Format format = task.job->format;
  if (!holds_many(format)) return read_as_text(std::string(bytes), format);
  if (is_valid_utf8(bytes)) return json_.read(bytes, task.buffer.capacity() - record.begin);
  auto decoded = decode_to_utf8(std::string(bytes), {});
  if (!decoded) return Skip{SkipKind::Binary, ""};
  ReadResult result = json_.read(decoded->text);
  if (auto* raw = std::get_if<RawDocument>(&result)) raw->charset = std::move(decoded->charset);
  return result;
}

std::variant<Document, Skip> DocumentWorker::read(const Task& task, const RecordTask& record) {
  ReadResult raw = read_raw(task, record);
  if (auto* skip = std::get_if<Skip>(&raw)) return std::move(*skip);
  const FileState& state = task.job->state;
  std::get<RawDocument>(raw).type = to_string(task.job->format);
  Document document = make_document(std::move(std::get<RawDocument>(raw)), state.path);
  if (document.title.empty() && document.body.empty())
    return Skip{SkipKind::Empty, "nothing but white space"};
  document.id = record.id;
  document.root = state.root;
  document.path = state.path;
  document.record = record.record;
  document.content_hash = record.content_hash;
  document.raw_bytes = record.length;
  return document;
}

TaskResult DocumentWorker::process(Task&& task) {
  TaskResult result;
  result.records.reserve(task.records.size());
  for (auto& record : task.records) {
    RecordResult done;
    auto document = read(task, record);
    if (auto* skip = std::get_if<Skip>(&document)) {
      done.outcome = std::move(*skip);
    } else {
      done.outcome = builder_.build(std::get<Document>(document));
    }
    done.record = std::move(record.record);
    done.id = record.id;
    done.content_hash = record.content_hash;
    done.replaces = record.replaces;
    done.same_content = record.same_content;
    result.records.push_back(std::move(done));
  }
  result.vocabulary = builder_.take_vocabulary();
  result.job = std::move(task.job);
  result.last = task.last;
  result.vanished = std::move(task.vanished);
  result.skipped = std::move(task.skipped);
  result.bytes_done = task.bytes_done;
  result.files_done = task.files_done;
  return result;
}

}  // namespace dateline
