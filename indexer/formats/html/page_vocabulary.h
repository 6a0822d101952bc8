// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the makers of pages call the parts of a page, in class, id, role and their like: words of
// several languages, never of one site.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

// What a part of a page is called; bits, since one part can be called several things.
enum PartName : std::uint16_t {
  kNamedContent = 1U << 0U,     // article, post, entry, story, content, text
  kNamedBody = 1U << 1U,        // articlebody, storybody: the text itself
  kNamedComments = 1U << 2U,    // comments and the form to leave one
  kNamedShare = 1U << 3U,       // share buttons, follow us
  kNamedRelated = 1U << 4U,     // other articles
  kNamedNavigation = 1U << 5U,  // menus, breadcrumbs, pages, search
  kNamedAdvert = 1U << 6U,
  kNamedConsent = 1U << 7U,     // cookies
  kNamedNewsletter = 1U << 8U,  // subscribe, sign up, log in
  kNamedAuthor = 1U << 9U,      // byline, about the author
  kNamedMeta = 1U << 10U,       // date, tags, categories, reading time
  kNamedHidden = 1U << 11U,     // for screen readers only, or for nobody
  kNamedCaption = 1U << 12U,
  kNamedMargin = 1U << 13U,  // side columns, footers
  kNamedDialog = 1U << 14U,  // overlays of all kinds
};

// `names`: a class or id attribute, cut into words at everything but letters and digits and at
// "aB". The sum of what its words say.
std::uint16_t part_names(std::string_view names);

}  // namespace dateline
