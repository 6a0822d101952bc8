// SPDX-License-Identifier: GPL-2.0-or-later
//
// Text that was UTF-8, was read as a one-byte charset and saved as UTF-8 again: "cafÃ©", "itâ€™s",
// "РќРѕРІРѕСЃС‚Рё".
#pragma once

#include <string>

namespace dateline {

// Puts right what can be nothing else, and says whether there was anything: the whole text, or
// single lines, in which nearly every character beyond ASCII is part of a sequence that reads as
// UTF-8; and broken quotation marks and dashes anywhere when there are two of them. Twice spoilt
// text is mended twice. `utf8` must be valid and stays so. Linear in time; ASCII costs next to
// nothing.
bool mend_mojibake(std::string& utf8);

}  // namespace dateline
