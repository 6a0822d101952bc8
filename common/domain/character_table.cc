// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/character_table.h"

#include <memory>
#include <mutex>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "common/base/error.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = get(status);
  if (U_FAILURE(status)) {
    throw Error(ExitCode::Usage,
                std::string("cannot load the Unicode data: ") + u_errorName(status));
  }
  return *instance;
}

icu::UnicodeString casefolded(std::string_view utf8) {
  static const icu::Normalizer2& casefold = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  UErrorCode status = U_ZERO_ERROR;
  return casefold.normalize(icu::UnicodeString::fromUTF8(
                                icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size()))),
                            status);
}

bool is_word_character(UChar32 code_point) {
  constexpr std::uint32_t kMask =
      U_GC_L_MASK | U_GC_M_MASK | U_GC_ND_MASK | U_GC_NL_MASK | U_GC_NO_MASK;
  return (U_GET_GC_MASK(code_point) & kMask) != 0;
}

bool is_mark(UChar32 code_point) { return (U_GET_GC_MASK(code_point) & U_GC_M_MASK) != 0; }

bool loses_marks(UChar32 base) {
  return u_isalpha(base) &&
         (uscript_hasScript(base, USCRIPT_LATIN) || uscript_hasScript(base, USCRIPT_GREEK));
}

// Takes combining marks from Latin and Greek letters and drops what no word may hold.
icu::UnicodeString without_marks(const icu::UnicodeString& text) {
  static const icu::Normalizer2& decompose = normalizer(icu::Normalizer2::getNFDInstance);
  static const icu::Normalizer2& compose = normalizer(icu::Normalizer2::getNFCInstance);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString decomposed = decompose.normalize(text, status);
  icu::UnicodeString kept;
  bool strip = false;
  for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 code_point = decomposed.char32At(i);
    if (!is_word_character(code_point)) continue;
    if (!is_mark(code_point)) strip = loses_marks(code_point);
    if (!(strip && is_mark(code_point))) kept.append(code_point);
  }
  return compose.normalize(kept, status);
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

bool is_apostrophe(char32_t code_point) {
  switch (code_point) {
    case U'\'':
    case U'`':
    case 0xB4:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x2BB:
    case 0x2BC:
    case 0x55A:
    case 0xFF07:
      return true;
    default:
      return false;
  }
}

bool is_unspaced_script(UChar32 code_point) {
  for (const UScriptCode script : {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                                   USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR}) {
    if (uscript_hasScript(code_point, script)) return true;
  }
  return false;
}

CharacterClass classify(char32_t code_point, const icu::UnicodeString& folded) {
  const auto c = static_cast<UChar32>(code_point);
  if (is_apostrophe(code_point)) return CharacterClass::Apostrophe;
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return CharacterClass::Ignorable;
  if (!is_word_character(c) || folded.isEmpty()) return CharacterClass::Separator;
  // A number like ½ folds to "1⁄2": as a word it would read 12.
  const bool is_other_number = (U_GET_GC_MASK(c) & U_GC_NO_MASK) != 0;
  for (int32_t i = 0; is_other_number && i < folded.length(); i = folded.moveIndex32(i, 1)) {
    if (!is_word_character(folded.char32At(i))) return CharacterClass::Separator;
  }
  return is_unspaced_script(c) && !u_isdigit(c) ? CharacterClass::Pair : CharacterClass::Letter;
}

bool composes_with_previous(const icu::UnicodeString& folded) {
  return !folded.isEmpty() &&
         u_getIntPropertyValue(folded.char32At(0), UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE;
}

Character make_character(char32_t code_point) {
  std::string utf8;
  append_utf8(utf8, code_point);
  const icu::UnicodeString folded = casefolded(utf8);
  Character result;
  result.kind = classify(code_point, folded);
  result.irregular = is_mark(static_cast<UChar32>(code_point)) || composes_with_previous(folded);
  const std::string word = to_utf8(without_marks(folded));
  result.accented = word != to_utf8(folded);
  result.length =
      word.size() <= Character::kInline ? static_cast<std::uint8_t>(word.size()) : Character::kLong;
  if (result.length != Character::kLong) std::copy(word.begin(), word.end(), result.folded.begin());
  return result;
}

}  // namespace

std::array<std::atomic<const CharacterPage*>, 0x110000 / kCharacterPage> character_pages{};

const CharacterPage& make_character_page(char32_t number) {
  static std::mutex mutex;
  static std::array<std::unique_ptr<CharacterPage>, 0x110000 / kCharacterPage> owned;
  const std::lock_guard lock(mutex);
  auto& place = character_pages[number];
  if (const CharacterPage* page = place.load(std::memory_order_acquire)) return *page;
  owned[number] = std::make_unique<CharacterPage>();
  for (char32_t i = 0; i < kCharacterPage; ++i)
    (*owned[number])[i] = make_character(number * kCharacterPage + i);
  place.store(owned[number].get(), std::memory_order_release);
  return *owned[number];
}

std::string fold_characters(std::string_view utf8) {
  return to_utf8(without_marks(casefolded(utf8)));
}

std::string fold_case(std::string_view utf8) { return to_utf8(casefolded(utf8)); }

}  // namespace dateline
