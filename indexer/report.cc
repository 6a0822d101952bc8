// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/report.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

std::string line(std::string_view name, const std::string& value) {
  return fmt::format("{:<12}{}\n", name, value);
}

std::string count_line(std::string_view name, std::uint64_t count) {
  return count == 0 ? "" : line(name, grouped_number(count));
}

std::string skipped_line(const Report& report) {
  std::string reasons;
  for (const auto& [reason, count] : report.skipped_by_reason()) {
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", grouped_number(count), reason);
  }
  if (reasons.empty()) return "";
  return line("skipped", fmt::format("{} ({})", grouped_number(report.skipped_total()), reasons));
}

std::string index_line(const Report& report) {
  std::string text =
      fmt::format("{} documents, {} undated, {}", grouped_number(report.documents),
                  grouped_number(report.index_undated), human_bytes(report.index_bytes));
  if (report.text_bytes > 0) {
    text += fmt::format(
        " = {:.2f} times the text of {}",
        static_cast<double>(report.index_bytes) / static_cast<double>(report.text_bytes),
        human_bytes(report.text_bytes));
  }
  return line("index", text);
}

std::string time_line(const Report& report) {
  std::string text = fmt::format("{:.1f} s", report.seconds);
  if (report.text_read > 0 && report.seconds > 0) {
    text += fmt::format(", {:.1f} MB of text a second",
                        static_cast<double>(report.text_read) / 1e6 / report.seconds);
  }
  return line("time", text);
}

}  // namespace

std::string human_bytes(std::uint64_t bytes) {
  static constexpr std::array<std::string_view, 5> kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 999.95 && unit + 1 < kUnits.size(); ++unit) value /= 1000;
  return unit == 0 ? fmt::format("{} bytes", bytes) : fmt::format("{:.1f} {}", value, kUnits[unit]);
}

void Report::skip(SkippedItem&& item) {
  if (skipped.size() < kNamedSkipped) {
    skipped.push_back(std::move(item));
  } else {
    ++skipped_unnamed[item.skip.kind];
  }
}

std::uint64_t Report::skipped_total() const {
  std::uint64_t total = skipped.size() + known_bad.size() + known_bad_unnamed;
  for (const auto& [kind, count] : skipped_unnamed) total += count;
  return total;
}

std::map<std::string, std::uint64_t> Report::skipped_by_reason() const {
  std::map<std::string, std::uint64_t> reasons;
  for (const auto* list : {&skipped, &known_bad}) {
    for (const auto& item : *list) ++reasons[std::string(to_string(item.skip.kind))];
  }
  for (const auto& [kind, count] : skipped_unnamed) reasons[std::string(to_string(kind))] += count;
  if (known_bad_unnamed > 0) reasons["earlier, unnamed"] = known_bad_unnamed;
  return reasons;
}

void name_skipped(const Report& report, bool all, Console& console) {
  constexpr std::size_t kNamed = 20;
  const auto name = [&](const SkippedItem& item) {
    const std::string detail =
        item.skip.detail.empty() ? "" : fmt::format(" ({})", item.skip.detail);
    console.warning(
        fmt::format("skipped '{}': {}{}", item.path, to_string(item.skip.kind), detail));
  };
  const std::size_t named = all ? report.skipped.size() : std::min(report.skipped.size(), kNamed);
  for (std::size_t i = 0; i < named; ++i) name(report.skipped[i]);
  if (named < report.skipped.size()) {
    console.warning(fmt::format("{} more were skipped (--verbose names them all)",
                                grouped_number(report.skipped.size() - named)));
  }
  if (!report.skipped_unnamed.empty()) {
    console.warning("not all members of large archives that were skipped are named");
  }
  if (all) std::for_each(report.known_bad.begin(), report.known_bad.end(), name);
}

std::string summary_text(const Report& report) {
  std::string text;
  text += count_line("added", report.added);
  text += count_line("changed", report.changed);
  text += count_line("moved", report.moved);
  text += count_line("read again", report.reread);
  text += count_line("unchanged", report.unchanged);
  text += count_line("removed", report.removed);
  if (report.undated > 0)
    text += line("undated", grouped_number(report.undated) + " of those added or changed");
  text += skipped_line(report);
  text += time_line(report);
  text += index_line(report);
  return text;
}

std::string summary_json(const Report& report, const std::string& index, bool interrupted) {
  nlohmann::ordered_json json;
  json["type"] = "summary";
  json["version"] = 1;
  json["index"] = replace_invalid_utf8(index);
  json["interrupted"] = interrupted;
  json["files"] = report.files;
  json["added"] = report.added;
  json["changed"] = report.changed;
  json["moved"] = report.moved;
  json["read_again"] = report.reread;
  json["unchanged"] = report.unchanged;
  json["removed"] = report.removed;
  json["undated"] = report.undated;
  json["skipped"] = report.skipped_total();
  json["skipped_by_reason"] = report.skipped_by_reason();
  auto& items = json["skipped_items"] = nlohmann::ordered_json::array();
  for (const auto* list : {&report.skipped, &report.known_bad}) {
    for (const auto& item : *list) {
      items.push_back({{"path", replace_invalid_utf8(item.path)},
                       {"reason", to_string(item.skip.kind)},
                       {"detail", replace_invalid_utf8(item.skip.detail)}});
    }
  }
  json["seconds"] = report.seconds;
  json["text_read_bytes"] = report.text_read;
  json["peak_memory_bytes"] = report.peak_memory_bytes;
  json["index_documents"] = report.documents;
  json["index_undated"] = report.index_undated;
  json["index_bytes"] = report.index_bytes;
  json["text_bytes"] = report.text_bytes;
  return json.dump() + "\n";
}

}  // namespace dateline
