// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/json_split.h"

#include <algorithm>
#include <string>

#include <simdjson.h>

#include "common/base/utf8.h"
#include "indexer/formats/json_problem.h"

namespace dateline {
namespace {

using Slices = std::vector<std::string_view>;
namespace ondemand = simdjson::ondemand;

// Every line that is not blank begins with '{': several at least, or there is nothing to cut.
Slices lines_of_objects(std::string_view json) {
  Slices lines;
  while (!json.empty()) {
    const std::size_t end = std::min(json.find('\n'), json.size());
    const std::string_view line = trim(json.substr(0, end));
    if (!line.empty() && line.front() != '{') return {};
    if (!line.empty()) lines.push_back(line);
    json.remove_prefix(std::min(end + 1, json.size()));
  }
  return lines.size() > 1 ? lines : Slices{};
}

simdjson::error_code raw_element(ondemand::value value, std::string_view& raw) {
  ondemand::json_type type;
  if (const auto error = value.type().get(type)) return error;
  switch (type) {
    case ondemand::json_type::object: {
      ondemand::object object;
      if (const auto error = value.get_object().get(object)) return error;
      return object.raw_json().get(raw);
    }
    case ondemand::json_type::array: {
      ondemand::array array;
      if (const auto error = value.get_array().get(array)) return error;
      return array.raw_json().get(raw);
    }
    default:
      raw = value.raw_json_token();
      return simdjson::SUCCESS;
  }
}

simdjson::error_code collect_elements(ondemand::document& document, Slices& slices) {
  ondemand::array array;
  if (const auto error = document.get_array().get(array)) return error;
  for (auto element : array) {
    ondemand::value value;
    std::string_view raw;
    if (const auto error = std::move(element).get(value)) return error;
    if (const auto error = raw_element(value, raw)) return error;
    slices.push_back(trim(raw));
  }
  return is_at_end(document) ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

class ArraySplitter {
 public:
  ArraySplitter(std::string_view json, std::size_t readable_bytes) : json_(json) {
    if (readable_bytes < json.size() + simdjson::SIMDJSON_PADDING) {
      copy_.reserve(json.size() + simdjson::SIMDJSON_PADDING);
      copy_ = json;
    }
  }

  std::variant<Slices, Skip> split() {
    const char* start = copy_.empty() ? json_.data() : copy_.data();
    ondemand::document document;
    auto error = parser_.iterate(start, json_.size(), json_.size() + simdjson::SIMDJSON_PADDING)
                     .get(document);
    if (error) return json_problem(error, json_);
    Slices slices;
    error = collect_elements(document, slices);
    if (error) return json_problem(error, json_, stuck_at(document, start, json_.size()));
    for (std::string_view& slice : slices) {
      slice = json_.substr(static_cast<std::size_t>(slice.data() - start), slice.size());
    }
    return slices;
  }

 private:
  std::string_view json_;
  std::string copy_;
  ondemand::parser parser_;
};

}  // namespace

std::variant<std::vector<std::string_view>, Skip> split_json_array_or_object(
    std::string_view json_utf8, std::size_t readable_bytes) {
  const std::string_view trimmed = trim(json_utf8);
  const auto blank = static_cast<std::size_t>(trimmed.data() - json_utf8.data());
  readable_bytes -= std::min(readable_bytes, blank);
  json_utf8 = trimmed;
  if (json_utf8.empty()) return Skip{SkipKind::Empty, {}};
  if (json_utf8.front() == '[') return ArraySplitter(json_utf8, readable_bytes).split();
  if (json_utf8.front() != '{') return Skip{SkipKind::NotAnArticle, "neither an object nor a list"};
  Slices lines = lines_of_objects(json_utf8);
  // "}" on a line of its own makes it one object over several lines, as nearly all are.
  if (!lines.empty()) return lines;
  return Slices{json_utf8};
}

}  // namespace dateline
