// SPDX-License-Identifier: GPL-2.0-or-later
//
// Changes a database through Xapian alone, as any other program could: deletes documents, replaces
// some, takes some out and puts them back changed, adds new ones, sets metadata. Documents are
// chosen by their Q terms, so that two databases of the same documents get the same changes.
#include <algorithm>
#include <cstdint>
#include <exception>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "common/domain/fields.h"

namespace dateline {
namespace {

constexpr std::string_view kUsage =
    "usage: change_database [--one] DATABASE SEED\n"
    "Deletes 300 documents, replaces 300, changes 50 and adds 300 (of a small database less).\n"
    "--one: counts one word of one document once more, and nothing else.\n";

constexpr std::size_t kDeleted = 300;
constexpr std::size_t kReplaced = 300;
constexpr std::size_t kChanged = 50;
constexpr std::size_t kAdded = 300;
constexpr std::size_t kSmallestShare = 4;  // no more than a quarter of all for each of these

class Changes {
 public:
  Changes(const std::string& path, std::uint64_t seed)
      : database_(path, Xapian::DB_OPEN), random_(seed) {
    const std::string prefix(kIdPrefix);
    ids_.assign(database_.allterms_begin(prefix), database_.allterms_end(prefix));
    std::shuffle(ids_.begin(), ids_.end(), random_);
    share_ = ids_.size() / kSmallestShare;
  }

  void make() {
    for (std::size_t i = std::min(kDeleted, share_); i > 0; --i) database_.delete_document(take());
    for (std::size_t i = std::min(kReplaced, share_); i > 0; --i) replace();
    for (std::size_t i = std::min(kChanged, share_); i > 0; --i) change();
    for (std::size_t i = 0; i < kAdded; ++i) {
      database_.add_document(made_document(fmt::format("{}made{:05}", kIdPrefix, i), i));
    }
    database_.set_metadata("wmadeword", "\x01");
    database_.set_metadata("!made", std::string(100'000, 'm'));
    database_.commit();
    database_.set_metadata("!made", "");
    database_.commit();
  }

  void make_one() {
    const Xapian::docid docid = *database_.postlist_begin(take());
    Xapian::Document document = database_.get_document(docid);
    auto word = document.termlist_begin();
    word.skip_to(std::string(kStemPrefix));
    if (word == document.termlist_end()) throw std::runtime_error("a document without words");
    document.add_term(*word, 1);
    database_.replace_document(docid, document);
    database_.commit();
  }

 private:
  std::string take() {
    std::string id = ids_.back();
    ids_.pop_back();
    return id;
  }

  static Xapian::Document made_document(const std::string& id, std::size_t number) {
    Xapian::Document document;
    document.add_boolean_term(id);
    for (std::size_t word = 0; word < number % 40; ++word) {
      document.add_term(fmt::format("Zmade{}", word * word + number % 7),
                        static_cast<Xapian::termcount>(1 + word % 3));
    }
    document.add_value(slot::kFirstDay, Xapian::sortable_serialise(static_cast<double>(number)));
    document.add_value(slot::kIdTie, id.substr(1));
    document.add_value(slot::kDateAscending, "made" + id);
    document.add_value(slot::kDateDescending, "made" + id);
    document.set_data("made document " + id);
    return document;
  }

  void replace() {
    const std::string id = take();
    database_.replace_document(id, made_document(id, ids_.size()));
  }

  // Every third term goes, one is counted once more.
  void change() {
    const Xapian::docid docid = *database_.postlist_begin(take());
    Xapian::Document document = database_.get_document(docid);
    const std::vector<std::string> terms(document.termlist_begin(), document.termlist_end());
    for (std::size_t i = 0; i < terms.size(); i += 3) {
      if (!terms[i].starts_with(kIdPrefix)) document.remove_term(terms[i]);
    }
    document.add_term(std::string(kStemPrefix) + "changed");
    database_.replace_document(docid, document);
  }

  Xapian::WritableDatabase database_;
  std::mt19937_64 random_;
  std::vector<std::string> ids_;
  std::size_t share_ = 0;
};

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  const bool one = argc == 4 && std::string_view(argv[1]) == "--one";
  if (argc != (one ? 4 : 3)) {
    std::cerr << dateline::kUsage;
    return 2;
  }
  try {
    dateline::Changes changes(argv[argc - 2], std::stoull(argv[argc - 1]));
    if (one) {
      changes.make_one();
    } else {
      changes.make();
    }
    return 0;
  } catch (const Xapian::Error& error) {
    std::cerr << "change_database: " << error.get_description() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "change_database: " << error.what() << '\n';
  }
  return 1;
}
