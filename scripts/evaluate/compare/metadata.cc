// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "common/base/terminal_text.h"
#include "common/storage/index_metadata.h"
#include "indexer/file_state.h"
#include "scripts/evaluate/compare/contents.h"

namespace dateline::compare {
namespace {

std::map<std::string, std::string> list_of(Side& side, const std::string& prefix) {
  std::map<std::string, std::string> list;
  const auto end = side.database().metadata_keys_end(prefix);
  for (auto key = side.database().metadata_keys_begin(prefix); key != end; ++key) {
    list[*key] = side.database().get_metadata(*key);
  }
  return list;
}

// Keys of both sides, each with its value as `read` gives it.
template <class Read>
void compare_lists(Side& a, Side& b, const std::string& prefix, Check& check, Read&& read) {
  const auto ours = list_of(a, prefix);
  const auto theirs = list_of(b, prefix);
  check.equal(ours.size(), theirs.size(), [&] { return "number of keys " + prefix; });
  for (const auto& [key, value] : ours) {
    const auto where = [&, name = &key] { return "key " + terminal_safe(*name, false); };
    const auto other = theirs.find(key);
    if (!check.equal(other != theirs.end(), true, where)) continue;
    check.equal(read(value), read(other->second), where);
  }
}

std::set<std::string> forms_in(const std::string& value) {
  const std::vector<std::string> forms = decode_forms(value);
  return {forms.begin(), forms.end()};
}

std::vector<FileState> states_of(Side& side) {
  std::vector<FileState> states = read_file_states(side.database());
  std::sort(states.begin(), states.end(), [](const auto& x, const auto& y) {
    return std::tie(x.root, x.path) < std::tie(y.root, y.path);
  });
  return states;
}

auto named(const FileState& state) {
  std::vector<std::tuple<std::string, SkipKind, std::string>> bad;
  for (const auto& item : state.bad) {
    bad.emplace_back(item.path, item.skip.kind, item.skip.detail);
  }
  return bad;
}

void compare_file(Side& a, Side& b, const FileState& ours, const FileState& theirs, Check& files,
                  Check& records) {
  const auto where = [&] { return "file " + terminal_safe(ours.path, false); };
  const auto facts = [](const FileState& state) {
    return std::tie(state.root, state.path, state.status, state.skip, state.skip_detail, state.size,
                    state.mtime_ns, state.content_hash, state.id_path, state.documents,
                    state.bad_records);
  };
  files.equal(facts(ours), facts(theirs), where);
  files.equal(named(ours), named(theirs), where);
  const KnownRecords known = read_known_records(a.database(), ours);
  const KnownRecords others = read_known_records(b.database(), theirs);
  files.equal(known.size(), ours.documents, where);
  if (!records.equal(known.size(), others.size(), where)) return;
  for (const auto& [id, hash] : known) {
    const auto other = others.find(id);
    records.equal(other != others.end() && other->second == hash, true, where);
  }
}

void compare_files(Side& a, Side& b, Tally& tally) {
  Check& files = tally.check("source files");
  Check& records = tally.check("records of source files");
  const std::vector<FileState> ours = states_of(a);
  const std::vector<FileState> theirs = states_of(b);
  if (!files.equal(ours.size(), theirs.size(), [] { return "number of files"; })) return;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    compare_file(a, b, ours[i], theirs[i], files, records);
  }
}

void compare_state(Side& a, Side& b, Check& check) {
  for (const char* key : {"!format", "!settings", "!roots", "!lines"}) {
    check.equal(a.database().get_metadata(key), b.database().get_metadata(key),
                [key] { return std::string(key); });
  }
  const IndexState ours = read_state(a.database());
  const IndexState theirs = read_state(b.database());
  check.equal(ours.complete, theirs.complete, [] { return "complete"; });
  check.equal(ours.run, theirs.run, [] { return "run"; });
  check.equal(ours.text_bytes, theirs.text_bytes, [] { return "bytes of text"; });
}

}  // namespace

void compare_metadata(Side& a, Side& b, Tally& tally) {
  compare_lists(a, b, "w", tally.check("words with their frequencies"), decode_frequency);
  compare_lists(a, b, "f", tally.check("forms of stems, as sets"), forms_in);
  compare_files(a, b, tally);
  compare_state(a, b, tally.check("settings, roots, state"));
}

}  // namespace dateline::compare
