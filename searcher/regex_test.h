// SPDX-License-Identifier: GPL-2.0-or-later
//
// A regular expression in RE2's syntax, which takes time linear in the text whatever the pattern
// is. It sees the text as it is stored (UTF-8): case counts unless the pattern says (?i), ^ and $
// are the ends of a line, '.' is no line break. Fingerprints tell nothing about it: something else
// must narrow the candidates.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/deadline.h"
#include "searcher/text_test.h"

namespace re2 {
class RE2;
}

namespace dateline {

struct CompiledRegex;

class RegexTest final : public StretchTest {
 public:
  static CompiledRegex compile(std::string_view pattern, bool in_title, bool in_body,
                               Deadline deadline = {});
  ~RegexTest() override;
  RegexTest(const RegexTest&) = delete;
  RegexTest& operator=(const RegexTest&) = delete;

  bool may_match(const WordSequence&) const override { return true; }
  // Throws Error(Timeout) when the deadline has passed.
  bool matches(std::string_view title, std::string_view body) const override;
  // The first few thousand, and none any more once the deadline has passed.
  std::vector<Span> find(std::string_view text) const override;

 private:
  RegexTest(std::unique_ptr<const re2::RE2> regex, bool in_title, bool in_body, Deadline deadline);

  bool matches(std::string_view text) const;

  std::unique_ptr<const re2::RE2> regex_;
  bool in_title_;
  bool in_body_;
  Deadline deadline_;
};

// One of the two is there.
struct CompiledRegex {
  std::shared_ptr<const RegexTest> test;
  std::string error;  // what is wrong with the pattern, in RE2's words
};

}  // namespace dateline
