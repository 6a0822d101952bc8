// SPDX-License-Identifier: GPL-2.0-or-later
//
// What one query may ask for. All but the expansion are checked on the text, before an index is
// asked; errors name the limit as it is named here.
#pragma once

#include <cstddef>

namespace dateline {

inline constexpr std::size_t kMaxQueryBytes = 4 * 1024;  // "query bytes"
inline constexpr std::size_t kHardMaxQueryBytes = 64 * 1024;
inline constexpr std::size_t kMaxQueryLeaves = 256;   // "leaves"
inline constexpr std::size_t kMaxQueryNesting = 32;   // "nesting", of brackets
inline constexpr std::size_t kMaxQueryWildcards = 4;  // "wildcards": word*, word~, path:*
inline constexpr std::size_t kMinPrefixLetters = 3;   // before a star
inline constexpr std::size_t kMinFuzzyLetters = 3;    // before ~; of ~2 two more
inline constexpr std::size_t kMaxFuzzyEdits = 2;      //
inline constexpr std::size_t kMaxExpansion = 1000;    // "expansion per wildcard", words
inline constexpr std::size_t kMaxPhraseWords = 64;    // "phrase words"
inline constexpr std::size_t kMaxAlternatives = 64;   // "phrase alternatives", all ways to read one
inline constexpr unsigned kMaxNearWords = 50;         // "near window"
inline constexpr unsigned kDefaultNearWords = 10;     // of NEAR and ADJ without a number
inline constexpr std::size_t kMaxNearOperands = 10;   // "near operands"
inline constexpr std::size_t kMaxSpellingWords = 16;  // "spelling words"

}  // namespace dateline
