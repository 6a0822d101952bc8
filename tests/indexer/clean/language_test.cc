// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/language.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("understands the ways languages are stated") {
  struct {
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"en", "en"},         {"en-GB", "en"},        {"eng", "en"},
      {"English", "en"},    {"DE_de", "de"},        {"ger", "de"},
      {"deu", "de"},        {"Deutsch", "de"},      {"УКРАЇНСЬКА", "uk"},
      {"uk", "uk"},         {"русский", "ru"},      {"pt-BR", "pt"},
      {"zh-Hans-CN", "zh"}, {"iw", "he"},           {"nb-NO", "no"},
      {" fr ", "fr"},       {"English (UK)", "en"}, {"en, fr", "en"},
      {"xx", ""},           {"Klingonisch", ""},    {"", ""},
      {"\xFF\xFE", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    CHECK(normalise_language(row.input) == row.want);
  }
}

TEST_CASE("recognises the language of a paragraph") {
  struct {
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"The harbour authority said on Monday that the fire in the grain terminal had been put out.",
       "en"},
      {"Die Hafenbehörde teilte am Montag mit, dass der Brand im Getreideterminal gelöscht sei.",
       "de"},
      {"Les autorités portuaires ont déclaré lundi que l'incendie du terminal était éteint.", "fr"},
      {"Портовая служба сообщила в понедельник, что пожар на зерновом терминале потушен.", "ru"},
      {"Портова служба повідомила в понеділок, що пожежу на зерновому терміналі загашено.", "uk"},
      {"The harbour authority said on Monday that the fire in the grain terminal had been put out "
       "by "
       "the crews of two ships which were waiting for their turn to load, and that the work of the "
       "port would go on with all of its berths from Tuesday.",
       "en"},
      {"Nach dem Brand im Getreideterminal, \u00FCber den auch \"The Harbour Times\" und \"Ports "
       "of the "
       "World\" berichteten, hat die Hafenbeh\u00F6rde am Montag mitgeteilt, dass die Arbeit an "
       "allen "
       "Liegepl\u00E4tzen weitergeht und die zwei Schiffe am Dienstag beladen werden, sobald die "
       "Pr\u00FCfer ihren Bericht vorgelegt haben und die Stadt zugestimmt hat.",
       "de"},
      {"", ""},
      {"12345 67890", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    CHECK(detect_language(row.input) == row.want);
  }
}

}  // namespace
}  // namespace dateline
