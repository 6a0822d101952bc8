// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/index_metadata.h"

#include <charconv>
#include <map>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <xapian.h>

#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/base/hash.h"
#include "common/domain/tokenizer.h"

namespace dateline {
namespace {

constexpr std::string_view kFormat = "3";
constexpr const char* kFormatKey = "!format";
constexpr const char* kSettingsKey = "!settings";
constexpr std::size_t kMaxKeyBytes = 250;

std::string settings_text(const AnalyserSettings& settings) {
  return fmt::format("tokenizer={}\nlanguage={}\ntitle-weight={}\nfingerprint-bits={}\n",
                     kTokenizerVersion, settings.language, settings.title_weight,
                     settings.fingerprint_bits);
}

unsigned to_number(const std::string& text, unsigned fallback) {
  unsigned value = fallback;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::map<std::string, std::string, std::less<>> parse_lines(std::string_view text) {
  std::map<std::string, std::string, std::less<>> values;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto equals = line.find('=');
    if (equals != std::string_view::npos)
      values.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return values;
}

std::optional<std::string> list_key(char list, std::string_view name) {
  if (name.empty() || name.size() + 1 > kMaxKeyBytes) return std::nullopt;
  return list + std::string(name);
}

}  // namespace

std::uint64_t AnalyserSettings::hash() const { return hash64(settings_text(*this)); }

void check_format(const Xapian::Database& database, const std::filesystem::path& path) {
  const std::string format = database.get_metadata(kFormatKey);
  if (format == kFormat) return;
  const std::string what =
      format.empty() ? "it is not a Dateline index"
                     : fmt::format("it has format {}, this version reads {}", format, kFormat);
  throw Error(ExitCode::NoIndex, fmt::format("cannot use the index '{}': {}", path.string(), what),
              "remove the index and build it again with this version");
}

AnalyserSettings read_settings(const Xapian::Database& database) {
  auto values = parse_lines(database.get_metadata(kSettingsKey));
  if (to_number(values["tokenizer"], 0) != kTokenizerVersion) {
    throw Error(ExitCode::NoIndex,
                "cannot use the index: another version of Dateline took its texts apart into words",
                "remove the index and build it again with this version");
  }
  AnalyserSettings settings;
  settings.language = values["language"];
  settings.title_weight = to_number(values["title-weight"], settings.title_weight);
  settings.fingerprint_bits = to_number(values["fingerprint-bits"], settings.fingerprint_bits);
  return settings;
}

std::map<std::string, std::string> format_and_settings(const AnalyserSettings& settings) {
  return {{kFormatKey, std::string(kFormat)},
          {kSettingsKey,
           settings_text(settings) + fmt::format("made-with-xapian={}\nmade-with-unicode={}\n",
                                                 Xapian::version_string(), U_UNICODE_VERSION)}};
}

IndexState read_state(const Xapian::Database& database) {
  const std::string bytes = database.get_metadata(std::string(kStateKey));
  ByteReader reader(bytes, "the state of the index");
  IndexState state;
  state.complete = reader.varint() != 0;
  state.run = reader.varint();
  state.run_time = static_cast<std::int64_t>(reader.varint());
  state.text_bytes = reader.varint();
  state.changes = reader.varint();
  state.date_ordered = reader.varint();
  return state;
}

std::string encode_state(const IndexState& state) {
  std::string bytes;
  append_varint(bytes, state.complete ? 1 : 0);
  append_varint(bytes, state.run);
  append_varint(bytes, static_cast<std::uint64_t>(state.run_time));
  append_varint(bytes, state.text_bytes);
  append_varint(bytes, state.changes);
  append_varint(bytes, state.date_ordered);
  return bytes;
}

std::vector<Root> read_roots(const Xapian::Database& database) {
  const std::string bytes = database.get_metadata(std::string(kRootsKey));
  ByteReader reader(bytes, "the roots of the index");
  std::vector<Root> roots;
  while (!reader.at_end()) {
    Root root;
    root.name = reader.string();
    root.path = std::string(reader.string());
    roots.push_back(std::move(root));
  }
  return roots;
}

std::string encode_roots(const std::vector<Root>& roots) {
  std::string bytes;
  for (const auto& root : roots) {
    append_string(bytes, root.name);
    append_string(bytes, root.path.native());
  }
  return bytes;
}

std::optional<std::string> vocabulary_key(std::string_view word) { return list_key('w', word); }
std::optional<std::string> forms_key(std::string_view stem) { return list_key('f', stem); }

std::string encode_frequency(std::uint64_t documents) {
  std::string value;
  append_varint(value, documents);
  return value;
}

std::uint64_t decode_frequency(std::string_view value) {
  if (value.empty()) return 0;
  return ByteReader(value, "the vocabulary").varint();
}

std::string encode_forms(const std::vector<std::string>& forms) {
  std::string value;
  for (const auto& form : forms) append_string(value, form);
  return value;
}

std::vector<std::string> decode_forms(std::string_view value) {
  std::vector<std::string> forms;
  for (ByteReader reader(value, "the vocabulary"); !reader.at_end();)
    forms.emplace_back(reader.string());
  return forms;
}

}  // namespace dateline
