// SPDX-License-Identifier: GPL-2.0-or-later
//
// Bytes of any origin into UTF-8, saying which encoding they were read as. In this order: byte
// order mark, valid UTF-8, the declared charset if the bytes fit it, ICU's detector; Cyrillic,
// which ICU knows only in part, is decided by letter frequencies. UTF-8 is moved, not copied;
// detection looks at a bounded sample.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline {

struct Decoded {
  std::string text;     // always valid UTF-8, without NUL characters
  std::string charset;  // lower case: "utf-8", "windows-1251"
  int confidence = 0;   // 0-100; 100: it was stated, or could be nothing else
};

// Whether `forced` can be this: a name of a charset as ICU, which knows most aliases, has it.
bool is_known_charset(std::string_view name);

// `declared`: by an HTTP header, a page or a mail; may be empty or unknown, and is believed where
// the bytes fit it. `forced`: by the user, a known charset; it is used whatever the
// bytes are. Empty: find out. Null when the bytes are no text at all.
std::optional<Decoded> decode_to_utf8(std::string bytes, std::string_view declared,
                                      std::string_view forced = {});

}  // namespace dateline
