// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/function_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>

namespace dateline {
namespace {

struct WordList {
  std::string_view language;
  std::string_view words;  // apart by blanks
};

// Folded: without accents, and short forms as the tokenizer cuts them (i'm: i, m; l'eau: l, eau).
constexpr std::string_view kCyrillic = "cyrillic";
constexpr std::array kLists = {
    WordList{
        "english",
        "a about after against all also am an and any are as at be because been before being "
        "between both but by can cannot could d did do does doing dont down during each either for "
        "from further had has have having he her here hers him his how i if in into is it its "
        "itself "
        "ll m me might more most must my neither no nor not of off on only or other our out "
        "over "
        "own re s shall she should so some such than that the their them then there these they "
        "this "
        "those through to too under until up upon ve very was we were what when where whether "
        "which while who whom whose why will with within without would you your"},
    WordList{
        "german",
        "aber als am an auch auf aus bei beim bis da damit dann das dass dem den der des die dies "
        "diese diesem diesen dieser dieses doch du durch ein eine einem einen einer eines er es "
        "fur "
        "gegen hat hatte haben ich ihr ihre ihrem ihren ihrer im in ist ja kann kein keine konnen "
        "man "
        "mehr mit nach nicht noch nur ob oder ohne schon sehr sein seine seinem seinen seiner sich "
        "sie sind so soll uber um und uns unter vom von vor war waren was weil wenn werden wer wie "
        "wir wird wo wurde wurden zu zum zur zwischen"},
    WordList{
        "french",
        "a ai au aux avait avec avoir c ce ceci cela ces cet cette chez comme d dans de des donc "
        "dont "
        "du elle elles en entre est et etait ete etre eu fait il ils j je l la le les leur leurs "
        "lui "
        "m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou par pas peut plus pour qu "
        "quand que quel quelle qui s sa sans se ses si son sont sous sur t ta te tes toi ton tous "
        "tout toute tres tu un une vers vos votre vous y"},
    WordList{
        "spanish",
        "a al ante como con contra cual cuando de del desde donde durante e el ella ellas ellos en "
        "entre era es esa ese eso esta este esto estos ha habia han hasta la las le les lo los mas "
        "me "
        "mi muy ni no nos o para pero por porque que quien se segun ser si sin sobre son su sus "
        "tambien te tiene tu u un una unas unos y ya yo"},
    WordList{
        "italian",
        "a ad agli ai al alla alle allo anche c che chi ci col come con contro cui da dagli dai "
        "dal "
        "dalla dalle dei degli del dell della delle dello di dopo dove e ed era essere fra gli ha "
        "hanno i il in io l la le lei li lo loro lui ma mi ne negli nei nel nella nelle no noi non "
        "o "
        "per perche piu quale quando quella quello questa questo se si sia sono su sua sugli sui "
        "sul "
        "sulla sulle suo tra tu un una uno vi voi"},
    WordList{
        "dutch",
        "aan al als bij dan dat de der die dit door een en er geen had heb hebben heeft hem het "
        "hij "
        "hoe hun ik in is je kan kunnen maar meer men met mijn na naar niet nog nu of om onder ons "
        "ook op over te tegen toch toen tot tussen uit van voor waar was wat we wel werd wie wij "
        "wil "
        "worden wordt ze zich zij zijn zo zonder zou"},
    WordList{
        "portuguese",
        "a ao aos as ate com como contra da das de dela dele depois do dos e ela elas ele eles em "
        "entre era essa esse esta este eu foi ha isso isto ja la mais mas me mesmo meu muito na "
        "nao "
        "nas nem no nos o os ou para pela pelas pelo pelos por porque quando que quem se sem ser "
        "seu "
        "seus sobre sua suas tambem te tem um uma voce"},
    WordList{
        kCyrillic,
        "а але б без более больше бы был была были было быть в вам вас вже від він вона вони воно "
        "во "
        "вот все всего всех вы г где да для до его ее если еще є ж же з за и из или им их й к как "
        "когда которая которые который кто ли має між мне может мы на над нас не него нет ни но о "
        "об "
        "однак они оно он она от от по под після при про с сам свои себя сегодня со так также там "
        "те "
        "тем то того тоже только том у уже хто це ця цей ці чи через что чтобы эта эти это этот я "
        "як "
        "яка які який якщо і із їх її його ще що щоб та також тільки у через"},
};

using WordSet = std::unordered_set<std::string_view>;

WordSet words_in(std::string_view list) {
  WordSet words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) words.insert(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

const WordSet& list_of(std::string_view language) {
  static const auto kSets = [] {
    std::array<WordSet, kLists.size()> sets;
    for (std::size_t i = 0; i < kLists.size(); ++i) sets[i] = words_in(kLists[i].words);
    return sets;
  }();
  static const WordSet kNone;
  for (std::size_t i = 0; i < kLists.size(); ++i) {
    if (kLists[i].language == language) return kSets[i];
  }
  return kNone;
}

// The UTF-8 of the Cyrillic block begins with D0 to D3.
bool is_cyrillic(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  return first >= 0xD0 && first <= 0xD3;
}

}  // namespace

bool is_function_word(std::string_view word, std::string_view language) {
  if (word.empty()) return false;
  return list_of(is_cyrillic(word) ? kCyrillic : language).contains(word);
}

}  // namespace dateline
