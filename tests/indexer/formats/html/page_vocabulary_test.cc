// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_vocabulary.h"

#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("names of parts") {
  struct {
    std::string_view names;
    unsigned want;
  } const table[] = {
      {"", 0},
      {"a b-c 12", 0},
      {"xqzt", 0},
      {"post", kNamedContent},
      {"content", kNamedContent},
      {"post-content", kNamedContent | kNamedBody},
      {"articleBody", kNamedContent | kNamedBody},
      {"ARTICLE_TEXT", kNamedContent | kNamedBody},
      {"entry content", kNamedContent},  // two names
      {"storybody", kNamedBody},
      {"comments", kNamedComments},
      {"commentlinks", kNamedComments},
      {"commentary", kNamedContent},
      {"kommentare", kNamedComments},
      {"share-buttons", kNamedShare},
      {"socialShare", kNamedShare},
      {"relatedPosts", kNamedRelated},
      {"td-related-title", kNamedRelated},
      {"main-nav", kNamedContent | kNamedNavigation},
      {"breadcrumbs", kNamedNavigation},
      {"sidebar", kNamedMargin},
      {"has-sidebar", 0},
      {"with-right-rail", 0},
      {"comments-open", 0},
      {"content no-sidebar", kNamedContent},
      {"has-content", kNamedContent},
      {"widget widget_recent", kNamedNavigation},
      {"page-widget-container", 0},
      {"site-footer", kNamedMargin},
      {"ad", kNamedAdvert},
      {"advertisement", kNamedAdvert},
      {"address adapter", 0},
      {"cookie-consent", kNamedConsent},
      {"modal fade", kNamedDialog},
      {"newsletterSignup", kNamedNewsletter},
      {"byline", kNamedAuthor},
      {"entry-meta", kNamedContent | kNamedMeta},
      {"wp-caption-text", kNamedContent | kNamedCaption},
      {"sr-only", kNamedHidden},
      {"label-hidden overflow-hidden", 0},
      {"x hidden", kNamedHidden},
      {"\xC3\xA4\xFF", 0},
  };
  for (const auto& row : table) {
    CAPTURE(row.names);
    CHECK(part_names(row.names) == row.want);
  }
}

TEST_CASE("any bytes are names") {
  CHECK(part_names(std::string(100'000, 'a')) == 0);
  CHECK(part_names(std::string(100'000, '-')) == 0);
  CHECK(part_names(std::string(1000, '\0') + "comments") == kNamedComments);
}

}  // namespace
}  // namespace dateline
