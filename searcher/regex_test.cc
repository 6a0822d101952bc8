// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/regex_test.h"

#include <utility>

#include <re2/re2.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::int64_t kMostMemory = 8 * 1024 * 1024;  // of one pattern, its automata included
// Each may read the rest of the text in vain, so they are few.
constexpr int kMostTries = 5000;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_encoding(re2::RE2::Options::EncodingUTF8);
  options.set_max_mem(kMostMemory);
  options.set_log_errors(false);
  return options;
}

}  // namespace

RegexTest::RegexTest(std::unique_ptr<const re2::RE2> regex, bool in_title, bool in_body,
                     Deadline deadline)
    : regex_(std::move(regex)), in_title_(in_title), in_body_(in_body), deadline_(deadline) {}

RegexTest::~RegexTest() = default;

CompiledRegex RegexTest::compile(std::string_view pattern, bool in_title, bool in_body,
                                 Deadline deadline) {
  // RE2 has no option for it but one that takes \d and \b away.
  const std::string by_line = "(?m)" + std::string(pattern);
  auto regex = std::make_unique<const re2::RE2>(piece(by_line), options());
  if (!regex->ok()) return {nullptr, regex->error()};
  return {std::shared_ptr<const RegexTest>(
              new RegexTest(std::move(regex), in_title, in_body, deadline)),
          {}};
}

bool RegexTest::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(piece(text), *regex_);
}

bool RegexTest::matches(std::string_view title, std::string_view body) const {
  deadline_.check();
  return (in_title_ && matches(title)) || (in_body_ && matches(body));
}

std::vector<Span> RegexTest::find(std::string_view text) const {
  std::vector<Span> spans;
  std::size_t position = 0;
  for (int tries = 0; tries < kMostTries && position < text.size(); ++tries) {
    re2::StringPiece found;
    if (deadline_.has_passed() ||
        !regex_->Match(piece(text), position, text.size(), re2::RE2::UNANCHORED, &found, 1)) {
      break;
    }
    const auto begin = static_cast<std::size_t>(found.data() - text.data());
    const std::size_t end = begin + found.size();
    position = end;
    if (end > begin) {
      spans.push_back({begin, end});
    } else if (position < text.size()) {
      decode_utf8(text, position);
    }
  }
  return spans;
}

}  // namespace dateline
