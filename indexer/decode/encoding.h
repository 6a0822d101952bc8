// SPDX-License-Identifier: GPL-2.0-or-later
//
// Bytes of any origin into UTF-8, saying which encoding they were read as. In this order: byte
// order mark, valid UTF-8, the declared charset if the bytes fit it, detection
// (guess_charset()), which looks at a bounded sample. UTF-8 is moved, not copied, and mended where
// it was encoded twice (mend_mojibake()); the charset keeps its name then.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline {

struct Decoded {
  std::string text;     // always valid UTF-8, without NUL characters
  std::string charset;  // lower case: "utf-8", "windows-1251"
  // 0-100. 100: it was stated, or could be nothing else. Of texts with 50 or more 99 in 100 are
  // right, of those with less four in five (scripts/evaluate/encodings).
  int confidence = 0;
};

// Whether `forced` can be this: a name of a charset as ICU, which knows most aliases, has it.
bool is_known_charset(std::string_view name);

// `declared`: by an HTTP header, a page or a mail; may be empty or unknown, and is believed where
// the bytes fit it. `forced`: by the user, a known charset; it is used whatever the
// bytes are. Empty: find out. Null when the bytes are no text at all.
std::optional<Decoded> decode_to_utf8(std::string bytes, std::string_view declared,
                                      std::string_view forced = {});

}  // namespace dateline
