// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a page's JSON-LD says, by the vocabulary of schema.org. Broken JSON is repaired where that
// is likely to succeed. Bounded in depth, in size and in how many objects are looked at.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

// The greater the more it is what the page is about.
enum class LinkedKind : std::uint8_t {
  Page,     // WebPage and its kinds
  Media,    // a video, a picture, a podcast
  Article,  // an article, a posting, a report, a review
};

// One object. Empty where it says nothing; dates as they are written.
struct LinkedItem {
  LinkedKind kind = LinkedKind::Page;
  std::string headline;  // else its name
  std::string description;
  std::string body;
  std::string section;
  std::string language;
  std::string url;
  std::string publisher;
  std::string published;
  std::string created;
  std::string modified;
  std::vector<std::string> authors;
  std::vector<std::string> keywords;
};

struct LinkedData {
  std::vector<LinkedItem> items;  // in their order on the page
  std::string site;               // the name of its WebSite
};

// `scripts`: the texts of all <script type="application/ld+json">. Lists of other articles are not
// entered.
LinkedData read_json_ld(std::span<const std::string_view> scripts);

}  // namespace dateline
