// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/stemmer.h"

#include <unordered_map>

#include <fmt/format.h>
#include <xapian.h>

#include "common/base/error.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

// Enough for the vocabulary of one language; rare words beyond it are stemmed again.
constexpr std::size_t kCacheEntries = 1U << 17U;

bool is_cyrillic(char32_t c) { return (c >= 0x400 && c < 0x530) || (c >= 0x1C80 && c < 0x1C90); }
bool is_latin(char32_t c) { return c < 0x250 || (c >= 0x1E00 && c < 0x1F00); }

Xapian::Stem make_stem(const std::string& language) {
  if (language == "none") return Xapian::Stem();
  return Xapian::Stem(language);
}

struct TransparentHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

}  // namespace

struct Stemmer::State {
  explicit State(const std::string& language)
      : latin(make_stem(language)),
        cyrillic("russian"),
        accents(language != "english" && language != "none") {}

  std::string stem(const std::string& word) {
    std::size_t position = 0;
    const char32_t first = word.empty() ? U'0' : decode_utf8(word, position);
    if (first >= U'0' && first <= U'9') return word;
    if (is_latin(first)) return latin(word);
    return is_cyrillic(first) ? cyrillic(word) : word;
  }

  Xapian::Stem latin;
  Xapian::Stem cyrillic;
  bool accents;
  std::string once;
  std::unordered_map<std::string, std::string, TransparentHash, std::equal_to<>> cache;
};

Stemmer::Stemmer(const std::string& language)
    : state_(std::make_unique<State>(stemmer_language(language))) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;

std::string_view Stemmer::stem(std::string_view word) {
  auto& cache = state_->cache;
  if (const auto found = cache.find(word); found != cache.end()) return found->second;
  if (cache.size() >= kCacheEntries) cache.clear();
  std::string key(word);
  std::string stem = state_->stem(key);
  return cache.emplace(std::move(key), std::move(stem)).first->second;
}

std::string_view Stemmer::stem_once(std::string_view word) {
  state_->once = state_->stem(std::string(word));
  return state_->once;
}

bool Stemmer::uses_accents() const { return state_->accents; }

std::string stemmer_language(const std::string& language) {
  const std::string wanted = ascii_lower(language);
  if (wanted == "none") return wanted;
  try {
    // "Xapian::Stem(english)": the only way Xapian tells a stemmer's name.
    const std::string description = Xapian::Stem(wanted).get_description();
    const auto open = description.find('(');
    return description.substr(open + 1, description.rfind(')') - open - 1);
  } catch (const Xapian::InvalidArgumentError&) {
    throw Error(
        ExitCode::Usage,
        fmt::format("cannot stem the language '{}': Xapian has no stemmer for it", language),
        "it has: none " + Xapian::Stem::get_available_languages());
  }
}

}  // namespace dateline
