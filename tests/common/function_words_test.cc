// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/function_words.h"

#include <doctest/doctest.h>

#include "common/domain/stemmer.h"

namespace dateline {
namespace {

TEST_CASE("knows function words by the language of the index, Cyrillic ones always") {
  CHECK(is_function_word("the", "english"));
  CHECK(is_function_word("which", "english"));
  CHECK_FALSE(is_function_word("war", "english"));
  CHECK(is_function_word("war", "german"));
  CHECK_FALSE(is_function_word("the", "german"));
  CHECK_FALSE(is_function_word("the", "none"));
  CHECK_FALSE(is_function_word("the", "finnish"));
  CHECK(is_function_word("который", "english"));
  CHECK(is_function_word("який", "none"));
  CHECK_FALSE(is_function_word("війна", "english"));
  CHECK_FALSE(is_function_word("", "english"));
}

// Names, months and countries that are spelled like function words.
TEST_CASE("takes no name for a function word") {
  for (const char* word : {"us", "may", "mali", "un", "who's"}) {
    CAPTURE(word);
    CHECK_FALSE(is_function_word(word, "english"));
  }
}

TEST_CASE("has its lists under names that the stemmer uses") {
  for (const char* language :
       {"english", "german", "french", "spanish", "italian", "dutch", "portuguese"}) {
    CHECK(stemmer_language(language) == language);
    CHECK(is_function_word("a", language) ==
          (std::string_view(language) != "german" && std::string_view(language) != "dutch"));
  }
}

}  // namespace
}  // namespace dateline
