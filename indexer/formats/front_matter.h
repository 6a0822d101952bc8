// SPDX-License-Identifier: GPL-2.0-or-later
//
// The head of a Markdown file: YAML between "---" lines or TOML between "+++" lines. A small
// tolerant reader of what people and site generators write there, not a YAML library: keys on the
// left margin, values plain, quoted, folded, or lists. Anything that does not look like that is no
// front matter and stays in the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct FrontMatterField {
  std::string key;  // lower case, without '_', '-' and blanks: "publishedat"
  std::vector<std::string> values;
};

struct FrontMatter {
  std::vector<FrontMatterField> fields;
  std::size_t end = 0;  // where the text behind it begins

  // The values of the first field of this name that has any; empty when there is none.
  const std::vector<std::string>& values(std::string_view key) const;
};

std::optional<FrontMatter> parse_front_matter(std::string_view text);

}  // namespace dateline
