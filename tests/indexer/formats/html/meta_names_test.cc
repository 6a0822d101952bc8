// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/meta_names.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("meta names mean what they say, whatever their punctuation") {
  struct Case {
    const char* name;
    Statement want;
  };
  const Case cases[] = {
      {"og:title", Statement::Title},
      {"DC.Title", Statement::Title},
      {"twitter:description", Statement::Description},
      {"article:author", Statement::Author},
      {"og:article:author", Statement::Author},
      {"citation_author", Statement::Author},
      {"parsely-author", Statement::Author},
      {"og:site_name", Statement::Site},
      {"keywords", Statement::Tags},
      {"news_keywords", Statement::Tags},
      {"article:tag", Statement::Tag},
      {"Content-Language", Statement::Language},
      {"article:published_time", Statement::Published},
      {"og:article:published_time", Statement::Published},
      {"datePublished", Statement::Published},
      {"pubdate", Statement::Published},
      {"publish-date", Statement::Published},
      {"DC.date.issued", Statement::Published},
      {"cXenseParse:recs:publishtime", Statement::Published},
      {"dcterms.created", Statement::Created},
      {"DCTERMS.dateCreated", Statement::Created},
      {"dateCreated", Statement::Created},
      {"date", Statement::Date},
      {"DC.date", Statement::Date},
      {"sailthru.date", Statement::Date},
      {"data", Statement::Date},
      {"article:modified_time", Statement::Modified},
      {"og:updated_time", Statement::Modified},
      {"last-modified", Statement::Modified},
      {"lastmod", Statement::Modified},
      {"DC.date.modified", Statement::Modified},
      {"revisit-after", Statement::None},
      {"expires", Statement::None},
      {"article:expiration_time", Statement::None},
      {"event:start_time", Statement::None},
      {"twitter:data1", Statement::None},
      {"viewport", Statement::None},
      {"", Statement::None},
  };
  for (const Case& one : cases) {
    CAPTURE(one.name);
    CHECK(static_cast<int>(meta_meaning(one.name).statement) == static_cast<int>(one.want));
  }
}

}  // namespace
}  // namespace dateline
