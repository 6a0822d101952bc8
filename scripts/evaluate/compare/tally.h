// SPDX-License-Identifier: GPL-2.0-or-later
//
// Comparisons made and differences found, by what was compared. The first few differences of each
// kind are kept to be shown.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dateline::compare {

class Check {
 public:
  static constexpr std::size_t kShown = 5;

  explicit Check(std::string name) : name_(std::move(name)) {}

  // `where()` gives the place of a difference, as a string; it is asked only when there is one.
  template <class A, class B, class Where>
  bool equal(const A& a, const B& b, Where&& where) {
    ++comparisons_;
    if (a == b) return true;
    differ(where());
    return false;
  }

  void differ(std::string where) {
    ++differences_;
    if (examples_.size() < kShown) examples_.push_back(std::move(where));
  }

  const std::string& name() const { return name_; }
  std::uint64_t comparisons() const { return comparisons_; }
  std::uint64_t differences() const { return differences_; }
  const std::vector<std::string>& examples() const { return examples_; }

 private:
  std::string name_;
  std::uint64_t comparisons_ = 0;
  std::uint64_t differences_ = 0;
  std::vector<std::string> examples_;
};

class Tally {
 public:
  // Stays where it is.
  Check& check(std::string name) { return checks_.emplace_back(std::move(name)); }

  // Of what may differ.
  void note(std::string text) { notes_.push_back(std::move(text)); }

  const std::deque<Check>& checks() const { return checks_; }
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  std::deque<Check> checks_;
  std::vector<std::string> notes_;
};

}  // namespace dateline::compare
