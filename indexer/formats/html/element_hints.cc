// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/element_hints.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/base/ascii.h"

namespace dateline {
namespace {

struct HintWord {
  std::string_view word;
  unsigned hints;
};

// Words in small letters, sorted.
constexpr auto kWords = std::to_array<HintWord>({
    {"abstime", kHintDate},
    {"aktualisiert", kHintDate | kHintModified},
    {"archive", kHintAside},
    {"archives", kHintAside},
    {"aside", kHintAside},
    {"auteur", kHintAuthor},
    {"author", kHintAuthor},
    {"authorname", kHintAuthor},
    {"authors", kHintAuthor},
    {"autor", kHintAuthor},
    {"autore", kHintAuthor},
    {"autoren", kHintAuthor},
    {"byline", kHintAuthor | kHintInfo},
    {"bylines", kHintAuthor | kHintInfo},
    {"calendar", kHintAside},
    {"carousel", kHintAside},
    {"comment", kHintAside},
    {"commentlist", kHintAside},
    {"comments", kHintAside},
    {"copyright", kHintAside},
    {"created", kHintDate | kHintPublished},
    {"creator", kHintAuthor},
    {"data", kHintDate},
    {"date", kHintDate},
    {"dateline", kHintDate | kHintInfo},
    {"datepublished", kHintDate | kHintPublished},
    {"dates", kHintDate},
    {"datestamp", kHintDate},
    {"datetime", kHintDate},
    {"datum", kHintDate},
    {"disqus", kHintAside},
    {"dtstart", kHintDate},
    {"edited", kHintDate | kHintModified},
    {"erstellt", kHintDate | kHintPublished},
    {"fecha", kHintDate},
    {"footer", kHintAside},
    {"headline", kHintTitle},
    {"info", kHintInfo},
    {"infos", kHintInfo},
    {"lastmod", kHintDate | kHintModified},
    {"latest", kHintAside},
    {"meta", kHintInfo},
    {"metadata", kHintInfo},
    {"modified", kHintDate | kHintModified},
    {"nav", kHintAside},
    {"popular", kHintAside},
    {"postdate", kHintDate | kHintPublished},
    {"posted", kHintDate | kHintPublished},
    {"postinfo", kHintInfo},
    {"postmeta", kHintInfo},
    {"promo", kHintAside},
    {"pubdate", kHintDate | kHintPublished},
    {"publicado", kHintDate | kHintPublished},
    {"publication", kHintDate | kHintPublished},
    {"publicationdate", kHintDate | kHintPublished},
    {"publish", kHintDate | kHintPublished},
    {"publishdate", kHintDate | kHintPublished},
    {"published", kHintDate | kHintPublished},
    {"recommended", kHintAside},
    {"related", kHintAside},
    {"respond", kHintAside},
    {"revised", kHintDate | kHintModified},
    {"sidebar", kHintAside},
    {"stand", kHintDate | kHintModified},
    {"submitted", kHintInfo | kHintAuthor},
    {"teaser", kHintAside},
    {"teasers", kHintAside},
    {"time", kHintDate},
    {"timeago", kHintDate},
    {"timestamp", kHintDate},
    {"trending", kHintAside},
    {"update", kHintDate | kHintModified},
    {"updated", kHintDate | kHintModified},
    {"updatedate", kHintDate | kHintModified},
    {"verfasser", kHintAuthor},
    {"writer", kHintAuthor},
});
static_assert(std::ranges::is_sorted(kWords, {}, &HintWord::word));

constexpr std::size_t kMaxWord = 24;

// Where the words begin with each letter.
constexpr std::array<std::uint8_t, 27> kFirst = [] {
  std::array<std::uint8_t, 27> first{};
  for (std::size_t letter = 0; letter < first.size(); ++letter) {
    std::size_t i = 0;
    while (i < kWords.size() && static_cast<std::size_t>(kWords[i].word[0] - 'a') < letter) ++i;
    first[letter] = static_cast<std::uint8_t>(i);
  }
  return first;
}();

unsigned hints_of_word(std::string_view word) {
  const auto letter = static_cast<std::size_t>(word[0] - 'a');
  for (std::size_t i = kFirst[letter]; i < kFirst[letter + 1]; ++i) {
    if (kWords[i].word == word) return kWords[i].hints;
  }
  const bool is_run_together =
      word.size() > 4 && (word.ends_with("date") || word.ends_with("datum"));
  if (is_run_together)
    return word.find("updat") == word.npos ? kHintDate : kHintDate | kHintModified;
  return 0;
}

}  // namespace

unsigned hints_in(std::string_view class_or_id) {
  unsigned hints = 0;
  bool is_entry = false;
  bool is_title = false;
  std::array<char, kMaxWord> letters{};
  std::size_t length = 0;
  const auto end_word = [&] {
    if (length > 2 && length <= kMaxWord) {
      const std::string_view word(letters.data(), length);
      hints |= hints_of_word(word);
      is_entry =
          is_entry || word == "entry" || word == "post" || word == "article" || word == "story";
      is_title = is_title || word == "title";
    }
    length = 0;
  };
  char before = ' ';
  for (const char c : class_or_id) {
    if (is_ascii_upper(c) && is_ascii_lower(before)) end_word();
    before = c;
    if (!is_ascii_letter(c)) {
      end_word();
    } else {
      if (length < kMaxWord) letters[length] = ascii_lower(c);
      ++length;
    }
  }
  end_word();
  if (is_entry && is_title) hints |= kHintTitle;
  return hints;
}

}  // namespace dateline
