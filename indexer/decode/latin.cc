// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/latin.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>

#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"

namespace dateline {
namespace {

struct Candidate {
  const char* charset;
  double prior;  // in letters: how often saved texts are written in it
};

// Those that contain others come first: of equal texts the first candidate names the charset.
constexpr auto kCandidates = std::to_array<Candidate>({{"windows-1252", 2},
                                                       {"windows-1250", 1},
                                                       {"iso-8859-2", 1},
                                                       {"windows-1254", 1},
                                                       {"windows-1257", 0},
                                                       {"iso-8859-15", 0},
                                                       {"iso-8859-4", -1},
                                                       {"windows-1258", -1},
                                                       {"iso-8859-3", -2},
                                                       {"ibm850", -4},
                                                       {"ibm437", -4.5},
                                                       {"ibm852", -4},
                                                       {"macintosh", -1},
                                                       {"x-mac-centraleurroman", -4},
                                                       {"ibm857", -6}});

// Letters beyond a to z, by language.
constexpr std::pair<std::string_view, std::u32string_view> kLetters[] = {
    {"af", U"áäêéèëîïóôúû"},
    {"az", U"çəğıöşü"},
    {"bs", U"čćđšž"},
    {"ca", U"àçéèíïóòúü·"},
    {"cs", U"áčďéěíňóřšťúůýž"},
    {"cy", U"áâäéêëíîïóôöúûüŵŷ"},
    {"da", U"æøåé"},
    {"de", U"äöüß"},
    {"en", U"éï"},
    {"eo", U"ĉĝĥĵŝŭ"},
    {"es", U"áéíñóúü"},
    {"et", U"äöõüšž"},
    {"eu", U"ñüç"},
    {"fi", U"äöåšž"},
    {"fo", U"áðíóúýæø"},
    {"fr", U"àâæçéèêëîïôœùûü"},
    {"fy", U"âêôûúëïöüé"},
    {"ga", U"áéíóú"},
    {"gd", U"àèìòù"},
    {"gl", U"áéíñóúü"},
    {"hr", U"čćđšž"},
    {"hu", U"áéíóöőúüű"},
    {"id", U"é"},
    {"is", U"áðéíóúýþæö"},
    {"it", U"àèéìòóù"},
    {"kl", U"åæø"},
    {"lb", U"äëéèüöô"},
    {"lt", U"ąčęėįšųūž"},
    {"lv", U"āčēģīķļņšūž"},
    {"mt", U"ċġħżàèìòù"},
    {"nl", U"éëïöüèó"},
    {"no", U"æøåéóòôê"},
    {"oc", U"àáçéèíïóòú"},
    {"pl", U"ąćęłńóśźż"},
    {"pt", U"áâãàçéêíóôõú"},
    {"ro", U"ăâîșțşţ"},
    {"sk", U"áäčďéíĺľňóôŕšťúýž"},
    {"sl", U"čšž"},
    {"sq", U"çë"},
    {"sr", U"čćđšž"},
    {"sv", U"åäöé"},
    {"tl", U"ñ"},
    {"tr", U"çğıöşüâîû"},
    {"vi", U"ăâêôơưđáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"}};

// Of languages that are not known, and of foreign names.
constexpr std::u32string_view kCommonLetters = U"áàâäãåçéèêëíìîïñóòôöõúùûüýøæœß";

constexpr std::u32string_view kPunctuation = U"“”‘’„‚«»‹›–—…•§°·€£©®™¿¡½¼¾²³´·\u00A0\u00AD";

// What may stand between two letters.
constexpr std::u32string_view kJoining = U"’‘´·–—…\u00A0\u00AD";

constexpr std::size_t kLanguageSample = 4096;

using LetterSet = std::unordered_set<char32_t>;

const LetterSet& letters_of(std::string_view language) {
  static const auto all = [] {
    std::unordered_map<std::string_view, LetterSet> sets;
    for (const auto& [code, letters] : kLetters)
      sets.emplace(code, LetterSet(letters.begin(), letters.end()));
    return sets;
  }();
  static const LetterSet common(kCommonLetters.begin(), kCommonLetters.end());
  const auto found = all.find(language);
  return found == all.end() ? common : found->second;
}

std::string_view language_of(std::string_view text) {
  const std::string_view sample = text.substr(0, utf8_cut(text, kLanguageSample));
  bool is_reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(
      sample.data(), static_cast<int>(sample.size()), true /* plain text */, &is_reliable);
  if (!is_reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  return CLD2::LanguageCode(language);
}

struct Sign {
  char32_t character = ' ';
  bool is_letter = false;
  bool is_small = false;
  bool is_long = false;  // beyond ASCII

  explicit Sign(char32_t c)
      : character(c),
        is_letter(u_isalpha(static_cast<UChar32>(c)) ||
                  u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK),
        is_small(u_islower(static_cast<UChar32>(c))),
        is_long(c >= 0x80) {}
};

class Rater {
 public:
  explicit Rater(std::string_view language) : letters_(letters_of(language)), known_(language) {}

  double rate(const Sign& before, const Sign& sign, const Sign& after) const {
    if (sign.is_letter) return rate_letter(before, sign, after);
    const char32_t c = sign.character;
    if (c < 0xA0 || c == kReplacementCharacter) return -3;
    const bool is_inside = before.is_letter && after.is_letter;
    if (is_inside && c == U'’') return 1;
    if (is_inside && kJoining.find(c) == std::u32string_view::npos) return -1;
    return kPunctuation.find(c) != std::u32string_view::npos ? 0.5 : -1;
  }

 private:
  // -2 to 1.
  double rate_letter(const Sign& before, const Sign& sign, const Sign& after) const {
    static const LetterSet& common = letters_of({});
    const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(sign.character)));
    if (u_charType(static_cast<UChar32>(sign.character)) == U_NON_SPACING_MARK)
      return known_ == "vi" && before.is_letter ? 1 : -1;
    if (before.is_small && !sign.is_small) return -2;
    if (before.is_long && sign.is_long && after.is_long && after.is_letter && before.is_letter)
      return -0.5;
    // Alone it is as likely a no-break space of another charset.
    if (!before.is_letter && !after.is_letter) return letters_.contains(small) ? 0.3 : -0.5;
    if (letters_.contains(small)) return known_.empty() ? 0.6 : 1;
    return common.contains(small) ? 0 : -0.5;
  }

  const LetterSet& letters_;
  std::string_view known_;
};

struct Rating {
  double sum = 0;
  std::size_t signs = 0;  // characters beyond ASCII
};

Rating rate(std::string_view text) {
  const Rater rater(language_of(text));
  Rating rating;
  Sign before(U' ');
  Sign sign(U' ');
  for (std::size_t place = 0; place <= text.size();) {
    const bool at_end = place == text.size();
    const Sign after(at_end ? U' ' : decode_utf8(text, place));
    if (sign.is_long) {
      rating.sum += rater.rate(before, sign, after);
      ++rating.signs;
    }
    before = sign;
    sign = after;
    if (at_end) break;
  }
  return rating;
}

}  // namespace

LatinGuess guess_latin(std::string_view sample) {
  LatinGuess best;
  double best_total = -1e9;
  double second_total = -1e9;
  std::vector<std::string> texts;
  for (const auto& [charset, prior] : kCandidates) {
    auto converted = convert_to_utf8(sample, charset);
    if (!converted || std::ranges::find(texts, converted->text) != texts.end()) continue;
    const Rating rating = rate(converted->text);
    const double total = rating.sum + prior;
    texts.push_back(std::move(converted->text));
    if (total <= best_total) {
      second_total = std::max(second_total, total);
      continue;
    }
    second_total = std::exchange(best_total, total);
    const auto signs = static_cast<double>(std::max<std::size_t>(rating.signs, 1));
    best = {charset, rating.sum / signs, 0, rating.signs};
  }
  best.lead = best_total - second_total;
  return best;
}

}  // namespace dateline
