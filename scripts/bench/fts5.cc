// SPDX-License-Identifier: GPL-2.0-or-later
//
// SQLite FTS5 as a peer of the builder: reads articles from JSON lines and indexes their titles and
// texts the way that is quickest for it. External content, porter stems over unicode61, positions
// (detail=full), everything in one transaction, 64 MiB of hash before it writes a segment, segments
// merged to one at the end, nothing synced before the end and the file once then.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sqlite3.h>
#include <unistd.h>

namespace dateline::bench {
namespace {

constexpr std::string_view kUsage =
    "usage: fts5 DATABASE JSONL...\n"
    "Makes the database anew from articles with title and text, one a line. Prints a row: "
    "seconds,\n"
    "documents, bytes of title and text, bytes of the database, bytes of it without the texts.\n";

constexpr const char* kSettings =
    "PRAGMA journal_mode = OFF;"
    "PRAGMA synchronous = OFF;"
    "PRAGMA locking_mode = EXCLUSIVE;"
    "PRAGMA cache_size = -65536;"
    "CREATE TABLE article(id INTEGER PRIMARY KEY, title TEXT, text TEXT);"
    "CREATE VIRTUAL TABLE search USING fts5(title, text, content='article', content_rowid='id',"
    " tokenize='porter unicode61', detail=full);"
    "INSERT INTO search(search, rank) VALUES('hashsize', 67108864);"
    "BEGIN;";

constexpr const char* kFinish =
    "INSERT INTO search(search) VALUES('optimize');"
    "COMMIT;";

struct Totals {
  std::uint64_t documents = 0;
  std::uint64_t text_bytes = 0;
};

class Database {
 public:
  explicit Database(const std::string& path) {
    check(sqlite3_open(path.c_str(), &handle_));
    execute(kSettings);
    article_ = prepare("INSERT INTO article VALUES(?1, ?2, ?3)");
    search_ = prepare("INSERT INTO search(rowid, title, text) VALUES(?1, ?2, ?3)");
  }
  ~Database() {
    sqlite3_finalize(article_);
    sqlite3_finalize(search_);
    sqlite3_close(handle_);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void add(std::int64_t id, std::string_view title, std::string_view text) {
    for (sqlite3_stmt* statement : {article_, search_}) {
      check(sqlite3_bind_int64(statement, 1, id));
      bind(statement, 2, title);
      bind(statement, 3, text);
      if (sqlite3_step(statement) != SQLITE_DONE) fail();
      check(sqlite3_reset(statement));
    }
  }

  void finish() { execute(kFinish); }

  // Pages of the table of texts; all others are the index.
  std::uint64_t content_bytes() {
    sqlite3_stmt* sum = prepare("SELECT sum(pgsize) FROM dbstat WHERE name = 'article'");
    if (sqlite3_step(sum) != SQLITE_ROW) fail();
    const auto bytes = static_cast<std::uint64_t>(sqlite3_column_int64(sum, 0));
    sqlite3_finalize(sum);
    return bytes;
  }

 private:
  sqlite3_stmt* prepare(const char* text) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(handle_, text, -1, &statement, nullptr));
    return statement;
  }

  void bind(sqlite3_stmt* statement, int place, std::string_view text) {
    check(sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()),
                            SQLITE_STATIC));
  }

  void execute(const char* statements) {
    check(sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr));
  }

  void check(int result) const {
    if (result != SQLITE_OK) fail();
  }
  [[noreturn]] void fail() const {
    throw std::runtime_error(fmt::format("SQLite: {}", sqlite3_errmsg(handle_)));
  }

  sqlite3* handle_ = nullptr;
  sqlite3_stmt* article_ = nullptr;
  sqlite3_stmt* search_ = nullptr;
};

std::string_view string_of(simdjson::dom::element article, const char* field) {
  std::string_view text;
  if (article[field].get(text) != simdjson::SUCCESS) return {};
  return text;
}

void add_file(Database& database, const std::string& path, Totals& totals) {
  simdjson::padded_string file;
  if (simdjson::padded_string::load(path).get(file) != simdjson::SUCCESS) {
    throw std::runtime_error(fmt::format("cannot read '{}'", path));
  }
  simdjson::dom::parser parser;
  std::string_view rest = file;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    // Behind each line is another or the padding: the parser may look there.
    const simdjson::dom::element article = parser.parse(line.data(), line.size(), false);
    const std::string_view title = string_of(article, "title");
    const std::string_view text = string_of(article, "text");
    database.add(static_cast<std::int64_t>(++totals.documents), title, text);
    totals.text_bytes += title.size() + text.size();
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
}

void sync(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC);
  const bool synced = file >= 0 && fsync(file) == 0;
  if (file >= 0) close(file);
  if (!synced) throw std::runtime_error(fmt::format("cannot sync '{}'", path));
}

int run(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << kUsage;
    return 2;
  }
  const std::string path = argv[1];
  std::filesystem::remove(path);
  const auto begin = std::chrono::steady_clock::now();
  Totals totals;
  auto database = std::make_unique<Database>(path);
  for (int i = 2; i < argc; ++i) add_file(*database, argv[i], totals);
  database->finish();
  sync(path);
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
  const std::uint64_t content = database->content_bytes();
  database.reset();
  const std::uint64_t all = std::filesystem::file_size(path);
  fmt::print("seconds\tdocuments\ttext_bytes\tdatabase_bytes\twithout_texts\n");
  fmt::print("{:.3f}\t{}\t{}\t{}\t{}\n", time.count(), totals.documents, totals.text_bytes, all,
             all - content);
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  try {
    return dateline::bench::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "fts5: " << error.what() << '\n';
    return 1;
  }
}
