// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/element_hints.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("words in a class are hints however they are set apart") {
  struct Case {
    const char* class_name;
    unsigned want;
  };
  const Case cases[] = {
      {"entry-date published", kHintDate | kHintPublished},
      {"postDate", kHintDate},
      {"article__date", kHintDate},
      {"articledate", kHintDate},
      {"last-updated", kHintDate | kHintModified},
      {"lastupdate", kHintDate | kHintModified},
      {"author vcard", kHintAuthor},
      {"ArticleByline", kHintAuthor | kHintInfo},
      {"entry-title", kHintTitle},
      {"post_title main", kHintTitle},
      {"title", 0},
      {"entry", 0},
      {"comment-list", kHintAside},
      {"related-posts", kHintAside},
      {"overtime", 0},
      {"", 0},
      {"- _", 0},
      {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaadate", 0},
      {"\xC3\xA4-date", kHintDate},
  };
  for (const Case& one : cases) {
    CAPTURE(one.class_name);
    CHECK(hints_in(one.class_name) == one.want);
  }
}

}  // namespace
}  // namespace dateline
