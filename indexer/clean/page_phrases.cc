// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/page_phrases.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <unicode/uchar.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kLongestLine = 300;
constexpr std::size_t kMostWords = 16;

constexpr int kSure = 10;
constexpr int kLikely = 7;
constexpr int kPossible = 4;
constexpr int kEachMore = 3;  // for a second phrase in the line, a third

enum class Kind {
  Plain,
  ListHeading,
  Lead,  // what stands behind its colon is a link: "Read also: ..."
};

struct PhraseGroup {
  int points;
  Kind kind;
  std::string_view phrases;  // separated by "|"; # is any number
};

constexpr PhraseGroup kGroups[] = {
    // Advertising.
    {kSure, Kind::Plain,
     "advertisement|advertisements|advertisement continue reading below|article continues below|"
     "article continues after advertisement|story continues below advertisement|"
     "story continues below|advertisement scroll to continue|scroll to continue with content|"
     "continue reading below|paid advertisement|sponsored content|advertise with us|"
     "anzeige|werbung|publicité|publicidad|pubblicità|annuncio pubblicitario|publicidade|"
     "continua depois da publicidade|continua após a publicidade|advertentie|reklama|inzerce|"
     "реклама|реклама на сайті|реклама на сайте|на правах реклами|на правах рекламы"},
    {kLikely, Kind::Plain,
     "advertising|sponsored|promoted|sponsored by|inhalt wird geladen|gesponsert|"
     "contenu sponsorisé|contenido patrocinado|patrocinado|sponsorizzato|gesponsord|sponsorowane|"
     "materiał sponsorowany|komerční sdělení|спонсоване|партнерський матеріал|"
     "партнерский материал|платена публикация"},
    // Sharing.
    {kSure, Kind::Plain,
     "share this|share this article|share this story|share this post|share this page|"
     "share article|share story|share this with your friends|click to share|tell a friend|"
     "email this article|print this article|print this page|email to a friend|"
     "copy link to clipboard|opens in new window|sharethis|addthis|"
     "artikel teilen|diesen artikel teilen|beitrag teilen|seite drucken|artikel drucken|"
     "partager cet article|partager l'article|partager sur|imprimer cet article|"
     "compartir este artículo|compartir en|condividi questo articolo|condividi su|"
     "compartilhe esta notícia|compartilhar no|partilhar artigo|deel dit artikel|artikel delen|"
     "udostępnij artykuł|udostępnij na|sdílet článek|sdílet na|"
     "поделиться в соцсетях|поделиться новостью|поділитися в соцмережах|поширити новину|"
     "сподели статията|споделете статията"},
    {kLikely, Kind::Plain,
     "share on|share via|share to|follow us|follow us on|like us on|find us on|join us on|"
     "connect with us|share this on|follow on|copy link|link copied|tweet this|"
     "folgen sie uns|folgen sie uns auf|teilen auf|suivez nous|suivez nous sur|síguenos|"
     "síguenos en|seguici|seguici su|siga nos|siga nos no|volg ons|volg ons op|śledź nas|"
     "obserwuj nas|sledujte nás|следете ни|последвайте ни|подписывайтесь на нас|"
     "подписывайтесь на наш канал|подписывайтесь на наш телеграм канал|"
     "підписуйтесь на нас|підписуйтесь на наш канал|підписуйтесь на наш телеграм канал|"
     "читайте нас|читайте нас в|читайте нас у|стежте за нами|следите за нами"},
    {kPossible, Kind::Plain,
     "share|tweet|print|email|e-mail|mail|facebook|twitter|x|whatsapp|telegram|pinterest|linkedin|"
     "reddit|instagram|youtube|tiktok|viber|messenger|tumblr|flipboard|vkontakte|vk|bluesky|"
     "threads|mastodon|rss|google news|google+|pocket|save|like|teilen|drucken|merken|partager|"
     "imprimer|envoyer|compartir|imprimir|enviar|condividi|stampa|compartilhar|partilhar|delen|"
     "udostępnij|drukuj|sdílet|tisk|поделиться|распечатать|печать|отправить|поділитися|поширити|"
     "друк|роздрукувати|сподели|принтирай|твитнуть|одноклассники|вконтакте|фейсбук|твіттер|"
     "телеграм|вайбер|ватсап"},
    // Comments.
    {kSure, Kind::Plain,
     "post a comment|leave a comment|add a comment|write a comment|leave a reply|cancel reply|"
     "leave a reply cancel reply|post comment|submit comment|be the first to comment|"
     "no comments yet|no comments|# comments so far|show comments|view comments|hide comments|"
     "load comments|load more comments|view all comments|join the conversation|"
     "you must be logged in to post a comment|log in to comment|sign in to comment|"
     "log in or register to post comments|your email address will not be published|"
     "your email address will not be published required fields are marked|"
     "required fields are marked|comments are closed|comments are off|comments are disabled|"
     "comment on this article|comment on this story|"
     "save my name email and website in this browser for the next time i comment|"
     "kommentar schreiben|kommentar verfassen|kommentare anzeigen|schreibe einen kommentar|"
     "schreiben sie einen kommentar|hinterlasse einen kommentar|antworten abbrechen|"
     "laisser un commentaire|ajouter un commentaire|commenter cet article|"
     "soyez le premier à commenter|voir les commentaires|réagir à cet article|"
     "deja un comentario|dejar un comentario|deja una respuesta|añadir comentario|"
     "escribe un comentario|lascia un commento|lascia una risposta|aggiungi un commento|"
     "deixe um comentário|deixe uma resposta|enviar comentário|geef een reactie|"
     "plaats een reactie|laat een reactie achter|dodaj komentarz|skomentuj|zostaw komentarz|"
     "napisz komentarz|přidat komentář|napsat komentář|vstoupit do diskuze|vstoupit do diskuse|"
     "оставить комментарий|добавить комментарий|написать комментарий|комментировать|"
     "залишити коментар|додати коментар|написати коментар|коментувати|прокоментувати|"
     "напиши коментар|добави коментар|остави коментар|коментирай|оставете коментар"},
    {kPossible, Kind::Plain,
     "comments|comment|# comments|# comment|replies|reply|# replies|# shares|# views|# likes|"
     "kommentare|# kommentare|kommentieren|commentaires|# commentaires|commenter|comentarios|"
     "# comentarios|commenti|# commenti|comentários|# comentários|reacties|# reacties|reageer|"
     "komentarze|# komentarzy|komentáře|diskuze|diskuse|комментарии|# комментариев|"
     "нет комментариев|коментарі|# коментарів|немає коментарів|коментари|# коментара"},
    // Ways to other pages.
    {kSure, Kind::Plain,
     "previous post|next post|previous article|next article|previous story|next story|older post|"
     "older posts|newer post|newer posts|back to top|scroll to top|skip to content|"
     "skip to main content|skip to navigation|jump to navigation|go back to top|return to top|"
     "continue to next page|go to next page|vorheriger artikel|nächster artikel|"
     "vorheriger beitrag|nächster beitrag|nach oben|zum inhalt springen|zur startseite|"
     "article précédent|article suivant|retour en haut|aller au contenu|artículo anterior|"
     "artículo siguiente|siguiente artículo|entrada anterior|entrada siguiente|ir al contenido|"
     "volver arriba|articolo precedente|articolo successivo|prossimo articolo|vai al contenuto|"
     "torna su|artigo anterior|próximo artigo|voltar ao topo|pular para o conteúdo|"
     "vorig artikel|volgend artikel|naar boven|poprzedni artykuł|następny artykuł|poprzedni wpis|"
     "następny wpis|przejdź do treści|předchozí článek|další článek|přejít k obsahu|"
     "предыдущая статья|следующая статья|предыдущая новость|следующая новость|"
     "перейти к содержимому|попередня стаття|наступна стаття|попередня новина|наступна новина|"
     "перейти до вмісту|предишна статия|следваща статия|към съдържанието"},
    {kLikely, Kind::Plain,
     "source link|read full article|read the full article|read the full story|read full story|"
     "click here to read more|click here for more|continue reading|read more here|"
     "view original article|view original post|original source|see all|view all|load more|"
     "show more|see more|privacy policy|terms of use|terms of service|terms and conditions|"
     "cookie policy|contact us|about us|site map|sitemap|all rights reserved|impressum|"
     "datenschutz|datenschutzerklärung|nutzungsbedingungen|zur übersicht|mehr lesen|"
     "mentions légales|lire la suite|politique de confidentialité|nous contacter|aviso legal|"
     "política de privacidad|leer más|seguir leyendo|informativa sulla privacy|leggi tutto|"
     "continua a leggere|política de privacidade|leia mais|continuar lendo|"
     "privacybeleid|lees verder|polityka prywatności|czytaj dalej|czytaj więcej|regulamin|"
     "ochrana osobních údajů|číst dále|celý článek|читать далее|читать полностью|"
     "политика конфиденциальности|пользовательское соглашение|читати далі|читати повністю|"
     "політика конфіденційності|угода користувача|прочети още|общи условия|"
     "политика за поверителност|ссылка на источник|посилання на джерело"},
    {kPossible, Kind::Plain,
     "home|menu|search|news|breaking news|trending|log in|login|sign in|sign up|register|"
     "subscribe|subscribe now|donate|"
     "previous|next|prev|close|open menu|close menu|toggle navigation|navigation|read more|more|"
     "tags|tag|topics|categories|category|archive|archives|source #|sources|source|related sources|"
     "in case you missed it|back|top|toggle "
     "menu|startseite|menü|suche|anmelden|abmelden|registrieren|weiter|zurück|"
     "abonnieren|mehr|themen|schlagworte|accueil|rechercher|connexion|s'inscrire|s'abonner|"
     "suivant|précédent|inicio|menú|buscar|iniciar sesión|suscribirse|suscríbete|siguiente|"
     "anterior|etiquetas|cerca|accedi|abbonati|avanti|indietro|início|pesquisar|entrar|assine|"
     "próximo|zoeken|inloggen|abonneren|volgende|vorige|strona główna|szukaj|zaloguj się|"
     "zaloguj|zarejestruj się|hledat|přihlásit se|přihlásit|další|předchozí|štítky|tagi|главная|"
     "поиск|новости|новини|войти|вход|регистрация|подписаться|теги|меню|назад|вперед|далее|"
     "головна|пошук|увійти|"
     "вхід|реєстрація|підписатися|далі|начало|търсене|абонирай се|етикети"},
    // Other articles.
    {kLikely, Kind::ListHeading,
     "related articles|related article|related stories|related story|related posts|related news|"
     "related content|related links|related coverage|related topics|more articles|more stories|"
     "more from this author|more from author|more from this section|latest articles|"
     "latest article|latest news|latest posts|latest stories|latest headlines|recent posts|"
     "recent articles|recent news|recent comments|popular posts|popular articles|most read|"
     "most popular|most viewed|most commented|top stories|trending now|trending stories|must read|"
     "must reads|editor's picks|editors' picks|recommended for you|recommended|recommended stories|"
     "you may also like|you might also like|you may like|you might be interested in|"
     "you may also be interested in|around the web|from around the web|from the web|read next|"
     "up next|what to read next|more on this story|more on this topic|more news|similar articles|"
     "popular on|don't miss|other news|also read|read also|see also|"
     "mehr zum thema|ähnliche artikel|ähnliche beiträge|verwandte artikel|das könnte sie auch "
     "interessieren|das könnte dich auch interessieren|auch interessant|meistgelesen|"
     "meistgelesene artikel|neueste artikel|aktuelle nachrichten|lesen sie auch|weitere artikel|"
     "weitere themen|lesen sie mehr|articles similaires|articles liés|à lire aussi|lire aussi|"
     "sur le même sujet|sur le même thème|les plus lus|dernières actualités|derniers articles|"
     "vous aimerez aussi|à la une|artículos relacionados|noticias relacionadas|te puede interesar|"
     "también te puede interesar|lo más leído|últimas noticias|más noticias|lea también|"
     "lee también|articoli correlati|articoli simili|potrebbe interessarti|"
     "potrebbe interessarti anche|i più letti|ultime notizie|leggi anche|ti potrebbe interessare|"
     "artigos relacionados|notícias relacionadas|leia também|mais lidas|últimas notícias|"
     "você pode gostar|veja também|gerelateerde artikelen|gerelateerd nieuws|lees ook|"
     "meest gelezen|laatste nieuws|dit vind je misschien ook leuk|powiązane artykuły|"
     "podobne artykuły|czytaj także|czytaj też|czytaj również|zobacz też|zobacz także|"
     "najczęściej czytane|najnowsze|polecane|może cię zainteresować|przeczytaj także|"
     "související články|mohlo by vás zajímat|čtěte také|čtěte též|nejčtenější|"
     "nejčtenější články|přečtěte si také|читайте также|смотрите также|по теме|материалы по теме|"
     "похожие новости|похожие статьи|связанные материалы|последние новости|самое читаемое|"
     "вам может быть интересно|рекомендуем|еще по теме|другие новости|новости по теме|"
     "главные новости|читайте також|дивіться також|за темою|матеріали за темою|схожі новини|"
     "останні новини|найпопулярніше|вас може зацікавити|вам може бути цікаво|рекомендуємо|"
     "інші новини|новини за темою|головні новини|свързани статии|свързани новини|прочетете още|"
     "вижте още|още по темата|по темата|най четени|последни новини|може да ви хареса|"
     "препоръчваме|още новини"},
    {kLikely, Kind::Lead,
     "read also|also read|read more|related|related article|related story|see also|don't miss|"
     "more on this|must read|read next|recommended|lesen sie auch|lesen sie mehr|mehr dazu|"
     "mehr zum thema|auch interessant|lire aussi|à lire aussi|à lire|voir aussi|lea también|"
     "lee también|te puede interesar|ver también|leggi anche|guarda anche|leia também|"
     "leia mais|veja também|lees ook|lees meer|bekijk ook|czytaj także|czytaj też|czytaj również|"
     "czytaj więcej|zobacz też|zobacz także|przeczytaj także|čtěte také|přečtěte si také|"
     "více zde|читайте также|смотрите также|по теме|читать также|читайте також|дивіться також|"
     "за темою|читати також|прочетете още|вижте още|още по темата|четете още"},
    // Newsletters, cookies, notices.
    {kSure, Kind::Plain,
     "subscribe to our newsletter|sign up for our newsletter|sign up for our newsletters|"
     "join our newsletter|get our newsletter|join our mailing list|subscribe to our mailing list|"
     "sign up for our daily newsletter|subscribe to our channel|subscribe to our youtube channel|"
     "get the latest news delivered to your inbox|get the latest news in your inbox|"
     "delivered to your inbox|enter your email address|enter your email|your email address|"
     "accept cookies|accept all cookies|accept all|cookie settings|manage cookies|"
     "this website uses cookies|this site uses cookies|we use cookies|"
     "this site uses akismet to reduce spam|learn how your comment data is processed|"
     "turn on notifications|click here to subscribe|click here to donate|support our journalism|"
     "newsletter abonnieren|newsletter bestellen|zum newsletter anmelden|cookies akzeptieren|"
     "alle akzeptieren|cookie einstellungen|diese website verwendet cookies|"
     "inscrivez vous à notre newsletter|abonnez vous à notre newsletter|"
     "s'inscrire à la newsletter|accepter les cookies|tout accepter|ce site utilise des cookies|"
     "suscríbete a nuestro boletín|suscríbete a nuestra newsletter|aceptar cookies|aceptar todo|"
     "este sitio utiliza cookies|este sitio web utiliza cookies|iscriviti alla newsletter|"
     "iscriviti alla nostra newsletter|accetta tutti|accetta i cookie|"
     "questo sito utilizza i cookie|assine nossa newsletter|assine a newsletter|aceitar cookies|"
     "este site utiliza cookies|schrijf je in voor onze nieuwsbrief|"
     "meld je aan voor onze nieuwsbrief|alle cookies accepteren|cookies accepteren|"
     "zapisz się do newslettera|zapisz się na newsletter|ta strona używa plików cookies|"
     "akceptuję|přihlaste se k odběru newsletteru|odebírat newsletter|přijmout vše|"
     "tento web používá cookies|подпишитесь на рассылку|подписаться на рассылку|"
     "подпишитесь на нашу рассылку|принять cookies|сайт использует cookies|"
     "підпишіться на розсилку|підписатися на розсилку|підпишіться на нашу розсилку|"
     "сайт використовує cookies|абонирайте се за бюлетина|абонирай се за бюлетина|"
     "този сайт използва бисквитки"},
    {kPossible, Kind::Plain,
     "newsletter|newsletters|subscribe for free|i accept|got it|accept|learn more|ok|boletín|"
     "nieuwsbrief|рассылка|розсилка|бюлетин"},
};

// Words between phrases that say nothing for themselves.
constexpr std::string_view kFillers =
    "#|on|via|in|or|and|by|to|the|with|a|us|of|auf|per|bei|und|oder|sur|par|et|ou|en|por|y|o|su|e|"
    "no|na|w|we|v|u|op|of|i|nebo|lub|в|во|на|у|та|і|и|или|або|до";

using Words = std::vector<std::string>;

bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'’' || c == U'ʼ'; }

// Words in lower case, numbers as "#"; apostrophes drop out, all else parts words.
class WordReader {
 public:
  explicit WordReader(std::string_view line) : line_(line) {}

  // Empty at the end.
  const std::string& next() {
    word_.clear();
    while (place_ < line_.size()) {
      const std::size_t before = place_;
      const auto c = static_cast<UChar32>(decode_utf8(line_, place_));
      if (is_apostrophe(static_cast<char32_t>(c))) continue;
      const Sign sign = sign_of(c);
      const bool is_new = word_.empty();
      if (sign == Sign::Other ? !is_new : !is_new && (word_ == "#") != (sign == Sign::Digit)) {
        place_ = before;
        break;
      }
      if (sign == Sign::Digit) word_ = "#";
      if (sign == Sign::Letter) add_letter(c);
    }
    return word_;
  }

 private:
  enum class Sign { Other, Letter, Digit };

  static Sign sign_of(UChar32 c) {
    if (c >= 0x80) return u_isalpha(c) ? Sign::Letter : u_isdigit(c) ? Sign::Digit : Sign::Other;
    if (c == '#' || (c >= '0' && c <= '9')) return Sign::Digit;
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? Sign::Letter : Sign::Other;
  }

  void add_letter(UChar32 c) {
    if (c < 0x80) {
      word_ += static_cast<char>(c | 0x20);
    } else {
      append_utf8(word_, static_cast<char32_t>(u_tolower(c)));
    }
  }

  std::string_view line_;
  std::size_t place_ = 0;
  std::string word_;
};

// No more than `most` and one.
Words words_of(std::string_view line, std::size_t most) {
  Words words;
  WordReader reader(line);
  while (words.size() <= most) {
    const std::string& word = reader.next();
    if (word.empty()) break;
    words.push_back(word);
  }
  return words;
}

struct Phrase {
  Words words;
  int points;
  Kind kind;
};

class Phrases {
 public:
  Phrases() {
    for (const PhraseGroup& group : kGroups) {
      for_each(group.phrases, [&](std::string_view text) { add(text, group.points, group.kind); });
    }
    for (auto& [first, phrases] : by_first_word_) {
      std::ranges::stable_sort(phrases, std::ranges::greater(),
                               [](const Phrase& phrase) { return phrase.words.size(); });
    }
    for_each(kFillers, [&](std::string_view text) { fillers_.emplace(text); });
  }

  // The longest phrase that stands at `place`; null for none.
  const Phrase* at(const Words& words, std::size_t place, bool is_lead) const {
    const auto found = by_first_word_.find(words[place]);
    if (found == by_first_word_.end()) return nullptr;
    for (const Phrase& phrase : found->second) {
      const bool fits = (phrase.kind == Kind::Lead) == is_lead &&
                        phrase.words.size() <= words.size() - place &&
                        std::equal(phrase.words.begin(), phrase.words.end(),
                                   words.begin() + static_cast<std::ptrdiff_t>(place));
      if (fits) return &phrase;
    }
    return nullptr;
  }

  bool is_filler(const std::string& word) const { return fillers_.contains(word); }
  bool begins_phrase(const std::string& word) const { return by_first_word_.contains(word); }
  bool can_begin(const std::string& word) const { return begins_phrase(word) || is_filler(word); }

 private:
  template <class Visit>
  static void for_each(std::string_view list, const Visit& visit) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find('|'), list.size());
      visit(list.substr(0, end));
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }

  void add(std::string_view text, int points, Kind kind) {
    Words words = words_of(text, kMostWords);
    if (words.empty()) return;
    std::string first = words.front();
    by_first_word_[std::move(first)].push_back({std::move(words), points, kind});
  }

  std::unordered_map<std::string, std::vector<Phrase>> by_first_word_;
  std::unordered_set<std::string> fillers_;
};

const Phrases& phrases() {
  static const Phrases all;
  return all;
}

// A line that is made of phrases, and of fillers where the phrases say enough without them. One
// that ends like a sentence has to be a long phrase.
LineForm whole_line_form(std::string_view line, const Words& words) {
  constexpr std::size_t kLongPhrase = 3;  // words
  LineForm form;
  int count = 0;
  bool has_fillers = false;
  for (std::size_t place = 0; place < words.size();) {
    const Phrase* phrase = phrases().at(words, place, false);
    if (phrase == nullptr) {
      if (!phrases().is_filler(words[place])) return {};
      has_fillers = true;
      ++place;
      continue;
    }
    form.points = std::max(form.points, phrase->points);
    form.opens_list |= phrase->kind == Kind::ListHeading;
    place += phrase->words.size();
    ++count;
  }
  if (count == 0 || (has_fillers && form.points < kLikely)) return {};
  if (line.ends_with('.') && (form.points < kSure || words.size() < kLongPhrase)) return {};
  form.points += kEachMore * (count - 1);
  form.opens_list &= count == 1;
  return form;
}

// "Read also: the title of another article"
LineForm lead_form(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  const Words words = words_of(line.substr(0, colon), kMostWords);
  const std::string_view title = trim(line.substr(colon + 1));
  const Phrase* phrase = words.empty() ? nullptr : phrases().at(words, 0, true);
  if (phrase == nullptr || phrase->words.size() != words.size()) return {};
  constexpr std::size_t kLongestTitle = 110;  // characters
  const auto characters = std::ranges::count_if(
      title, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
  if (static_cast<std::size_t>(characters) > kLongestTitle) return {};
  if (title.empty() || title.ends_with('.') || words_of(title, 1).size() < 2) return {};
  return {phrase->points + kEachMore, false};
}

}  // namespace

LineForm form_of_line(std::string_view line) {
  if (line.size() > kLongestLine) return {};
  // Most lines are told by their first word or two.
  WordReader reader(line);
  const std::string& word = reader.next();
  if (!phrases().begins_phrase(word) &&
      (!phrases().is_filler(word) || !phrases().can_begin(reader.next())))
    return {};
  const Words words = words_of(line, kMostWords);
  const LineForm form = words.size() > kMostWords ? LineForm{} : whole_line_form(line, words);
  return form.points > 0 ? form : lead_form(line);
}

}  // namespace dateline
