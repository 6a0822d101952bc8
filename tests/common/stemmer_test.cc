// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/stemmer.h"

#include <doctest/doctest.h>

#include "common/base/error.h"

namespace dateline {
namespace {

TEST_CASE("stems by script") {
  Stemmer stemmer("english");
  CHECK(stemmer.stem("presidents") == stemmer.stem("president"));
  CHECK(stemmer.stem("войны") == stemmer.stem("война"));
  CHECK(stemmer.stem("東京") == "東京");
  CHECK(stemmer.stem("2024") == "2024");
  CHECK(stemmer.stem("") == "");
  CHECK(!stemmer.uses_accents());
}

TEST_CASE("leaves Latin words alone without a language") {
  Stemmer stemmer("none");
  CHECK(stemmer.stem("presidents") == "presidents");
}

TEST_CASE("knows languages by name, code and in capitals") {
  CHECK(stemmer_language("en") == "english");
  CHECK(stemmer_language("French") == "french");
  CHECK(Stemmer("de").uses_accents());
  CHECK_THROWS_AS(stemmer_language("klingon"), Error);
}

}  // namespace
}  // namespace dateline
