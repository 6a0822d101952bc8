// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/index_reader.h"

#include <chrono>
#include <cstdlib>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "common/base/error.h"
#include "common/domain/terms.h"
#include "common/storage/doc_record.h"
#include "common/storage/index_folder.h"
#include "common/storage/xapian_guard.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr int kAttempts = 5;
constexpr std::size_t kMinIdDigits = 6;

void wait_before(int attempt) {
  std::this_thread::sleep_for(std::chrono::milliseconds(1 << attempt));
}

[[noreturn]] void fail_no_index(const fs::path& folder) {
  throw Error(ExitCode::NoIndex,
              fmt::format("cannot open the index '{}': there is none", folder.string()),
              "build it with: dateline-index FOLDER");
}

bool is_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

struct IndexReader::Opened {
  Opened(const fs::path& generation, const fs::path& folder)
      : database(database_path(generation).string()),
        state((check_format(database, folder), read_state(database))),
        settings(read_settings(database)),
        roots(read_roots(database)),
        words(generation, WordSequenceState::decode(database.get_metadata(std::string(kWordsKey)))),
        stemmer(settings.language),
        codec(std::make_shared<ZstdDictionary>(database.get_metadata(std::string(kDictionaryKey)),
                                               ZstdUse::Read)) {}

  Xapian::Database database;
  IndexState state;
  AnalyserSettings settings;
  std::vector<Root> roots;
  WordSequenceReader words;
  Stemmer stemmer;
  ZstdCodec codec;
};

IndexReader::IndexReader(fs::path folder) : folder_(std::move(folder)) { open(); }
IndexReader::~IndexReader() = default;

std::unique_ptr<IndexReader::Opened> IndexReader::try_open() const {
  const auto generation = IndexFolder(folder_).current();
  if (!generation) fail_no_index(folder_);
  return std::make_unique<Opened>(*generation, folder_);
}

// A commit or a switch of generations while the files are being opened can look like damage; once
// more is then enough.
void IndexReader::open() {
  for (int attempt = 0;; ++attempt) {
    try {
      opened_ = try_open();
      return;
    } catch (const Xapian::Error& error) {
      if (attempt == kAttempts) fail(error);
    } catch (const Error& error) {
      if (attempt == kAttempts || error.code() != ExitCode::Damaged) throw;
    }
    wait_before(attempt);
  }
}

void IndexReader::recover(const Xapian::Error& error, int attempt) {
  if (attempt == kAttempts) fail(error);
  wait_before(attempt);
  open();
}

void IndexReader::fail(const Xapian::Error& error) const {
  try {
    throw_xapian_error(error, "read the index", folder_);
  } catch (const Error& translated) {
    // Reading writes nothing: what would be a failed write elsewhere is damage here.
    if (translated.code() != ExitCode::WriteFailed) throw;
    throw Error(ExitCode::Damaged, translated.what(),
                "remove the index and run dateline-index again");
  }
}

const Xapian::Database& IndexReader::database() const { return opened_->database; }
const WordSequenceReader& IndexReader::words() const { return opened_->words; }
const IndexState& IndexReader::state() const { return opened_->state; }
const AnalyserSettings& IndexReader::settings() const { return opened_->settings; }
const std::vector<Root>& IndexReader::roots() const { return opened_->roots; }
Stemmer& IndexReader::stemmer() { return opened_->stemmer; }

Document IndexReader::load(Xapian::docid docid) {
  return decode_record(opened_->database.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data(),
                       opened_->codec);
}

std::optional<Xapian::docid> IndexReader::find(std::string_view id_or_path) {
  const Xapian::Database& database = opened_->database;
  const auto first_of = [&](const std::string& term) -> std::optional<Xapian::docid> {
    const auto posting = database.postlist_begin(term);
    if (posting == database.postlist_end(term)) return std::nullopt;
    return *posting;
  };
  if (id_or_path.size() >= kMinIdDigits && is_hex(id_or_path)) {
    const std::string beginning = std::string(kIdPrefix) + std::string(id_or_path);
    auto term = database.allterms_begin(beginning);
    const auto end = database.allterms_end(beginning);
    if (term != end) {
      const std::string found = *term;
      if (++term != end) {
        throw Error(
            ExitCode::Usage,
            fmt::format("cannot show '{}': more than one document id begins so", id_or_path),
            "give more digits");
      }
      return first_of(found);
    }
  }
  // A document that has moved is known by the path it has now, not by the one its id was made from.
  const std::string path_prefix(field(FieldId::Path).prefix);
  // Which '#' ends the path of the file cannot be seen: names of members have some, too.
  for (std::size_t end = id_or_path.size(); end != std::string_view::npos && end > 0;
       end = id_or_path.rfind('#', end - 1)) {
    const std::string term = make_term(path_prefix, id_or_path.substr(0, end));
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
         ++posting) {
      if (display_path(load(*posting)) == id_or_path) return *posting;
    }
  }
  return std::nullopt;
}

std::vector<std::string> IndexReader::words_with_prefix(std::string_view prefix,
                                                        std::size_t limit) const {
  std::vector<std::string> words;
  const auto key = vocabulary_key(prefix);
  if (!key) return words;
  auto place = opened_->database.metadata_keys_begin(*key);
  for (const auto end = opened_->database.metadata_keys_end(*key);
       place != end && words.size() <= limit; ++place) {
    words.push_back((*place).substr(1));
  }
  return words;
}

std::vector<std::string> IndexReader::forms_of(std::string_view stem) const {
  const auto key = forms_key(stem);
  if (!key) return {};
  std::vector<std::string> forms = decode_forms(opened_->database.get_metadata(*key));
  const bool is_own_form = forms.empty() && opened_->stemmer.stem(stem) == stem &&
                           !opened_->database.get_metadata(*vocabulary_key(stem)).empty();
  if (is_own_form) forms.emplace_back(stem);
  return forms;
}

fs::path IndexReader::root_path(std::string_view name) const {
  for (const auto& root : opened_->roots) {
    if (root.name != name) continue;
    if (root.path.is_absolute()) return root.path;
    std::error_code error;
    return (fs::canonical(folder_, error) / root.path).lexically_normal();
  }
  return {};
}

fs::path find_index(const std::string& option) {
  std::string named = option;
  if (const char* variable = std::getenv("DATELINE_INDEX"); named.empty() && variable != nullptr)
    named = variable;
  if (!named.empty()) {
    // A folder of articles stands for the index inside it.
    const fs::path inside = fs::path(named) / kIndexFolderName;
    return !IndexFolder(named).current() && IndexFolder(inside).current() ? inside
                                                                          : fs::path(named);
  }
  for (fs::path folder = fs::current_path();; folder = folder.parent_path()) {
    if (IndexFolder(folder / kIndexFolderName).current()) return folder / kIndexFolderName;
    if (folder == folder.root_path()) break;
  }
  throw Error(ExitCode::NoIndex, "cannot find an index: no .dateline in this folder or above it",
              "build one with: dateline-index FOLDER; or name it with --index DIR");
}

}  // namespace dateline
