// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_metadata.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/formats/html/author_names.h"
#include "indexer/formats/html/date_marks.h"
#include "indexer/formats/html/json_ld.h"
#include "indexer/formats/html/meta_names.h"
#include "indexer/formats/html/page_evidence.h"
#include "indexer/formats/html/page_head.h"
#include "indexer/formats/html/page_title.h"
#include "indexer/formats/html/stated_text.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxDates = 20;  // of one source
constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxTag = 100;  // bytes
constexpr std::size_t kMaxDateText = 200;

// Adds what is new, whatever its case.
class TagList {
 public:
  void add(std::string_view stated) {
    std::string tag = stated_text(stated, kMaxTag * 2);
    if (tag.empty() || tag.size() > kMaxTag || tags_.size() == kMaxTags) return;
    std::string plain = comparable(tag);
    if (plain.empty() || std::ranges::find(seen_, plain) != seen_.end()) return;
    seen_.push_back(std::move(plain));
    tags_.push_back(std::move(tag));
  }

  void add_list(std::string_view list) {
    const std::string text = stated_text(list, kMaxTag * kMaxTags);
    const char separator =
        text.find(';') != std::string::npos && text.find(',') == std::string::npos ? ';' : ',';
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find(separator, begin), text.size());
      add(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
    }
  }

  std::vector<std::string> take() { return std::move(tags_); }

 private:
  std::vector<std::string> tags_;
  std::vector<std::string> seen_;
};

// "https://www.example.org/a/b" -> "https://www.example.org".
std::string_view origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return url.substr(0, std::min(url.find_first_of("/?#", scheme + 3), url.size()));
}

bool has_path(std::string_view url) {
  const std::string_view origin = origin_of(url);
  return !origin.empty() && url.size() > origin.size() + 1;
}

// As far as an address of a page needs it: whole, without a scheme, or without a host.
std::string resolve(std::string_view link, std::string_view url) {
  if (link.starts_with("http://") || link.starts_with("https://")) return std::string(link);
  if (link.starts_with("//")) {
    return (url.starts_with("http:") ? "http:" : "https:") + std::string(link);
  }
  const std::string_view origin = origin_of(url);
  if (!link.starts_with('/') || origin.empty()) return {};
  return std::string(origin) + std::string(link);
}

class MetadataReader {
 public:
  MetadataReader(const HtmlTree& tree, std::string_view url) : tree_(tree), given_url_(trim(url)) {}

  PageMetadata read() {
    head_ = read_page_head(tree_);
    linked_ = read_json_ld(head_.scripts);
    choose_url();
    choose_item();
    choose_site();
    choose_title();
    evidence_ = find_page_evidence(tree_, headline_);
    choose_author();
    choose_description();
    choose_language();
    collect_tags();
    collect_dates();
    if (item_ != nullptr) page_.article_body = item_->body;
    return std::move(page_);
  }

 private:
  // The value of the most trusted <meta> of this kind.
  std::string_view meta(Statement statement, int above = -1) const {
    int best = std::numeric_limits<int>::max();
    std::string_view value;
    for (const Meta& one : head_.metas) {
      if (one.statement != statement || one.rank >= best || one.rank <= above) continue;
      best = one.rank;
      value = one.value;
    }
    return value;
  }

  void choose_url() {
    for (const std::string_view link : {head_.canonical, meta(Statement::Url)}) {
      std::string url = resolve(link, given_url_);
      // Many templates name the front page on every page.
      const bool is_front = !has_path(url) && has_path(given_url_);
      if (url.empty() || is_front) continue;
      page_.url = std::move(url);
      return;
    }
    page_.url = given_url_;
  }

  bool is_this_page(const std::string& url) const {
    return !url.empty() && (url == page_.url || url == given_url_);
  }

  // The article of several that has this page's address or title, else the first one.
  void choose_item() {
    int best = -1;
    const std::string title = comparable(stated_text(meta(Statement::Title)));
    const std::string tag = comparable(head_.title_tag);
    for (const LinkedItem& item : linked_.items) {
      constexpr int kKind = 8;
      const std::string headline = comparable(item.headline);
      const bool is_named =
          headline.size() > 3 && (headline == title || tag.find(headline) != std::string::npos);
      const int score = static_cast<int>(item.kind) * kKind + (is_this_page(item.url) ? 4 : 0) +
                        (is_named ? 2 : 0) + (!item.published.empty() ? 1 : 0);
      if (score <= best) continue;
      best = score;
      item_ = &item;
    }
  }

  const LinkedItem& item() const {
    static const LinkedItem kNone;
    return item_ == nullptr ? kNone : *item_;
  }

  void choose_site() {
    site_names_.host = host_of_url(page_.url.empty() ? given_url_ : std::string_view(page_.url));
    std::vector<std::string> titles = {stated_text(og_title()), item().headline};
    for (const Heading& heading : head_.headings) titles.push_back(heading.text);
    std::string publisher = item().publisher;
    for (const LinkedItem& other : linked_.items) {
      if (publisher.empty()) publisher = other.publisher;
    }
    for (const std::string& name : {stated_text(meta(Statement::Site)), publisher, linked_.site}) {
      const bool is_name =
          !name.empty() && name.find("://") == std::string::npos && !name.starts_with('@');
      if (!is_name) continue;
      std::string part = short_site_name(name, site_names_.host, titles);
      // Some templates put the page's title here, and then no part of it may be the site's name.
      const std::string plain = comparable(name);
      const bool is_title =
          plain == comparable(titles.front()) || plain == comparable(head_.title_tag);
      const bool has_parts =
          name.find(" - ") != std::string::npos || name.find(" | ") != std::string::npos;
      const bool is_cut_from_title = is_title && has_parts && name.starts_with(part);
      if (!is_cut_from_title) site_names_.names.push_back(std::move(part));
    }
    std::string host = site_names_.host;
    if (host.starts_with("www.")) host.erase(0, 4);
    page_.site = site_names_.names.empty() ? host : site_names_.names.front();
  }

  void choose_title() {
    TitleOffers offers;
    offers.og_title = stated_text(og_title());
    if (item().kind != LinkedKind::Page) offers.linked_headline = item().headline;
    offers.meta_title = stated_text(meta(Statement::Title, 0));
    offers.title_tag = head_.title_tag;
    for (const Heading& heading : head_.headings) {
      if (heading.tag == HtmlTag::H1) offers.headings.push_back(heading.text);
      if (heading.is_marked && offers.itemprop_title.empty()) offers.itemprop_title = heading.text;
    }
    page_.title = choose_page_title(offers, site_names_);
    headline_ = find_headline();
  }

  std::string_view og_title() const {
    const auto found = std::ranges::find_if(head_.metas, [](const Meta& one) {
      return one.statement == Statement::Title && one.rank == 0;
    });
    return found == head_.metas.end() ? std::string_view{} : found->value;
  }

  // The heading that is the title; else the one that a part of it is in; else a marked one, else
  // the first <h1>.
  NodeIndex find_headline() const {
    const std::string title = comparable(page_.title);
    const Heading* best = nullptr;
    int best_score = 0;
    for (const Heading& heading : head_.headings) {
      const std::string plain = comparable(heading.text);
      const bool is_same = !title.empty() && plain == title;
      const bool is_part =
          plain.size() > 12 && title.size() > 12 &&
          (plain.find(title) != std::string::npos || title.find(plain) != std::string::npos);
      const bool is_first = heading.tag == HtmlTag::H1;
      const int score =
          (is_same ? 8 : 0) + (is_part ? 4 : 0) + (is_first ? 2 : 0) + (heading.is_marked ? 1 : 0);
      if (score <= best_score) continue;
      best_score = score;
      best = &heading;
    }
    return best == nullptr ? kNoNode : best->element;
  }

  // Where the first that names anybody but the site itself decides.
  void choose_author() {
    std::vector<std::vector<std::string>> offers = {item().authors, meta_authors(),
                                                    evidence_.itemprop_authors, evidence_.bylines,
                                                    first(evidence_.marked_authors)};
    std::string fallback;
    for (const auto& offer : offers) {
      std::vector<std::string> names;
      for (const std::string& statement : offer) {
        for (std::string& name : author_names(statement)) names.push_back(std::move(name));
      }
      std::string joined = join_names(names);
      if (joined.empty()) continue;
      if (!is_site(joined)) {
        page_.author = std::move(joined);
        return;
      }
      if (fallback.empty()) fallback = std::move(joined);
    }
    page_.author = std::move(fallback);
  }

  static std::vector<std::string> first(const std::vector<std::string>& all) {
    if (all.empty()) return {};
    return {all.front()};
  }

  bool is_site(const std::string& name) const {
    const std::string plain = comparable(name);
    return std::ranges::any_of(site_names_.names, [&](const std::string& site) {
      const std::string other = comparable(site);
      return plain == other || plain.find(other) != std::string::npos ||
             other.find(plain) != std::string::npos;
    });
  }

  // All values of the most trusted name that has any.
  std::vector<std::string> meta_authors() const {
    std::vector<std::string> authors;
    for (int rank = 0; rank < 8 && authors.empty(); ++rank) {
      for (const Meta& one : head_.metas) {
        const bool is_wanted = one.statement == Statement::Author && one.rank == rank;
        if (is_wanted && !author_names(one.value).empty()) authors.emplace_back(one.value);
      }
    }
    return authors;
  }

  void choose_description() {
    page_.description = stated_text(meta(Statement::Description));
    const std::string& other = item().description;
    const bool is_cut = page_.description.ends_with("...") || page_.description.ends_with("…");
    if (page_.description.empty() || (is_cut && other.size() > page_.description.size())) {
      page_.description = other;
    }
  }

  void choose_language() {
    page_.language = trim(head_.language);
    if (page_.language.empty()) page_.language = item().language;
    if (page_.language.empty()) page_.language = meta(Statement::Language);
  }

  void collect_tags() {
    TagList tags;
    std::vector<Meta> metas = head_.metas;
    std::ranges::stable_sort(metas, {}, &Meta::rank);
    for (const std::string& keyword : item().keywords) tags.add_list(keyword);
    for (const Meta& one : metas) {
      if (one.statement == Statement::Tags) tags.add_list(one.value);
      if (one.statement == Statement::Tag && one.rank < kSectionRank) tags.add(one.value);
    }
    for (const std::string& tag : head_.tags) tags.add(tag);
    tags.add(item().section);
    for (const Meta& one : metas) {
      if (one.statement == Statement::Tag && one.rank >= kSectionRank) tags.add(one.value);
    }
    page_.tags = tags.take();
  }

  void add_date(DateSource source, std::string_view text, std::string_view name) {
    text = text.substr(0, utf8_cut(text, kMaxDateText));
    const bool has_digit = text.find_first_of("0123456789") != std::string_view::npos;
    if (has_digit)
      page_.dates.emplace_back(source, std::string(text),
                               std::string(name.substr(0, utf8_cut(name, kMaxDateText))));
  }

  // The article's own, then those of what else the page says it holds.
  void collect_dates() {
    std::vector<const LinkedItem*> items;
    if (item_ != nullptr) items.push_back(item_);
    for (const LinkedItem& other : linked_.items) {
      if (&other != item_ && items.size() < kMaxDates) items.push_back(&other);
    }
    for (const LinkedItem* one : items)
      add_date(DateSource::JsonLd, one->published, "datePublished");
    for (const LinkedItem* one : items) add_date(DateSource::JsonLd, one->created, "dateCreated");
    for (const LinkedItem* one : items) add_date(DateSource::JsonLd, one->modified, "dateModified");
    add_meta_dates();
    for (RawDate& date : evidence_.dates) page_.dates.push_back(std::move(date));
    if (url_may_hold_date(page_.url)) add_url(page_.url, "canonical");
    if (given_url_ != page_.url && url_may_hold_date(given_url_)) add_url(given_url_, "url");
  }

  void add_meta_dates() {
    for (const Statement statement :
         {Statement::Published, Statement::Created, Statement::Date, Statement::Modified}) {
      std::size_t count = 0;
      for (const Meta& one : head_.metas) {
        const bool is_wanted = one.statement == statement && may_hold_date(one.value);
        if (is_wanted && count++ < kMaxDates) add_date(DateSource::Meta, one.value, date_name(one));
      }
    }
  }

  // "lastmod", "REVISION_DATE" are told by their reader from the word behind them.
  static std::string date_name(const Meta& meta) {
    const std::string lower = ascii_lower(meta.name);
    const bool is_told = meta.statement != Statement::Modified ||
                         lower.find("modif") != std::string::npos ||
                         lower.find("updat") != std::string::npos;
    return std::string(meta.name) + (is_told ? "" : " modified");
  }

  void add_url(std::string_view url, std::string_view name) {
    constexpr std::size_t kMaxUrl = 2000;
    page_.dates.emplace_back(DateSource::Url, std::string(url.substr(0, utf8_cut(url, kMaxUrl))),
                             std::string(name));
  }

  static constexpr int kSectionRank = 6;  // of meta_meaning()

  const HtmlTree& tree_;
  std::string_view given_url_;
  PageHead head_;
  LinkedData linked_;
  const LinkedItem* item_ = nullptr;
  SiteNames site_names_;
  NodeIndex headline_ = kNoNode;
  PageEvidence evidence_;
  PageMetadata page_;
};

}  // namespace

PageMetadata read_page_metadata(const HtmlTree& tree, std::string_view url) {
  return MetadataReader(tree, url).read();
}

}  // namespace dateline
