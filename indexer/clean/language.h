// SPDX-License-Identifier: GPL-2.0-or-later
//
// Languages as ISO 639-1 codes: read from what a document states, or recognised from a sample of
// its text, running English by its commonest words, all else by CLD2.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

// "" when the text is too short or too mixed to tell.
std::string detect_language(std::string_view text);

// "en-GB", "eng", "English", "DE_de" -> "en", "de"; "" for what is not known.
std::string normalise_language(std::string_view stated);

}  // namespace dateline
