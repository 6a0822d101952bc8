// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/tamed_markup.h"

#include <algorithm>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

// libxml2 cuts longer names into several.
constexpr std::size_t kLongestName = 100;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class MarkupTamer {
 public:
  MarkupTamer(std::string_view html, std::size_t limit) : html_(html), limit_(limit) {}

  std::string run() {
    for (place_ = html_.find('<'); place_ < html_.size(); place_ = html_.find('<', place_)) {
      if (html_.substr(place_).starts_with("<!--")) {
        place_ = html_.find("-->", place_);
      } else if (place_ + 1 < html_.size() && is_ascii_letter(html_[place_ + 1])) {
        tag();
      } else {
        ++place_;
      }
    }
    if (copied_ > 0) kept_ += html_.substr(copied_);
    return std::move(kept_);
  }

 private:
  bool at_end_of_tag() const { return place_ >= html_.size() || html_[place_] == '>'; }

  void tag() {
    const std::size_t name = ++place_;
    while (place_ < html_.size() && is_ascii_letter(html_[place_])) ++place_;
    const std::string_view element = html_.substr(name, std::min<std::size_t>(place_ - name, 8));
    std::size_t count = 0;
    while (!at_end_of_tag() && count < limit_) count += attribute();
    const std::size_t cut = place_;
    while (!at_end_of_tag()) count += attribute();
    if (count > limit_) leave_out(cut, std::min(place_, html_.size()));
    const std::string lower = ascii_lower(element);
    if (lower != "script" && lower != "style") return;
    if (count <= limit_ && html_[place_ - 1] == '/') leave_out(place_ - 1, place_);
    place_ = html_.find("</", place_);
  }

  void leave_out(std::size_t begin, std::size_t end) {
    kept_ += html_.substr(copied_, begin - copied_);
    copied_ = end;
  }

  // Moves behind one attribute, or what stands for one; returns how many it makes.
  std::size_t attribute() {
    while (!at_end_of_tag() && (is_blank(html_[place_]) || html_[place_] == '/')) ++place_;
    const std::size_t name = place_;
    while (!at_end_of_tag() && !is_blank(html_[place_]) && html_[place_] != '=') ++place_;
    const std::size_t length = place_ - name;
    while (place_ < html_.size() && is_blank(html_[place_])) ++place_;
    if (place_ < html_.size() && html_[place_] == '=') value();
    return 1 + length / kLongestName;
  }

  void value() {
    do ++place_;
    while (place_ < html_.size() && is_blank(html_[place_]));
    if (at_end_of_tag()) return;
    const char quote = html_[place_];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = html_.find(quote, place_ + 1);
      place_ = end == std::string_view::npos ? html_.size() : end + 1;
    } else {
      while (!at_end_of_tag() && !is_blank(html_[place_])) ++place_;
    }
  }

  std::string_view html_;
  std::size_t limit_;
  std::size_t place_ = 0;
  std::size_t copied_ = 0;  // how far the page is in `kept_`, or left out of it
  std::string kept_;
};

}  // namespace

std::string tamed_markup(std::string_view html, std::size_t limit) {
  return MarkupTamer(html, limit).run();
}

}  // namespace dateline
