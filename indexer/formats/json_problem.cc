// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/json_problem.h"

#include <string>

#include <fmt/format.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

std::string_view reason(simdjson::error_code code) {
  switch (code) {
    case simdjson::UTF8_ERROR:
      return "invalid UTF-8";
    case simdjson::UNESCAPED_CHARS:
      return "a control character in a string";
    case simdjson::UNCLOSED_STRING:
      return "a string is never closed";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "it ends too early";
    case simdjson::TAPE_ERROR:
      return "a comma, colon or bracket is missing or too many";
    case simdjson::TRAILING_CONTENT:
      return "something follows the end";
    case simdjson::INCORRECT_TYPE:
      return "a value is not what it begins as";
    default:
      return simdjson::error_message(code);
  }
}

}  // namespace

Skip json_problem(simdjson::error_code code, std::string_view json, std::size_t place) {
  if (code == simdjson::EMPTY) return {SkipKind::Empty, {}};
  if (code == simdjson::CAPACITY || code == simdjson::MEMALLOC) return {SkipKind::TooLarge, {}};
  if (code == simdjson::UTF8_ERROR) place = valid_utf8_prefix(json);
  if (code == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) place = kUnknownPlace;
  const std::string where = place == kUnknownPlace ? "" : fmt::format(" at byte {}", place);
  return {SkipKind::BrokenJson, fmt::format("{}{}", reason(code), where)};
}

bool is_at_end(simdjson::ondemand::document& document) {
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

std::size_t stuck_at(simdjson::ondemand::document& document, const char* start, std::size_t size) {
  const char* place = nullptr;
  const bool is_known = document.current_location().get(place) == simdjson::SUCCESS;
  const bool is_inside = is_known && place >= start && place < start + size;
  return is_inside ? static_cast<std::size_t>(place - start) : kUnknownPlace;
}

}  // namespace dateline
