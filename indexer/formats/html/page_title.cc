// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_title.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "common/base/utf8.h"
#include "indexer/formats/html/stated_text.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxParts = 12;

struct Separator {
  std::string_view text;
  bool is_strong;  // it hardly ever stands within a headline
};

constexpr auto kSeparators = std::to_array<Separator>({
    {" | ", true},  {" || ", true}, {" :: ", true}, {" » ", true},  {" › ", true},   {" « ", true},
    {" ‹ ", true},  {" • ", true},  {" · ", true},  {" > ", true},  {" < ", true},   {" ~ ", true},
    {" / ", false}, {" - ", false}, {" – ", false}, {" — ", false}, {" -- ", false}, {" : ", false},
    {": ", false},  {"| ", true},   {" |", true},   {"｜", true},   {"_", false},
});

// A part of a title, and how it is set apart from what stands before.
struct Part {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_strong = false;
  bool is_colon = false;  // ": ", which only a known name may be cut at
};

const Separator* separator_at(std::string_view title, std::size_t place) {
  const Separator* longest = nullptr;
  for (const Separator& one : kSeparators) {
    if (!title.substr(place).starts_with(one.text)) continue;
    if (longest == nullptr || one.text.size() > longest->text.size()) longest = &one;
  }
  return longest;
}

bool begins_separator(char c) {
  return c == ' ' || c == ':' || c == '|' || c == '_' || c == '\xEF';
}

std::vector<Part> parts_of(std::string_view title) {
  std::vector<Part> parts = {{}};
  for (std::size_t place = 0; place < title.size() && parts.size() < kMaxParts;) {
    const Separator* found = begins_separator(title[place]) ? separator_at(title, place) : nullptr;
    if (found == nullptr) {
      ++place;
      continue;
    }
    parts.back().end = place;
    place += found->text.size();
    parts.push_back({{}, place, 0, found->is_strong, found->text == ": " || found->text == "_"});
  }
  parts.back().end = title.size();
  for (Part& part : parts) part.text = trim(title.substr(part.begin, part.end - part.begin));
  return parts;
}

std::size_t count_words(std::string_view comparable_text) {
  if (comparable_text.empty()) return 0;
  return 1 + static_cast<std::size_t>(std::ranges::count(comparable_text, ' '));
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

// The label of a host that a site is named after: "example" of "www.example.co.uk".
std::string site_label(std::string_view host) {
  std::string_view longest;
  while (!host.empty()) {
    const std::size_t dot = std::min(host.find('.'), host.size());
    const std::string_view label = host.substr(0, dot);
    const bool is_last = dot == host.size();
    if (!is_last && label != "www" && label.size() >= longest.size()) longest = label;
    host.remove_prefix(std::min(dot + 1, host.size()));
  }
  std::string plain(longest);
  std::erase(plain, '-');
  return plain;
}

bool has_words(std::string_view text, std::string_view words) {
  const std::string spaced = " " + std::string(text) + " ";
  return spaced.find(" " + std::string(words) + " ") != std::string::npos;
}

class SiteMatcher {
 public:
  explicit SiteMatcher(const SiteNames& site) : label_(site_label(site.host)), host_(site.host) {
    if (host_.starts_with("www.")) host_.erase(0, 4);
    for (const std::string& name : site.names) {
      std::string plain = comparable(name);
      if (!plain.empty()) names_.push_back(std::move(plain));
    }
  }

  // Whether a part of a title is the site's name: one that it states, with or without its domain's
  // ending or a word or two more, or the name its host is made of.
  bool matches(std::string_view part) const {
    constexpr std::size_t kMoreWords = 3;  // and no more than one beyond the name's own
    const std::string plain = comparable(part);
    if (plain.empty()) return true;
    const std::size_t words = count_words(plain);
    for (const std::string& name : names_) {
      const std::size_t own = count_words(name);
      const bool is_wider = has_words(plain, name) && words <= own + std::min(kMoreWords, own + 1);
      const bool is_narrower = has_words(name, plain) && plain.size() * 2 >= name.size();
      if (is_wider || is_narrower) return true;
    }
    return is_host(plain, words);
  }

 private:
  bool is_host(const std::string& plain, std::size_t words) const {
    constexpr std::size_t kShortest = 3;
    constexpr std::size_t kMostWords = 6;
    if (label_.size() < kShortest || words > kMostWords) return false;
    const std::string joined = without_blanks(plain);
    if (joined == label_ || joined == without_blanks(comparable(host_))) return true;
    if (has_words(plain, label_)) return true;
    std::string initials;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if (i == 0 || plain[i - 1] == ' ') initials.push_back(plain[i]);
    }
    if (initials == label_) return true;
    // "Die Beispielzeitung" of beispielzeitung.example, "thedaily" of "Daily".
    const bool holds =
        joined.find(label_) != std::string::npos && joined.size() <= label_.size() + 8;
    const bool is_held = joined.size() > 4 && label_.find(joined) != std::string::npos &&
                         joined.size() * 2 > label_.size();
    return holds || is_held;
  }

  std::string label_;
  std::string host_;
  std::vector<std::string> names_;
};

// Whether one of two titles is the other, or the beginning of it where it was cut ("The mayor
// said…"). Both comparable().
bool are_alike(std::string_view one, std::string_view other) {
  if (one.empty() || other.empty()) return false;
  if (one.size() > other.size()) std::swap(one, other);
  return one == other ||
         (one.size() >= 20 && other.starts_with(one) && one.size() * 3 >= other.size() * 2);
}

// The parts of `title` that are the headline, where they begin or end on a separator.
std::optional<std::string_view> cut_to(std::string_view title, const std::vector<Part>& parts,
                                       std::string_view headline) {
  const std::string wanted = comparable(headline);
  if (wanted.empty()) return std::nullopt;
  for (std::size_t first = 0; first < parts.size(); ++first) {
    for (std::size_t last = first; last < parts.size(); ++last) {
      const std::string_view some =
          title.substr(parts[first].begin, parts[last].end - parts[first].begin);
      if (comparable(some) == wanted) return trim(some);
    }
  }
  return std::nullopt;
}

// Takes off the parts at both ends that are the site's name.
void drop_known(std::vector<Part>& parts, const SiteMatcher& site) {
  while (parts.size() > 1 && site.matches(parts.back().text)) parts.pop_back();
  // "Storm | The Daily | Blog".
  while (parts.size() > 2 && site.matches(parts[parts.size() - 2].text)) {
    parts.resize(parts.size() - 2);
  }
  while (parts.size() > 1 && site.matches(parts.front().text)) parts.erase(parts.begin());
}

// With no evidence: what stands last, is short, and leaves a headline behind.
void drop_likely(std::vector<Part>& parts) {
  constexpr std::size_t kMostWords = 4;
  constexpr std::size_t kFewestLeft = 3;
  if (parts.size() < 2 || parts.back().is_colon) return;
  const Part& last = parts.back();
  std::size_t words_left = 0;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    words_left += count_words(comparable(parts[i].text));
  const std::size_t words = count_words(comparable(last.text));
  const bool is_short = words <= (last.is_strong ? kMostWords + 2 : kMostWords);
  if (is_short && words_left >= kFewestLeft && words_left >= words + (last.is_strong ? 0 : 1)) {
    parts.pop_back();
  }
}

// A separator with nothing behind it.
std::string_view without_dangling(std::string_view title) {
  static constexpr auto kSigns =
      std::to_array<std::string_view>({" -", " |", " –", " —", " »", " ·"});
  for (const std::string_view sign : kSigns) {
    if (title.ends_with(sign)) title.remove_suffix(sign.size());
  }
  return trim(title);
}

bool is_cut_short(std::string_view title) { return title.ends_with("...") || title.ends_with("…"); }

}  // namespace

std::string host_of_url(std::string_view url) {
  constexpr std::size_t kLongest = sizeof("https:") - 1;
  const std::size_t scheme = url.find("//");
  if (scheme > kLongest) return {};
  std::string_view host = url.substr(scheme + 2);
  host = host.substr(0, host.find_first_of("/?#"));
  const std::size_t at = host.rfind('@');
  if (at != std::string_view::npos) host.remove_prefix(at + 1);
  return ascii_lower(host.substr(0, host.find(':')));
}

std::string without_site_name(std::string_view title, const SiteNames& site,
                              std::span<const std::string> headlines) {
  std::vector<Part> parts = parts_of(title);
  if (parts.size() == 1) return std::string(trim(title));
  for (const std::string& headline : headlines) {
    if (const auto cut = cut_to(title, parts, headline)) return std::string(*cut);
  }
  const std::size_t before = parts.size();
  drop_known(parts, SiteMatcher(site));
  if (parts.size() == before) drop_likely(parts);
  return std::string(
      trim(title.substr(parts.front().begin, parts.back().end - parts.front().begin)));
}

std::string short_site_name(std::string_view name, std::string_view host,
                            std::span<const std::string> titles) {
  const std::vector<Part> parts = parts_of(name);
  const SiteMatcher matcher({{}, std::string(host)});
  std::string_view chosen;
  for (const Part& part : parts) {
    const std::string plain = comparable(part.text);
    const bool is_title = std::ranges::any_of(
        titles, [&plain](const std::string& title) { return comparable(title) == plain; });
    if (plain.empty() || is_title) continue;
    const bool is_host = parts.size() > 1 && matcher.matches(part.text);
    if (chosen.empty() || is_host) chosen = part.text;
    if (is_host) break;
  }
  if (chosen.empty()) chosen = trim(name);
  const bool is_host = chosen.starts_with("www.") && chosen.find(' ') == std::string_view::npos;
  return std::string(is_host ? chosen.substr(4) : chosen);
}

namespace {

class TitleChoice {
 public:
  TitleChoice(const TitleOffers& offers, const SiteNames& site)
      : offers_(offers), site_(site), matcher_(site) {
    heading_ = best_heading();
  }

  std::string choose() const {
    std::vector<std::string> ranked;
    const std::array headlines = {heading_, offers_.linked_headline, offers_.itemprop_title};
    for (const std::string* offer : {&offers_.og_title, &offers_.linked_headline,
                                     &offers_.itemprop_title, &offers_.meta_title}) {
      add(without_site_name(*offer, site_, headlines), ranked);
    }
    const std::string tag = without_site_name(offers_.title_tag, site_, headlines);
    if (!heading_.empty() && is_confirmed(ranked, tag)) return seen_title(ranked, tag);
    if (!ranked.empty()) return whole(ranked.front(), ranked);
    if (!tag.empty() && !matcher_.matches(tag)) return tag;
    if (!heading_.empty()) return heading_;
    return offers_.title_tag.empty() ? offers_.og_title : offers_.title_tag;
  }

 private:
  bool is_confirmed(const std::vector<std::string>& ranked, const std::string& tag) const {
    const std::string plain = comparable(heading_);
    return are_alike(plain, comparable(tag)) || std::ranges::any_of(ranked, [&](const auto& one) {
             return are_alike(plain, comparable(one));
           });
  }

  // The heading, which is what the reader sees; unless it has words of a button or a kicker's in
  // it, and all others agree on what is left without them.
  std::string seen_title(const std::vector<std::string>& ranked, const std::string& tag) const {
    const std::string plain = comparable(heading_);
    const std::string shorter = comparable(tag);
    const bool is_within = shorter.size() < plain.size() && plain.starts_with(shorter);
    const bool is_agreed = ranked.size() > 1 && std::ranges::all_of(ranked, [&](const auto& one) {
                             return comparable(one) == shorter;
                           });
    if (is_within && is_agreed && !is_cut_short(tag)) return tag;
    if (const auto part = stated_part(ranked, tag)) return std::string(*part);
    return whole(with_signs(ranked), ranked);
  }

  // "World | Storm hits the coast": the part of the heading that another offer is, when the rest is
  // set apart by what stands in no headline, or is the site's name.
  std::optional<std::string_view> stated_part(std::vector<std::string> offers,
                                              const std::string& tag) const {
    const std::vector<Part> parts = parts_of(heading_);
    if (parts.size() == 1) return std::nullopt;
    offers.push_back(tag);
    const bool is_strong = std::ranges::any_of(parts, &Part::is_strong);
    for (const std::string& offer : offers) {
      const auto cut = cut_to(heading_, parts, offer);
      if (!cut || cut->size() == trim(heading_).size()) continue;
      const bool is_site = std::ranges::all_of(parts, [&](const Part& part) {
        const bool is_kept =
            part.text.data() >= cut->data() && part.text.data() < cut->data() + cut->size();
        return is_kept || matcher_.matches(part.text);
      });
      if (is_strong || is_site) return cut;
    }
    return std::nullopt;
  }

  // A kicker that style sheets set apart has no colon in the heading, but in the other offers.
  std::string with_signs(const std::vector<std::string>& ranked) const {
    const std::string plain = comparable(heading_);
    for (const std::string& one : ranked) {
      if (one.size() > heading_.size() && comparable(one) == plain) return one;
    }
    return heading_;
  }

  void add(std::string offer, std::vector<std::string>& ranked) const {
    if (!offer.empty() && !matcher_.matches(offer)) ranked.push_back(std::move(offer));
  }

  // Many pages have the site's name in their first <h1>: the one that is in another offer goes
  // before those that are in none.
  std::string best_heading() const {
    for (const std::string& heading : offers_.headings) {
      const std::string plain = comparable(heading);
      if (plain.empty() || matcher_.matches(heading)) continue;
      for (const std::string* offer :
           {&offers_.og_title, &offers_.linked_headline, &offers_.title_tag, &offers_.meta_title}) {
        const std::string other = comparable(*offer);
        if (are_alike(plain, other) || (count_words(plain) > 1 && has_words(other, plain))) {
          return heading;
        }
      }
    }
    const auto found = std::ranges::find_if(offers_.headings, [this](const std::string& heading) {
      return count_words(comparable(heading)) > 1 && !matcher_.matches(heading);
    });
    return found == offers_.headings.end() ? std::string() : *found;
  }

  // An offer that was cut gives way to the one that has all of it.
  static std::string whole(const std::string& title, const std::vector<std::string>& others) {
    if (!is_cut_short(title)) return title;
    const std::string plain = comparable(title);
    for (const std::string& other : others) {
      if (!is_cut_short(other) && comparable(other).starts_with(plain)) return other;
    }
    return title;
  }

  const TitleOffers& offers_;
  const SiteNames& site_;
  SiteMatcher matcher_;
  std::string heading_;
};

}  // namespace

std::string choose_page_title(const TitleOffers& offers, const SiteNames& site) {
  const std::string title = TitleChoice(offers, site).choose();
  return std::string(without_dangling(title));
}

}  // namespace dateline
