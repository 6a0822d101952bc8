// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/mojibake.h"

#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"

namespace dateline {
namespace {

// What a program makes of UTF-8 that it takes for something else.
std::string spoilt(std::string_view utf8, const std::string& charset) {
  return convert_to_utf8(utf8, charset)->text;
}

std::string mended(std::string text) {
  mend_mojibake(text);
  return text;
}

// Correct texts, none of which may change.
constexpr std::string_view kCorrect[] = {
    "Die Hafenbehörde teilte mit, dass der Brand „gelöscht“ sei – für immer. Größe: 5 €, Spaß“",
    "L’été dernier, la France a dit « non » à l’Âge d’or : le prix a baissé de 3 °C.",
    "A SITUAÇÃO DA NAÇÃO: “NÃO”, “MANHÔ e “IRMÔ, diz o ministro da Educação.",
    "El niño comió piñas en “ESPAÑA”; ¿quién lo vio? ¡Él!",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. „Ať žije,“ řekl.",
    "Zażółć gęślą jaźń – „tak”, powiedział. Łódź, Śląsk.",
    "Árvíztűrő tükörfúrógép. ŐRÜLT ÚJSÁG”",
    "Saksalaiset Å”lanti, Åbo ja Ä”iti; ÅÄÖ.",
    "Þetta er íslenska, ÍSLAND ÞÆÐ. Allt í lagi.",
    "Река и ещё Рёв. «Россия — это Рим», сказал он. ВАКЦИНЫ, помогутВаксины",
    "Рішення Ради: Сінгапур, Рівне, Ріо; «Її» дії в Росії, Ґанок.",
    "Бугарска и Србија: Ђоковић, Љубав, њега. Ђ€",
    "Η Ελλάδα είναι «εδώ», είπε ο υπουργός.",
    "ראש הממשלה אמר היום כי „הכול” בסדר.",
    "東京で月曜日、港湾当局は火災が鎮火したと発表した。",
    "Việt Nam đã thông báo “Ể” rằng cảng đã mở cửa trở lại.",
    "Ünlü “ŞEHİR” için çağrı: Üçüncü gün.",
    "One sign: Ã and Â and â, the price is £5 or €5, 5 × 3 ½.",
    "Â» Ã» ✓ 😀 ★",
    "",
    "plain"};

// Long enough for each to have three characters beyond ASCII.
constexpr std::string_view kTexts[] = {"La Fédération a été fermée dès hier à Genève.",
                                       "“It’s over,” she said – and left.",
                                       "Die Behörde für Häfen löschte das Feuer größtenteils.",
                                       "Новости порта: пожар потушен, сообщила служба.",
                                       "Zażółć gęślą jaźń.",
                                       "Η Ελλάδα είναι εδώ.",
                                       "東京で火災が鎮火した。"};

TEST_CASE("correct text is not touched") {
  for (const std::string_view text : kCorrect) {
    CAPTURE(text);
    CHECK(mended(std::string(text)) == text);
  }
}

TEST_CASE("text that was encoded twice is mended, whatever it was taken for") {
  for (const char* charset : {"windows-1252", "windows-1251", "windows-1250", "macintosh"}) {
    for (const std::string_view text : kTexts) {
      const std::string bad = spoilt(text, charset);
      // Some charsets do not have every byte: what is lost stays lost.
      if (bad.find("\uFFFD") != std::string::npos) continue;
      CAPTURE(charset);
      CAPTURE(bad);
      CHECK(mended(bad) == text);
    }
  }
}

TEST_CASE("mends known cases") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"French", "CafÃ© fermÃ© cet Ã©tÃ©", "Café fermé cet été"},
      {"Russian", "РќРѕРІРѕСЃС‚Рё РїРѕСЂС‚Р°", "Новости порта"},
      {"one apostrophe in ASCII", "The Senatorâ€™s bill", "The Senator’s bill"},
      {"Latin-1 control characters", "the lawmakers\u00E2\u0080\u0099 pay", "the lawmakers’ pay"},
      {"emoji", "Good morning ðŸ˜€, dear ðŸ˜‚ readers ðŸŽ‰", "Good morning 😀, dear 😂 readers 🎉"},
      {"marks beside correct ones", "He said “yes”. Itâ€™s true, itâ€™s over.",
       "He said “yes”. It’s true, it’s over."},
      {"a line among correct ones",
       "Die Behörde löschte es für immer.\nDie BehÃ¶rde lÃ¶schte es fÃ¼r immer.\n",
       "Die Behörde löschte es für immer.\nDie Behörde löschte es für immer.\n"},
      {"two letters are not certain", "CafÃ© fermÃ©", "CafÃ© fermÃ©"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      std::string text(row.input);
      CHECK(mend_mojibake(text) == (row.input != row.want));
      CHECK(text == row.want);
    }
  }
}

TEST_CASE("twice spoilt text is mended twice") {
  const std::string text = "La Fédération a été fermée dès hier.";
  CHECK(mended(spoilt(spoilt(text, "windows-1252"), "windows-1252")) == text);
}

TEST_CASE("whatever the text, it stays valid UTF-8 and does not grow") {
  std::mt19937 random(7);
  constexpr std::string_view kPieces[] = {"Ã", "©",      "â", "€",  "™", "Р",      "С", "в",
                                          "Ђ", "\u0099", "a", "\n", "Â", "\u00A0", "√", "😀"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t i = random() % 60; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    const std::size_t size = text.size();
    mend_mojibake(text);
    REQUIRE(is_valid_utf8(text));
    REQUIRE(text.size() <= size);
  }
}

}  // namespace
}  // namespace dateline
