// SPDX-License-Identifier: GPL-2.0-or-later
//
// The header lines of a mail: found, unfolded, their encoded words (RFC 2047) and parameters
// (RFC 2045, 2231) decoded by our own charset code. Everything takes linear time on any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

class MimeHeaders {
 public:
  // `block`: header lines, up to the empty one.
  explicit MimeHeaders(std::string_view block = {}) : block_(block) {}

  // Of the first header of this name (in any case), unfolded, not decoded; null: none.
  std::optional<std::string> raw(std::string_view name) const;
  bool has(std::string_view name) const { return raw(name).has_value(); }
  // Decoded and trimmed; empty when there is none.
  std::string text(std::string_view name) const;

 private:
  std::string_view block_;
};

// Bytes of the header lines at the beginning, the empty line behind them included; 0: there are
// none.
std::size_t header_length(std::string_view message);

// "=?koi8-r?B?8NLJ18XU?=" as UTF-8; bytes that are not ASCII in a charset that is guessed.
std::string decode_header_text(std::string_view raw);

// "text/plain; charset=utf-8; format=flowed" or "attachment; filename*=utf-8''a%20b".
struct MimeValue {
  std::string value;                                            // "text/plain", lower case
  std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case; UTF-8

  // Empty when it is not there.
  std::string_view parameter(std::string_view name) const;
};
MimeValue parse_mime_value(std::string_view raw);

// The name of the first sender, else the address: of "Ann Lee <ann@x.org>" and "ann@x.org (Ann
// Lee)" it is "Ann Lee".
std::string sender_name(std::string_view raw);

// "Tue, 5 Mar 2024 10:00:00 +0200" (RFC 5322) as "2024-03-05T10:00:00+02:00"; empty when it is
// none.
std::string iso_time(std::string_view date);

// What is between '<' and '>', else all of it.
std::string_view angle_content(std::string_view value);

}  // namespace dateline
