// SPDX-License-Identifier: GPL-2.0-or-later
//
// The title of an article, out of what its page offers: its own headline, without the site's name
// around it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

// All plain text on one line (stated_text()); what is not there is empty.
struct TitleOffers {
  std::string og_title;
  std::string linked_headline;  // JSON-LD
  std::string meta_title;       // the best of all other <meta>
  std::string itemprop_title;   // itemprop="headline", class="entry-title"
  std::string title_tag;
  std::vector<std::string> headings;  // <h1>, in their order
};

// What the site may be called in a title: names it states, and its host.
struct SiteNames {
  std::vector<std::string> names;
  std::string host;  // "news.example.org"
};

// "A storm hits | The Daily" -> "A storm hits". Which part is the site's name is decided by what
// the site calls itself, by its host, and by `headlines` where a part is one; else the short part
// behind the last separator. Of several headlines the first that is a part decides.
std::string without_site_name(std::string_view title, const SiteNames& site,
                              std::span<const std::string> headlines = {});

// "The Daily | News, Sports and Weather" is The Daily: the part that is like the host; else the
// first that is none of `titles`.
std::string short_site_name(std::string_view name, std::string_view host,
                            std::span<const std::string> titles);

std::string choose_page_title(const TitleOffers& offers, const SiteNames& site);

// "https://user@www.Example.org:8080/a" -> "www.example.org"; empty when it is no address.
std::string host_of_url(std::string_view url);

}  // namespace dateline
