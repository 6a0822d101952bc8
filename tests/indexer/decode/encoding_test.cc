// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/encoding.h"

#include <random>
#include <vector>

#include <doctest/doctest.h>
#include <unicode/unistr.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

using namespace std::string_literals;

constexpr std::string_view kRussian =
    "Портовая служба сообщила в понедельник, что пожар на зерновом терминале потушен. Погибших "
    "нет, трое рабочих "
    "получили ожоги. Причину пожара устанавливают эксперты министерства, сказал начальник порта "
    "Андрей Шевчук. ";
constexpr std::string_view kUkrainian =
    "Портова служба повідомила в понеділок, що пожежу на зерновому терміналі загашено. Загиблих "
    "немає, троє робітників "
    "отримали опіки. Її причину з'ясовують експерти міністерства, сказав начальник порту Андрій "
    "Шевчук. ";
constexpr std::string_view kGerman =
    "Die Hafenbehörde teilte am Montag mit, dass der Brand im Getreideterminal gelöscht sei. Für "
    "die Bevölkerung bestand "
    "keine Gefahr, hieß es. Über die Ursache müssen Sachverständige urteilen. ";

std::string encode(std::string_view utf8, const char* charset) {
  const auto text =
      icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  std::string bytes(static_cast<std::size_t>(text.extract(0, text.length(), nullptr, 0, charset)),
                    '\0');
  text.extract(0, text.length(), bytes.data(), static_cast<std::uint32_t>(bytes.size()), charset);
  return bytes;
}

TEST_CASE("recognises what a text of news is written in") {
  struct {
    const char* name;
    const char* charset;
    std::string_view text;
    std::string_view want;
  } const table[] = {
      {"Russian windows-1251", "windows-1251", kRussian, "windows-1251"},
      {"Russian koi8-r", "KOI8-R", kRussian, "koi8-r"},
      {"Russian ibm866", "IBM866", kRussian, "ibm866"},
      {"Russian iso-8859-5", "ISO-8859-5", kRussian, "iso-8859-5"},
      {"Russian macintosh", "x-mac-cyrillic", kRussian, "x-mac-cyrillic"},
      {"Ukrainian windows-1251", "windows-1251", kUkrainian, "windows-1251"},
      {"Ukrainian koi8-u", "KOI8-U", kUkrainian, "koi8-u"},
      {"German latin-1", "ISO-8859-1", kGerman, "windows-1252"},
      {"German UTF-8", "UTF-8", kGerman, "utf-8"},
      {"UTF-16 with mark", "UTF-16", kRussian, ""},
      {"UTF-16LE without mark", "UTF-16LE", kGerman, "utf-16le"},
      {"UTF-16BE without mark", "UTF-16BE", kGerman, "utf-16be"},
      {"UTF-32LE without mark", "UTF-32LE", kRussian, "utf-32le"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      const auto decoded = decode_to_utf8(encode(row.text, row.charset), "");
      REQUIRE(decoded);
      CHECK(decoded->text == row.text);
      if (!row.want.empty()) CHECK(decoded->charset == row.want);
    }
  }
}

TEST_CASE("capitals and short texts in Cyrillic are recognised") {
  for (const char* charset : {"windows-1251", "KOI8-R", "IBM866"}) {
    CAPTURE(charset);
    const std::string headline = "ПОЖАР В ПОРТУ ПОТУШЕН\n\nПогибших нет, сообщила портовая служба.";
    CHECK(decode_to_utf8(encode(headline, charset), "")->text == headline);
  }
}

TEST_CASE("keeps UTF-8 as it is") {
  struct {
    const char* name;
    std::string input;
    std::string want;
  } const table[] = {
      {"ascii", "Fire in the port", "Fire in the port"},
      {"mark",
       "\xEF\xBB\xBF"
       "Fire",
       "Fire"},
      {"cut in the last character", "Пожар в порт\xD1", "Пожар в порт\uFFFD"},
      {"one NUL", "Fire in the port\0 of the city and no more than that, they say in the evening"s,
       "Fire in the port  of the city and no more than that, they say in the evening"},
      {"a bad byte in a long text", std::string(kRussian) + "\xFF" + std::string(kRussian),
       std::string(kRussian) + "\uFFFD" + std::string(kRussian)},
      {"empty", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      const auto decoded = decode_to_utf8(row.input, "windows-1251");
      REQUIRE(decoded);
      CHECK(decoded->charset == "utf-8");
      CHECK(decoded->text == row.want);
    }
  }
}

TEST_CASE("a declared charset goes before detection when the bytes fit it") {
  CHECK(decode_to_utf8("caf\xE9", "ISO-8859-2")->charset == "iso-8859-2");
  CHECK(decode_to_utf8("caf\xE9", "no-such-charset")->text == "café");
  CHECK(decode_to_utf8("caf\xE9", "utf-8")->text == "café");
}

TEST_CASE("recognises languages of Latin letters in their old encodings") {
  struct {
    const char* language;
    std::string_view text;
    std::vector<const char*> charsets;
  } const table[] = {
      {"Czech",
       "Přístavní úřad v pondělí oznámil, že požár v obilním terminálu je uhašen. Příčinu "
       "vyšetřují odborníci.",
       {"windows-1250", "iso-8859-2", "ibm852"}},
      {"Polish",
       "Urząd portowy poinformował w poniedziałek, że pożar w terminalu zbożowym został ugaszony. "
       "Nikt nie zginął.",
       {"windows-1250", "iso-8859-2", "ibm852"}},
      {"Hungarian",
       "A kikötői hatóság hétfőn közölte, hogy a gabonaterminálban keletkezett tüzet eloltották. "
       "Hárman megsérültek, az okot szakértők vizsgálják.",
       {"windows-1250", "iso-8859-2"}},
      {"French",
       "Le port a annoncé lundi que le feu du terminal céréalier était maîtrisé. La cause reste à "
       "déterminer, a déclaré le préfet.",
       {"windows-1252", "ibm850", "macintosh"}},
      {"Turkish",
       "Liman idaresi pazartesi günü tahıl terminalindeki yangının söndürüldüğünü açıkladı. Üç "
       "işçi "
       "yaralandı, nedeni araştırılıyor.",
       {"windows-1254", "iso-8859-9"}},
      {"Lithuanian",
       "Uosto valdyba pirmadienį pranešė, kad gaisras grūdų terminale užgesintas. Žuvusių nėra, "
       "priežastį aiškinasi ekspertai.",
       {"windows-1257", "iso-8859-4"}},
      {"Greek",
       "Η λιμενική αρχή ανακοίνωσε τη Δευτέρα ότι η φωτιά στον τερματικό σταθμό σιτηρών έσβησε.",
       {"windows-1253", "iso-8859-7"}},
      {"Hebrew",
       "רשות הנמל הודיעה ביום שני כי השריפה במסוף התבואה כובתה. אין הרוגים, שלושה עובדים נפצעו.",
       {"windows-1255"}},
      {"Arabic",
       "أعلنت سلطة الميناء يوم الاثنين أن الحريق في محطة الحبوب قد أخمد ولم يسقط قتلى.",
       {"windows-1256", "iso-8859-6"}},
      {"Serbian",
       "Лучка управа саопштила је у понедељак да је пожар на житном терминалу угашен. Њихов узрок "
       "испитују стручњаци, рекао је начелник.",
       {"windows-1251", "iso-8859-5"}},
      {"Belarusian",
       "Партовая служба паведаміла ў панядзелак, што пажар на збожжавым тэрмінале патушаны. "
       "Загінулых няма.",
       {"windows-1251"}},
      {"Thai", "การท่าเรือแถลงเมื่อวันจันทร์ว่าเพลิงไหม้ที่ท่าเทียบเรือดับแล้ว", {"windows-874"}},
      {"Japanese",
       "港湾当局は月曜日、穀物ターミナルの火災が鎮火したと発表した。死者はいない。",
       {"shift_jis", "euc-jp", "iso-2022-jp"}},
      {"Japanese in one word", "ログイン", {"euc-jp", "shift_jis"}},
      {"Korean",
       "항만 당국은 월요일 곡물 터미널의 화재가 진화되었다고 발표했다. 사망자는 없다.",
       {"euc-kr", "iso-2022-kr"}},
      {"Chinese", "港务局星期一宣布粮食码头的火灾已经扑灭，没有人员死亡。", {"gb18030", "hz"}},
      {"Chinese, old signs", "港務局星期一宣布糧食碼頭的火災已經撲滅，沒有人員死亡。", {"big5"}},
  };
  for (const auto& row : table) {
    for (const char* charset : row.charsets) {
      CAPTURE(row.language);
      CAPTURE(charset);
      const auto decoded = decode_to_utf8(encode(row.text, charset), "");
      REQUIRE(decoded);
      CHECK(decoded->text == row.text);
    }
  }
}

TEST_CASE("markup does not hide the text's encoding") {
  const std::string page = "<html><head><title>Port authority</title></head><body class=\"main\">" +
                           std::string(20'000, ' ') + "<p>The English part of this page.</p><p>" +
                           encode(kUkrainian, "windows-1251") + "</p><![CDATA[" +
                           encode(kUkrainian, "windows-1251") + "]]></body></html>";
  CHECK(decode_to_utf8(page, "")->charset == "windows-1251");
}

TEST_CASE("a forced charset is used whatever the bytes are") {
  CHECK(decode_to_utf8("caf\xC3\xA9", "", "windows-1252")->text == "cafÃ©");
  CHECK(decode_to_utf8(encode(kRussian, "KOI8-R"), "utf-8", "windows-1251")->charset ==
        "windows-1251");
  CHECK(decode_to_utf8("caf\xE9 \xE9 \xE9", "", "utf-8")->text == "caf\uFFFD \uFFFD \uFFFD");
  CHECK(decode_to_utf8("caf\xE9", "", "utf-8")->confidence == 50);
  CHECK_FALSE(decode_to_utf8(std::string(1000, '\0'), "", "windows-1252"));
}

TEST_CASE("names of charsets") {
  for (const char* name : {"utf-8", "UTF8", "Latin1", "ISO-8859-1", "cp1251", "windows-1251",
                           "KOI8-R", "Shift_JIS", "gb2312", "Big5", " macintosh "})
    CHECK_MESSAGE(is_known_charset(name), name);
  for (const char* name : {"", " ", "no-such-charset", "utf-99", "\x01"})
    CHECK_FALSE_MESSAGE(is_known_charset(name), name);
}

TEST_CASE("what was encoded twice is mended and less sure") {
  const auto decoded = decode_to_utf8("CafÃ© fermÃ© cet Ã©tÃ©", "");
  CHECK(decoded->text == "Café fermé cet été");
  CHECK(decoded->charset == "utf-8");
  CHECK(decoded->confidence < 100);
}

TEST_CASE("a page that declares Latin letters and has words of another alphabet is not believed") {
  CHECK(decode_to_utf8(encode(kRussian, "windows-1251"), "iso-8859-1")->text == kRussian);
  CHECK(decode_to_utf8(encode(kGerman, "windows-1252"), "iso-8859-1")->text == kGerman);
  CHECK(decode_to_utf8(encode(kGerman, "windows-1252"), "iso-8859-1")->confidence == 100);
}

TEST_CASE("a moved UTF-8 text keeps its memory") {
  std::string text(100'000, 'x');
  const char* before = text.data();
  CHECK(decode_to_utf8(std::move(text), "")->text.data() == before);
}

TEST_CASE("refuses what is no text") {
  std::mt19937 random(3);
  std::string noise(5000, '\0');
  for (char& byte : noise) byte = static_cast<char>(random());
  CHECK_FALSE(decode_to_utf8(noise, ""));
  CHECK_FALSE(
      decode_to_utf8("\x7F"
                     "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0>\0\1\0\0\0"s,
                     ""));
  CHECK_FALSE(decode_to_utf8(std::string(1000, '\0'), ""));
  CHECK_FALSE(decode_to_utf8("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0"s, ""));
}

TEST_CASE("whatever the bytes, the text is valid UTF-8 without NULs") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random() % 300, 'a');
    for (char& byte : bytes) {
      if (random() % 3 == 0) byte = static_cast<char>(random());
    }
    const auto decoded = decode_to_utf8(bytes, round % 2 ? "shift_jis" : "");
    if (!decoded) continue;
    REQUIRE(is_valid_utf8(decoded->text));
    REQUIRE(decoded->text.find('\0') == std::string::npos);
  }
}

}  // namespace
}  // namespace dateline
