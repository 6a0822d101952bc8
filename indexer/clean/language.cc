// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/language.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

// CLD2 reads 20 MB a second: most texts are told by their first kilobyte, the others get a second
// look.
constexpr std::size_t kSampleBytes[] = {1024, 4096};

// What CLD2 and old files call some languages.
std::string modern_code(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "in") return "id";
  if (code == "ji") return "yi";
  if (code == "nb" || code == "nn") return "no";
  return std::string(code);
}

std::string folded(const icu::UnicodeString& name) {
  icu::UnicodeString copy(name);
  copy.foldCase();
  std::string utf8;
  copy.toUTF8String(utf8);
  return utf8;
}

// From codes of two and three letters, English names and own names to codes of two letters.
std::unordered_map<std::string, std::string> make_names() {
  std::unordered_map<std::string, std::string> names{
      {"ger", "de"}, {"fre", "fr"}, {"cze", "cs"}, {"dut", "nl"}, {"chi", "zh"},
      {"gre", "el"}, {"per", "fa"}, {"rum", "ro"}, {"slo", "sk"}, {"iw", "he"},
      {"in", "id"},  {"nb", "no"},  {"nn", "no"},  {"nob", "no"}, {"nno", "no"}};
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    if (std::strlen(*code) != 2) continue;
    const icu::Locale locale(*code);
    const std::string modern = modern_code(*code);
    icu::UnicodeString name;
    names.emplace(*code, modern);
    names.emplace(locale.getISO3Language(), modern);
    names.emplace(folded(locale.getDisplayLanguage(icu::Locale::getEnglish(), name)), modern);
    names.emplace(folded(locale.getDisplayLanguage(locale, name)), modern);
  }
  names.erase("");
  return names;
}

std::string detect_in(std::string_view sample) {
  bool is_reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(
      sample.data(), static_cast<int>(sample.size()), true /* plain text */, &is_reliable);
  if (!is_reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  const std::string_view code = CLD2::LanguageCode(language);
  std::string modern = modern_code(code.substr(0, code.find('-')));
  return modern.size() == 2 ? modern : std::string{};
}

}  // namespace

std::string detect_language(std::string_view text) {
  for (const std::size_t size : kSampleBytes) {
    std::string language = detect_in(text.substr(0, utf8_cut(text, size)));
    if (!language.empty() || text.size() <= size) return language;
  }
  return {};
}

std::string normalise_language(std::string_view stated) {
  static const std::unordered_map<std::string, std::string> names = make_names();
  constexpr std::size_t kMaxName = 60;
  stated = trim(stated);
  if (stated.empty() || stated.size() > kMaxName) return {};
  const std::string name = folded(
      icu::UnicodeString::fromUTF8({stated.data(), static_cast<std::int32_t>(stated.size())}));
  // "en-GB", "de_DE", "en, fr", "English (UK)"
  const std::size_t end = std::min(name.find_first_of("-_,;( "), name.size());
  for (const std::string& form : {name, name.substr(0, end)}) {
    if (const auto found = names.find(form); found != names.end()) return found->second;
  }
  return {};
}

}  // namespace dateline
