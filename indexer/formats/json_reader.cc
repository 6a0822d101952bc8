// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/json_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "common/base/utf8.h"
#include "indexer/formats/html_fragment.h"
#include "indexer/formats/json_problem.h"

namespace dateline {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

constexpr std::size_t kKeptCapacity = 4
                                      << 20;  // a parser grown beyond it by one record is not kept
constexpr std::size_t kMaxNesting = 64;       // of dotted names and of values in values
constexpr std::size_t kNotFound = static_cast<std::size_t>(-1);

// Under which an object keeps what its field is about: an author's name, WordPress's and MongoDB's
// wrappings.
constexpr std::string_view kNameKeys[] = {"name",   "title", "rendered", "text",        "value",
                                          "@value", "$date", "$oid",     "$numberLong", "#text"};

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

struct Target {
  RecordField field;
  std::size_t rank;  // place among the names of the field: the lowest wins
};

// What was found for one field so far.
struct Found {
  std::size_t rank = kNotFound;
  std::vector<std::string> values;
};

struct Record {
  std::array<Found, kRecordFieldCount> fields;
  std::vector<std::pair<std::size_t, std::string>> dates;  // all of them, with their rank

  Found& operator[](RecordField field) { return fields[static_cast<std::size_t>(field)]; }

  void take(Target target, const std::vector<std::string>& values) {
    if (target.field == RecordField::Date) {
      for (const std::string& value : values) dates.emplace_back(target.rank, value);
    } else if (Found& found = (*this)[target.field]; target.rank < found.rank) {
      found = {target.rank, values};
    }
  }
};

// The names of a FieldMap, the other way round: from a name (or dotted path) to what it stands for.
class NameTable {
 public:
  explicit NameTable(const FieldMap& map) {
    for (std::size_t i = 0; i < kRecordFieldCount; ++i) add(map, static_cast<RecordField>(i));
  }

  const std::vector<Target>* targets(std::string_view path) const {
    const auto found = targets_.find(path);
    return found == targets_.end() ? nullptr : &found->second;
  }
  bool is_prefix(std::string_view path) const {
    return !prefixes_.empty() && prefixes_.find(path) != prefixes_.end();
  }

 private:
  void add(const FieldMap& map, RecordField field) {
    const auto& names = map.names(field);
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
      targets_[names[rank]].push_back({field, rank});
      for (std::size_t dot = names[rank].find('.'); dot != std::string::npos;
           dot = names[rank].find('.', dot + 1)) {
        prefixes_.insert(names[rank].substr(0, dot));
      }
    }
  }

  std::unordered_map<std::string, std::vector<Target>, StringHash, std::equal_to<>> targets_;
  std::unordered_set<std::string, StringHash, std::equal_to<>> prefixes_;
};

// Scrapers write half surrogate pairs and wrong escapes: these become U+FFFD or stay, and the
// article is not lost.
std::string unescape_leniently(std::string_view token) {
  std::string text;
  for (std::size_t i = 1; i < token.size() && token[i] != '"'; ++i) {
    if (token[i] != '\\' || i + 1 == token.size()) {
      text.push_back(token[i]);
      continue;
    }
    const char kind = token[++i];
    constexpr std::string_view kKinds = "nrtbf";
    constexpr std::string_view kMeanings = "\n\r\t  ";
    const std::size_t known = kKinds.find(kind);
    if (kind == 'u') {
      append_utf8(text, kReplacementCharacter);
      for (int digit = 0; digit < 4 && i + 1 < token.size() && token[i + 1] != '"'; ++digit) ++i;
    } else {
      text.push_back(known == std::string_view::npos ? kind : kMeanings[known]);
    }
  }
  return replace_invalid_utf8(text);
}

// Reads the texts of one value: a string, a number as written, or those in a list or an object.
class ValueReader {
 public:
  explicit ValueReader(std::vector<std::string>& values) : values_(values) {}

  error_code read(ondemand::value value, std::size_t depth = 0) {
    ondemand::json_type type;
    if (const auto error = value.type().get(type)) return error;
    switch (type) {
      case ondemand::json_type::string:
        return read_string(value);
      case ondemand::json_type::number:
        values_.emplace_back(trim(value.raw_json_token()));
        return simdjson::SUCCESS;
      case ondemand::json_type::array:
        return depth < kMaxDepth ? read_list(value, depth) : simdjson::SUCCESS;
      case ondemand::json_type::object:
        return depth < kMaxDepth ? read_object(value, depth) : simdjson::SUCCESS;
      default:
        return simdjson::SUCCESS;
    }
  }

 private:
  static constexpr std::size_t kMaxDepth =
      3;  // a list of authors that are objects whose names are objects

  error_code read_string(ondemand::value value) {
    const std::string_view token = value.raw_json_token();
    std::string_view text;
    const error_code error = value.get_string().get(text);
    if (error == simdjson::STRING_ERROR) {
      values_.push_back(unescape_leniently(token));
      return simdjson::SUCCESS;
    }
    if (!error && !trim(text).empty()) values_.emplace_back(text);
    return error;
  }

  error_code read_list(ondemand::value value, std::size_t depth) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    for (auto element : array) {
      ondemand::value inner;
      if (const auto error = std::move(element).get(inner)) return error;
      if (const auto error = read(inner, depth + 1)) return error;
    }
    return simdjson::SUCCESS;
  }

  // The first of its fields that has a telling name.
  error_code read_object(ondemand::value value, std::size_t depth) {
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    const std::size_t before = values_.size();
    for (auto field : object) {
      std::string_view key;
      if (field.error()) return field.error();
      if (field.unescaped_key().get(key)) continue;
      if (values_.size() > before || std::ranges::find(kNameKeys, key) == std::end(kNameKeys))
        continue;
      ondemand::value inner;
      if (const auto error = field.value().get(inner)) return error;
      if (const auto error = read(inner, depth + 1)) return error;
    }
    return simdjson::SUCCESS;
  }

  std::vector<std::string>& values_;
};

// Walks the fields of an object and into those nested ones that dotted names lead to.
class RecordWalker {
 public:
  RecordWalker(const NameTable& names, Record& record, std::optional<RecordField> only)
      : names_(names), record_(record), only_(only) {}

  error_code walk(ondemand::object object, std::size_t depth = 0) {
    const std::size_t parent = path_.size();
    for (auto field : object) {
      std::string_view key;
      if (field.error()) return field.error();
      if (field.unescaped_key().get(key)) continue;
      path_.resize(parent);
      append_normal_name(path_, key);
      ondemand::value value;
      if (const auto error = field.value().get(value)) return error;
      if (const auto error = take(value, depth)) return error;
      if (is_done()) break;
    }
    path_.resize(parent);
    return simdjson::SUCCESS;
  }

 private:
  // Nothing can come that goes before what is known.
  bool is_done() const {
    return only_ && record_.fields[static_cast<std::size_t>(*only_)].rank == 0;
  }

  error_code take(ondemand::value value, std::size_t depth) {
    const auto* targets = names_.targets(path_);
    const bool leads_on = names_.is_prefix(path_) && depth < kMaxNesting;
    if (leads_on) {
      ondemand::object inner;
      if (value.get_object().get(inner) == simdjson::SUCCESS) {
        path_.push_back('.');
        return walk(inner, depth + 1);
      }
    }
    return targets != nullptr && is_wanted(*targets) ? read(value, *targets) : simdjson::SUCCESS;
  }

  bool is_wanted(const std::vector<Target>& targets) const {
    return std::ranges::any_of(targets,
                               [this](Target one) { return !only_ || one.field == *only_; });
  }

  error_code read(ondemand::value value, const std::vector<Target>& targets) {
    values_.clear();
    const error_code error = ValueReader(values_).read(value);
    if (values_.empty()) return error;
    for (const Target target : targets) record_.take(target, values_);
    return error;
  }

  const NameTable& names_;
  Record& record_;
  std::optional<RecordField> only_;
  std::string path_;  // of the field at hand, in normal form
  std::vector<std::string> values_;
};

std::string joined(const std::vector<std::string>& values, std::string_view separator) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += separator;
    text += value;
  }
  return text;
}

std::string first(const std::vector<std::string>& values) {
  return values.empty() ? std::string{} : std::string(trim(values.front()));
}

// A single string may hold several, "war, grain".
std::vector<std::string> split_tags(std::vector<std::string> values) {
  if (values.size() != 1) return values;
  std::vector<std::string> tags;
  std::string_view rest = values.front();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(",;"), rest.size());
    const std::string_view tag = trim(rest.substr(0, end));
    if (!tag.empty()) tags.emplace_back(tag);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return tags;
}

void decode_html(RawDocument& raw) {
  const bool html = looks_like_html(raw.text);
  if (html) raw.text = html_fragment_to_text(raw.text);
  if (html || has_entity(raw.title)) raw.title = html_fragment_to_text(raw.title);
}

RawDocument to_raw_document(Record& record) {
  using enum RecordField;
  RawDocument raw;
  raw.type = "json";
  raw.title = first(record[Title].values);
  raw.text = record[Text].values.size() == 1 ? std::move(record[Text].values.front())
                                             : joined(record[Text].values, "\n\n");
  raw.own_id = first(record[Id].values);
  raw.url = first(record[Url].values);
  raw.site = first(record[Site].values);
  raw.author = joined(record[Author].values, ", ");
  raw.language = first(record[Language].values);
  raw.tags = split_tags(std::move(record[Tags].values));
  std::ranges::stable_sort(record.dates, {}, &std::pair<std::size_t, std::string>::first);
  for (auto& [rank, text] : record.dates) {
    raw.dates.push_back({DateSource::JsonField, std::move(text)});
  }
  decode_html(raw);
  return raw;
}

}  // namespace

class JsonReader::Impl {
 public:
  explicit Impl(const FieldMap& fields) : names_(fields) {}

  // Fills the record; the reason when the JSON is broken or no object.
  std::optional<Skip> read(std::string_view json, std::size_t readable_bytes,
                           std::optional<RecordField> only, Record& record) {
    const char* start = padded(json, readable_bytes);
    if (parser_.capacity() < json.size() && parser_.allocate(std::bit_ceil(json.size()))) {
      return Skip{SkipKind::TooLarge, {}};
    }
    ondemand::document document;
    auto error =
        parser_.iterate(start, json.size(), json.size() + simdjson::SIMDJSON_PADDING).get(document);
    if (error) return json_problem(error, json);
    ondemand::object object;
    if (*trim(json).data() != '{') return Skip{SkipKind::NotAnArticle, "not an object"};
    error = document.get_object().get(object);
    if (!error) error = RecordWalker(names_, record, only).walk(object);
    if (!error && !only && !is_at_end(document)) error = simdjson::TRAILING_CONTENT;
    if (!error) return std::nullopt;
    return json_problem(error, json, stuck_at(document, start, json.size()));
  }

  void release_large_buffers() {
    if (parser_.capacity() > kKeptCapacity) parser_ = ondemand::parser();
    if (copy_.capacity() > kKeptCapacity) copy_ = std::string();
  }

 private:
  const char* padded(std::string_view json, std::size_t readable_bytes) {
    if (readable_bytes >= json.size() + simdjson::SIMDJSON_PADDING) return json.data();
    copy_.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    copy_ = json;
    return copy_.data();
  }

  NameTable names_;
  ondemand::parser parser_;
  std::string copy_;
};

JsonReader::JsonReader(const FieldMap& fields) : impl_(std::make_unique<Impl>(fields)) {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

ReadResult JsonReader::read(std::string_view object_utf8, std::size_t readable_bytes) {
  Record record;
  auto skip = impl_->read(object_utf8, readable_bytes, std::nullopt, record);
  impl_->release_large_buffers();
  if (skip) return std::move(*skip);
  RawDocument raw = to_raw_document(record);
  if (raw.title.empty() && trim(raw.text).empty()) {
    return Skip{SkipKind::NotAnArticle, "neither title nor text"};
  }
  return raw;
}

std::string JsonReader::record_id(std::string_view object_utf8, std::size_t readable_bytes) {
  Record record;
  const auto skip = impl_->read(object_utf8, readable_bytes, RecordField::Id, record);
  impl_->release_large_buffers();
  return skip ? std::string{} : first(record[RecordField::Id].values);
}

}  // namespace dateline
