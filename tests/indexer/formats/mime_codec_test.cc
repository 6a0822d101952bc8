// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/mime_codec.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("decodes base64") {
  struct {
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"", ""},
      {"RmlyZQ==", "Fire"},
      {"RmlyZXM=", "Fires"},
      {"RmlyZXMh", "Fires!"},
      {"Rm\r\nly ZQ==\n", "Fire"},
      {"RmlyZQ", "Fire"},
      {"RmlyZQ==RmlyZQ==", "FireFire"},
      {"R", ""},
      {"====", ""},
      {"\xFF\x01*", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    CHECK(decode_base64(row.input) == row.want);
  }
}

TEST_CASE("decodes quoted-printable") {
  struct {
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"", ""},
      {"a=3Db", "a=b"},
      {"caf=C3=a9", "caf\xC3\xA9"},
      {"long =\r\nline", "long line"},
      {"long =\nline", "long line"},
      {"long=  \r\nline", "longline"},
      {"end=", "end"},
      {"a=zz=4", "a=zz=4"},
      {"a = b", "a = b"},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    CHECK(decode_quoted_printable(row.input) == row.want);
  }
}

TEST_CASE("knows transfer encodings in any case") {
  CHECK(decode_transfer("RmlyZQ==", " BASE64 ") == "Fire");
  CHECK(decode_transfer("a=3Db", "Quoted-Printable") == "a=b");
  CHECK(decode_transfer("a=3Db", "8bit") == "a=3Db");
  CHECK(decode_transfer("a=3Db", "") == "a=3Db");
}

TEST_CASE("decodes texts in the charset that is stated") {
  CHECK(decode_mail_text("\xF0\xCF\xD6\xC1\xD2", "KOI8-R", "").text == "Пожар");
  CHECK(decode_mail_text("\xCF\xEE\xE6\xE0\xF0", "koi8-r", "windows-1251").text == "Пожар");
  CHECK(decode_mail_text("Stra+AN8-e", "utf-7", "").text == "Straße");
  CHECK(decode_mail_text("\x1B$B2P;v\x1B(B", "iso-2022-jp", "").text == "火事");
  CHECK(decode_mail_text("caf\xE9", "no-such-charset", "").text == "café");
  CHECK(decode_mail_text(std::string("\0\1\2\xFF", 4), "", "").confidence == 1);
}

}  // namespace
}  // namespace dateline
