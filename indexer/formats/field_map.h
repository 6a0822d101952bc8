// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which names of a JSON record stand for which of our fields: the usual ones, and what --map adds
// in front of them. Case,
// '_' and '-' do not count: "datePublished" is "date_published". Names with dots reach into nested
// objects.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class RecordField : std::uint8_t { Title, Text, Date, Url, Author, Language, Site, Tags, Id };
constexpr std::size_t kRecordFieldCount = 9;

std::string_view to_string(RecordField field);  // "title", "text", "date", ...

class FieldMap {
 public:
  FieldMap();

  // "title=meta.headline": the name goes before all others of that field. Throws
  // Error(ExitCode::Usage), naming the valid fields, for one that does not exist or an empty name.
  void map(std::string_view assignment);

  // Most trusted first, in normal form (normal_name).
  const std::vector<std::string>& names(RecordField field) const {
    return names_[static_cast<std::size_t>(field)];
  }

 private:
  std::array<std::vector<std::string>, kRecordFieldCount> names_;
};

// Appends the name in lower case, without '_', '-' and blanks.
void append_normal_name(std::string& to, std::string_view name);

}  // namespace dateline
