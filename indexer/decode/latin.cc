// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/latin.h"

#include <algorithm>
#include <array>
#include <map>
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
constexpr auto kCandidates = std::to_array<Candidate>({{"windows-1252", 1.5},
                                                       {"windows-1250", 1},
                                                       {"iso-8859-2", 1},
                                                       {"windows-1254", 1},
                                                       {"windows-1257", 0},
                                                       {"iso-8859-15", 0},
                                                       {"iso-8859-4", -1},
                                                       {"windows-1258", -1},
                                                       {"iso-8859-3", -2},
                                                       {"ibm850", -2},
                                                       {"ibm437", -2.5},
                                                       {"ibm852", -2},
                                                       {"macintosh", -1},
                                                       {"x-mac-centraleurroman", -3},
                                                       {"ibm857", -4}});

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
    {"vi",
     U"ăâêôơưđáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ\u0300\u0301\u0303\u0309"
     U"\u0323"}};

// Of languages that are not known, and of foreign names.
constexpr std::u32string_view kCommonLetters = U"áàâäãåçéèêëíìîïñóòôöõúùûüýøæœß";

constexpr std::u32string_view kPunctuation = U"“”‘’„‚«»‹›–—…•§°·€£©®™¿¡½¼¾²³´·\u00A0\u00AD";

// What may stand between two letters.
constexpr std::u32string_view kJoining = U"’‘´·–—…\u00A0\u00AD";

constexpr std::size_t kSample = 4000;

using LetterSet = std::unordered_set<char32_t>;
using LetterSets = std::unordered_map<std::string_view, LetterSet>;

LetterSet make_set(std::u32string_view letters) { return {letters.begin(), letters.end()}; }

const LetterSets& letters_of_languages() {
  static const auto all = [] {
    LetterSets sets;
    for (const auto& [code, letters] : kLetters) sets.emplace(code, make_set(letters));
    return sets;
  }();
  return all;
}

const LetterSet& common_letters() {
  static const LetterSet common = make_set(kCommonLetters);
  return common;
}

std::string_view language_of(std::string_view text) {
  bool is_reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()),
                                                       true /* plain text */, &is_reliable);
  if (!is_reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  return CLD2::LanguageCode(language);
}

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Sign {
  char32_t character = ' ';
  bool is_mark = false;  // an accent of its own
  bool is_letter = false;
  bool is_small = false;
  bool is_long = false;  // beyond ASCII

  explicit Sign(char32_t c)
      : character(c),
        is_mark(c >= 0x80 && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK),
        is_letter(c < 0x80 ? is_ascii_letter(c) : is_mark || u_isalpha(static_cast<UChar32>(c))),
        is_small(c < 0x80 ? c >= 'a' && c <= 'z' : is_mark || u_islower(static_cast<UChar32>(c))),
        is_long(c >= 0x80) {}
};

// What a text has beyond ASCII.
struct Reading {
  std::size_t signs = 0;
  double others = 0;                   // points for what is no letter or cannot be one
  std::map<char32_t, double> letters;  // small ones; how often, those alone counted less
};

double points_of_other(const Sign& before, char32_t c, const Sign& after) {
  if (c < 0xA0 || c == kReplacementCharacter) return -3;
  const bool is_inside = before.is_letter && after.is_letter;
  if (is_inside && c == U'’') return 1;
  if (is_inside && kJoining.find(c) == std::u32string_view::npos) return -3;
  return kPunctuation.find(c) != std::u32string_view::npos ? 0.25 : -1;
}

void add_sign(const Sign& before, const Sign& sign, const Sign& after, Reading& reading) {
  ++reading.signs;
  if (!sign.is_letter) {
    reading.others += points_of_other(before, sign.character, after);
  } else if (before.is_small && !sign.is_small && !sign.is_mark) {
    reading.others -= 2;
  } else if (before.is_long && sign.is_long && after.is_long && after.is_letter &&
             before.is_letter) {
    reading.others -= 0.5;
  } else {
    // Alone it is as likely a no-break space of another charset.
    const bool is_alone = !before.is_letter && !after.is_letter;
    const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(sign.character)));
    reading.letters[small] += is_alone ? 0.3 : 1;
  }
}

Reading read(std::string_view text) {
  Reading reading;
  Sign before(U' ');
  Sign sign(U' ');
  for (std::size_t place = 0; place < text.size();) {
    const Sign after(decode_utf8(text, place));
    if (sign.is_long) add_sign(before, sign, after, reading);
    before = sign;
    sign = after;
  }
  if (sign.is_long) add_sign(before, sign, Sign(U' '), reading);
  return reading;
}

double points_of_letters(const Reading& reading, const LetterSet& own, double worth) {
  const LetterSet& common = common_letters();
  double sum = 0;
  for (const auto& [letter, count] : reading.letters)
    sum += count * (own.contains(letter) ? worth : common.contains(letter) ? 0 : -0.5);
  return sum;
}

double most_points(const Reading& reading) {
  double sum = reading.others;
  for (const auto& [letter, count] : reading.letters) sum += count;
  return sum;
}

// How well the text is one of a language, in letters that are right. A short text whose language
// is not clear may be in any; a long one is in a language that is not known.
double points(std::string_view text, const Reading& reading) {
  constexpr std::size_t kShort = 400;
  constexpr double kUnsure = 0.7;
  const LetterSets& languages = letters_of_languages();
  const auto own = languages.find(language_of(text));
  if (own != languages.end()) return reading.others + points_of_letters(reading, own->second, 1);
  double best = points_of_letters(reading, common_letters(), kUnsure);
  if (text.size() > kShort) return reading.others + best;
  for (const auto& [code, letters] : languages)
    best = std::max(best, points_of_letters(reading, letters, kUnsure));
  return reading.others + best;
}

}  // namespace

LatinGuess guess_latin(std::string_view sample) {
  sample = sample.substr(0, kSample);
  LatinGuess best;
  double best_total = -1e9;
  double second_total = -1e9;
  std::vector<std::string> texts;
  for (const auto& [charset, prior] : kCandidates) {
    auto converted = convert_to_utf8(sample, charset);
    if (!converted || std::ranges::find(texts, converted->text) != texts.end()) continue;
    const Reading reading = read(converted->text);
    // Asking for the language takes most of the time: not where the best answer would not help.
    const bool is_hopeless = most_points(reading) + prior <= best_total;
    const double sum = is_hopeless
                           ? reading.others + points_of_letters(reading, common_letters(), 1)
                           : points(converted->text, reading);
    const double total = sum + prior;
    texts.push_back(std::move(converted->text));
    if (total <= best_total) {
      second_total = std::max(second_total, total);
      continue;
    }
    second_total = std::exchange(best_total, total);
    const auto signs = static_cast<double>(std::max<std::size_t>(reading.signs, 1));
    best = {charset, sum / signs, 0, reading.signs};
  }
  best.lead = best_total - second_total;
  return best;
}

}  // namespace dateline
