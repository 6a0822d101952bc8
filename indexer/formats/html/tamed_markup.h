// SPDX-License-Identifier: GPL-2.0-or-later
//
// Takes out of a page what libxml2 2.9 would stumble over. It compares each attribute of an element
// with all before it, so one tag of 50,000 attributes takes it seconds; and it believes
// <script .../> to be empty, as in XML, where browsers read a script up to </script>.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

// The page without the attributes of any tag behind its first `limit`, and without the '/' that
// ends a tag of <script> or <style>. Empty when there is nothing to change: then the page is to be
// used as it is. Linear time, whatever the page is like.
std::string tamed_markup(std::string_view html, std::size_t limit);

}  // namespace dateline
