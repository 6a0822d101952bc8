// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/pdf_repair.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "common/base/ascii.h"

namespace dateline {
namespace {

bool is_space(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' ||
         byte == '\0';
}

// Reads a number backwards that ends at `end`, and moves before it; `end` stays when there is none.
std::uint32_t number_before(std::string_view text, std::size_t& end) {
  constexpr std::size_t kMostDigits = 7;
  std::uint32_t value = 0;
  std::uint32_t weight = 1;
  const std::size_t last = end;
  while (end > 0 && last - end < kMostDigits && is_digit(text[end - 1])) {
    value += weight * static_cast<std::uint32_t>(text[--end] - '0');
    weight *= 10;
  }
  return value;
}

bool skip_space_before(std::string_view text, std::size_t& end) {
  const std::size_t last = end;
  while (end > 0 && is_space(text[end - 1])) --end;
  return end < last;
}

struct ObjectName {
  std::uint32_t number = 0;  // 0: none
  std::uint32_t generation = 0;
};

// "12 0 obj", with `obj` at `place`.
ObjectName name_before(std::string_view pdf, std::size_t place) {
  std::size_t end = place;
  if (!skip_space_before(pdf, end)) return {};
  ObjectName name;
  name.generation = number_before(pdf, end);
  if (!skip_space_before(pdf, end)) return {};
  name.number = number_before(pdf, end);
  return name;
}

// "/Type /Page", but not "/Type /Pages".
bool is_page(std::string_view object) {
  constexpr std::string_view kType = "/Type";
  constexpr std::string_view kPage = "/Page";
  for (std::size_t place = object.find(kType); place != std::string_view::npos;
       place = object.find(kType, place + 1)) {
    std::size_t value = place + kType.size();
    while (value < object.size() && is_space(object[value])) ++value;
    if (object.substr(value, kPage.size()) != kPage) continue;
    value += kPage.size();
    const bool ends = value == object.size() || is_space(object[value]) || object[value] == '/' ||
                      object[value] == '>';
    if (ends) return true;
  }
  return false;
}

}  // namespace

std::string with_found_pages(std::string_view pdf, std::size_t max_pages) {
  constexpr std::string_view kObject = "obj";
  constexpr std::size_t kLargestPage = 8192;
  std::string kids;
  std::size_t count = 0;
  std::uint32_t last = 0;
  for (std::size_t place = pdf.find(kObject); place != std::string_view::npos;
       place = pdf.find(kObject, place + kObject.size())) {
    const ObjectName name = name_before(pdf, place);
    if (name.number == 0) continue;
    last = std::max(last, name.number);
    const std::string_view rest = pdf.substr(place + kObject.size(), kLargestPage);
    const std::string_view object = rest.substr(0, std::min(rest.find(kObject), rest.size()));
    if (count == max_pages || !is_page(object)) continue;
    kids += fmt::format("{} {} R ", name.number, name.generation);
    ++count;
  }
  if (count == 0) return {};
  // No table of objects: that makes a reader look for them, and the last catalog counts.
  return fmt::format(
      "{}\n{} 0 obj\n<< /Type /Pages /Count {} /Kids [ {}] >>\nendobj\n"
      "{} 0 obj\n<< /Type /Catalog /Pages {} 0 R >>\nendobj\n"
      "trailer\n<< /Size {} /Root {} 0 R >>\nstartxref\n0\n%%EOF\n",
      pdf, last + 1, count, kids, last + 2, last + 1, last + 3, last + 2);
}

}  // namespace dateline
