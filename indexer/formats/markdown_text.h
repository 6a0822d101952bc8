// SPDX-License-Identifier: GPL-2.0-or-later
//
// Takes the marks out of Markdown: headings, emphasis, links, images, quotes, bullets, fences. One
// walk over the lines, one over the characters of each paragraph; what a mark would have to wait
// for is looked up once, so time stays linear.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

struct MarkdownText {
  std::string text;
  std::string heading;  // the first heading of the text, when it may be the title
};

// `markdown` has "\n" line ends.
MarkdownText strip_markdown(std::string_view markdown);

}  // namespace dateline
