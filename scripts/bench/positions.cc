// SPDX-License-Identifier: GPL-2.0-or-later
//
// The measurement behind the word sequence file: phrases over Xapian's own positions beside phrases
// over our fingerprints, on the same texts, with the same words and stems, in one process.
//
// The database for comparison is laid out as Xapian's TermGenerator does by default: each word with
// its positions, the stem under Z without; each document's stored record as its data; compacted. It
// holds no title stems, values, filters or vocabulary, which ours does: the sizes flatter it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xapian.h>

#include "common/base/error.h"
#include "common/domain/terms.h"
#include "common/domain/tokenizer.h"
#include "scripts/bench/timing.h"
#include "searcher/answer.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_builder.h"
#include "searcher/results/search.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUsage =
    "usage: positions [--passes N] [--processor] INDEX QUERIES WORK\n"
    "QUERIES: JSON lines with query and tags, of which those tagged phrase are asked. WORK: an\n"
    "empty folder for the database with positions, or one that holds it from an earlier run.\n"
    "Prints sizes, times in milliseconds (--processor: only those on the processor), and the\n"
    "queries whose counts differ.\n";

constexpr std::size_t kPasses = 5;
constexpr Xapian::termpos kTitleGap = 100;  // no phrase runs from the title into the body
// A third less work for Xapian 1.4's in-memory inverter than 10,000, its own choice.
constexpr unsigned kDocumentsACommit = 1'000;
constexpr Xapian::doccount kTop = 10;
constexpr Xapian::doccount kExactTotals = 1'000;  // what find_matches looks at for its totals

struct Options {
  std::size_t passes = kPasses;
  Clock clock = Clock::Wall;
  std::vector<std::string> paths;
};

struct Phrase {
  std::string text;
  std::vector<std::string> words;
};

std::vector<Phrase> read_phrases(const std::string& path) {
  std::ifstream file(path);
  std::vector<Phrase> phrases;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    const auto& tags = json.at("tags");
    if (std::find(tags.begin(), tags.end(), "phrase") == tags.end()) continue;
    const auto text = json.at("query").get<std::string>();
    phrases.push_back({text, words_of(text)});
  }
  if (phrases.empty()) throw std::runtime_error(fmt::format("no phrases in '{}'", path));
  return phrases;
}

// Returns the position behind the last word.
Xapian::termpos add_text(Xapian::Document& entry, std::string_view text, Xapian::termpos position,
                         Stemmer& stemmer) {
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    entry.add_posting(std::string(token.word), position++);
    entry.add_term(stem_term(stemmer.stem(token.word)));
  }
  return position;
}

Xapian::Document make_entry(const Document& document, const std::string& record, Stemmer& stemmer) {
  Xapian::Document entry;
  entry.set_data(record);
  const Xapian::termpos end = add_text(entry, document.title, 1, stemmer);
  add_text(entry, document.body, end + kTitleGap, stemmer);
  return entry;
}

std::vector<Xapian::docid> all_documents(const Xapian::Database& database) {
  std::vector<Xapian::docid> docids;
  const auto end = database.postlist_end("");
  for (auto posting = database.postlist_begin(""); posting != end; ++posting) {
    docids.push_back(*posting);
  }
  return docids;
}

struct Texts {
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;
};

Texts count_texts(IndexReader& reader) {
  Texts texts;
  for (const Xapian::docid docid : all_documents(reader.database())) {
    const Document document = reader.load(docid);
    texts.bytes += document.title.size() + document.body.size();
    ++texts.documents;
  }
  return texts;
}

void build_database(IndexReader& reader, const fs::path& path) {
  if (fs::exists(path)) return;
  const fs::path loose = path.string() + ".loose";
  {
    Xapian::WritableDatabase writer(loose.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    std::uint64_t written = 0;
    for (const Xapian::docid docid : all_documents(reader.database())) {
      const Document document = reader.load(docid);
      const std::string record = reader.database().get_document(docid).get_data();
      writer.add_document(make_entry(document, record, reader.stemmer()));
      if (++written % kDocumentsACommit == 0) writer.commit();
    }
    writer.commit();
  }
  Xapian::Database(loose.string()).compact(path.string());
  fs::remove_all(loose);
}

std::uint64_t folder_bytes(const fs::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && !entry.is_symlink()) bytes += entry.file_size();
  }
  return bytes;
}

// The file that holds the positions, or as much of an index as takes its place.
std::uint64_t file_bytes(const fs::path& file) {
  return fs::exists(file) ? fs::file_size(file) : 0;
}

Xapian::Query positions_query(const Phrase& phrase) {
  const auto window = static_cast<Xapian::termcount>(phrase.words.size());
  return {Xapian::Query::OP_PHRASE, phrase.words.begin(), phrase.words.end(), window};
}

Xapian::MSet top(const Xapian::Database& database, const Xapian::Query& query,
                 Xapian::doccount check_at_least) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0));
  return enquire.get_mset(0, kTop, check_at_least);
}

BuiltQuery build(IndexReader& reader, const Phrase& phrase, bool defer) {
  return build_query(understand(phrase.text, {}).tree, reader, {false, defer});
}

struct Way {
  std::string name;
  std::function<void(const Phrase&)> answer;
};

std::vector<Way> ways(const Xapian::Database& positions, IndexReader& reader) {
  const auto match = [&reader](const Phrase& phrase, bool with_total, bool confirm) {
    reader.search([&] {
      BuiltQuery built = build(reader, phrase, true);
      if (!confirm) built.deferred.clear();
      return find_matches(reader, built, SortOrder::Relevance, Page{0, kTop, with_total});
    });
  };
  return {
      {"Xapian positions, top 10", [&](const Phrase& p) { top(positions, positions_query(p), 0); }},
      {"Dateline fingerprints, top 10, not confirmed",
       [match](const Phrase& p) { match(p, false, false); }},
      {"Dateline fingerprints, top 10, hits confirmed",
       [match](const Phrase& p) { match(p, false, true); }},
      {"Xapian positions, top 10, totals to 1,000 exact",
       [&](const Phrase& p) { top(positions, positions_query(p), kExactTotals); }},
      {"Dateline fingerprints, totals to 1,000 exact, not confirmed",
       [match](const Phrase& p) { match(p, true, false); }},
      {"Dateline as it answers: the same, hits confirmed",
       [match](const Phrase& p) { match(p, true, true); }},
  };
}

// All ways take turns within a pass, so that what else the machine does meets them alike.
void measure(const std::vector<Way>& ways, const std::vector<Phrase>& phrases,
             const Options& options) {
  std::vector<Times> times(ways.size(), Times(phrases.size()));
  for (std::size_t pass = 0; pass <= options.passes; ++pass) {
    for (std::size_t way = 0; way < ways.size(); ++way) {
      for (std::size_t i = 0; i < phrases.size(); ++i) {
        const double time = microseconds([&] { ways[way].answer(phrases[i]); }, options.clock);
        if (pass > 0) times[way].add(i, time / 1'000);
      }
    }
  }
  fmt::print("time\tway\tmean\tp50\tp99\tmax\tmean_spread\n");
  for (std::size_t way = 0; way < ways.size(); ++way) {
    const Summary all = times[way].summary();
    const Range mean = spread(times[way].passes(), &Summary::mean);
    fmt::print("time\t{}\t{:.3f}\t{:.3f}\t{:.2f}\t{:.1f}\t{:.3f}-{:.3f}\n", ways[way].name,
               all.mean, all.p50, all.p99, all.max, mean.least, mean.most);
  }
}

void compare_counts(const Xapian::Database& positions, IndexReader& reader,
                    const std::vector<Phrase>& phrases) {
  std::uint64_t total = 0;
  std::uint64_t found = 0;
  std::uint64_t different = 0;
  for (const auto& phrase : phrases) {
    const auto theirs = count_matches(reader, build(reader, phrase, false).query);
    Xapian::Enquire enquire(positions);
    enquire.set_query(positions_query(phrase));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const auto count = enquire.get_mset(0, 0, positions.get_doccount()).get_matches_estimated();
    total += count;
    found += count > 0 ? 1 : 0;
    if (count == theirs) continue;
    ++different;
    fmt::print("differs\t{}\t{}\t{}\n", phrase.text, count, theirs);
  }
  fmt::print("counts\t{}\t{}\t{}\t{}\n", phrases.size(), found, total, different);
}

void print_sizes(const fs::path& index, const fs::path& positions, const Texts& texts) {
  const fs::path generation = fs::canonical(index / "current");
  const auto text = static_cast<double>(texts.bytes);
  fmt::print("texts\t{}\t{}\n", texts.documents, texts.bytes);
  fmt::print("size\tname\tbytes\tof_text\n");
  const auto print = [&](std::string_view name, std::uint64_t bytes) {
    fmt::print("size\t{}\t{}\t{:.3f}\n", name, bytes, static_cast<double>(bytes) / text);
  };
  print("Xapian, words with positions and stems", folder_bytes(positions));
  print("of which positions", file_bytes(positions / "position.glass"));
  print("Dateline, whole index", folder_bytes(generation));
  print("of which word sequences",
        file_bytes(generation / "words.seq") + file_bytes(generation / "words.idx"));
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--processor") {
      options.clock = Clock::Processor;
    } else if (argument == "--passes" && i + 1 < argc) {
      options.passes = std::max<std::size_t>(std::stoul(argv[++i]), 1);
    } else {
      options.paths.emplace_back(argument);
    }
  }
  return options;
}

int run(const Options& options) {
  if (options.paths.size() != 3) {
    std::cerr << kUsage;
    return static_cast<int>(ExitCode::Usage);
  }
  const std::vector<Phrase> phrases = read_phrases(options.paths[1]);
  const fs::path index = find_index(options.paths[0]);
  const fs::path place = fs::path(options.paths[2]) / "positions";
  IndexReader reader(index);
  build_database(reader, place);
  print_sizes(index, place, count_texts(reader));
  const Xapian::Database positions(place.string());
  compare_counts(positions, reader, phrases);
  measure(ways(positions, reader), phrases, options);
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  try {
    return dateline::bench::run(dateline::bench::parse_options(argc, argv));
  } catch (const Xapian::Error& error) {
    std::cerr << "positions: " << error.get_description() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "positions: " << error.what() << '\n';
  }
  return 1;
}
