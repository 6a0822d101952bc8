// SPDX-License-Identifier: GPL-2.0-or-later
//
// The transfer encodings of mail (RFC 2045). What is no valid code is passed over or kept as it is:
// there is no failure.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

std::string decode_base64(std::string_view text);
std::string decode_quoted_printable(std::string_view text);

// `encoding`: as Content-Transfer-Encoding names it, in any case.
std::string decode_transfer(std::string_view body, std::string_view encoding);

// Bytes of a text whose charset the mail states, or not; never fails: what is no text in it becomes
// U+FFFD. `forced`: by the user.
struct MailText {
  std::string text;
  std::string charset;
  int confidence = 0;
};
MailText decode_mail_text(const std::string& bytes, std::string_view charset,
                          std::string_view forced);

}  // namespace dateline
