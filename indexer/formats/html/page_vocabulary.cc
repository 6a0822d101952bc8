// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_vocabulary.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/base/ascii.h"

namespace dateline {
namespace {

struct Word {
  std::string_view text;  // "*" at its end: any word that begins so
  std::uint16_t names;
};

// "article-body", "entry-content": a word of what it is and one of its text are surer than either.
constexpr std::uint16_t kBodyWord = 1U << 15U;

constexpr auto kWords = std::to_array<Word>({
    // The article.
    {"article", kNamedContent},
    {"articles", kNamedContent},
    {"artikel", kNamedContent},
    {"articulo", kNamedContent},
    {"artigo", kNamedContent},
    {"articolo", kNamedContent},
    {"artykul", kNamedContent},
    {"post", kNamedContent},
    {"entry", kNamedContent},
    {"story", kNamedContent},
    {"content", kBodyWord},
    {"contents", kBodyWord},
    {"inhalt", kBodyWord},
    {"contenu", kBodyWord},
    {"contenido", kBodyWord},
    {"conteudo", kBodyWord},
    {"contenuto", kBodyWord},
    {"tresc", kBodyWord},
    {"noticia", kNamedContent},
    {"nota", kNamedContent},
    {"beitrag", kNamedContent},
    {"text", kBodyWord},
    {"texte", kBodyWord},
    {"texto", kBodyWord},
    {"testo", kBodyWord},
    {"tekst", kBodyWord},
    {"body", kBodyWord},
    {"corpo", kBodyWord},
    {"cuerpo", kBodyWord},
    {"corps", kBodyWord},
    {"main", kNamedContent},
    {"copy", kBodyWord},
    {"detail", kBodyWord},
    {"blog", kNamedContent},
    {"blogpost", kNamedContent},
    {"hentry", kNamedContent},
    {"paragraph", kNamedContent},
    {"richtext", kBodyWord},
    {"prose", kBodyWord},
    {"storytext", kNamedBody},
    {"articlebody", kNamedBody},
    {"articletext", kNamedBody},
    {"articlecontent", kNamedBody},
    {"storybody", kNamedBody},
    {"storycontent", kNamedBody},
    {"postbody", kNamedBody},
    {"postcontent", kNamedBody},
    {"entrycontent", kNamedBody},
    {"newsbody", kNamedBody},
    {"newstext", kNamedBody},
    {"maincontent", kNamedContent},
    {"bodytext", kNamedBody},
    {"artikeltext", kNamedBody},
    {"fulltext", kNamedBody},
    {"bodycopy", kNamedBody},
    {"blogtext", kNamedBody},
    {"blogcontent", kNamedBody},
    {"mainbody", kNamedBody},
    // Comments.
    {"comment*", kNamedComments},
    {"commentary", kNamedContent},
    {"disqus*", kNamedComments},
    {"respond", kNamedComments},
    {"reply", kNamedComments},
    {"replies", kNamedComments},
    {"kommentar*", kNamedComments},
    {"commentaire*", kNamedComments},
    {"comentario*", kNamedComments},
    {"commenti", kNamedComments},
    {"komentar*", kNamedComments},
    {"komment*", kNamedComments},
    {"reactie*", kNamedComments},
    {"yorum*", kNamedComments},
    {"livefyre", kNamedComments},
    {"trackback*", kNamedComments},
    {"pingback*", kNamedComments},
    {"discussion", kNamedComments},
    {"responses", kNamedComments},
    // Sharing.
    {"share*", kNamedShare},
    {"sharing*", kNamedShare},
    {"social*", kNamedShare},
    {"sociable", kNamedShare},
    {"addthis*", kNamedShare},
    {"addtoany*", kNamedShare},
    {"a2a", kNamedShare},
    {"teilen", kNamedShare},
    {"partage*", kNamedShare},
    {"compart*", kNamedShare},
    {"condivid*", kNamedShare},
    {"facebook", kNamedShare},
    {"twitter", kNamedShare},
    {"whatsapp", kNamedShare},
    {"pinterest", kNamedShare},
    {"linkedin", kNamedShare},
    {"follow", kNamedShare},
    {"followus", kNamedShare},
    {"bookmark*", kNamedShare},
    {"shariff", kNamedShare},
    {"likes", kNamedShare},
    {"sns", kNamedShare},
    // Other articles.
    {"related*", kNamedRelated},
    {"relacionad*", kNamedRelated},
    {"relazionat*", kNamedRelated},
    {"recommend*", kNamedRelated},
    {"recirc*", kNamedRelated},
    {"teaser*", kNamedRelated},
    {"promo*", kNamedRelated},
    {"trending", kNamedRelated},
    {"popular", kNamedRelated},
    {"mostread", kNamedRelated},
    {"mostpopular", kNamedRelated},
    {"outbrain*", kNamedRelated},
    {"taboola*", kNamedRelated},
    {"zergnet*", kNamedRelated},
    {"revcontent*", kNamedRelated},
    {"readmore", kNamedRelated},
    {"readnext", kNamedRelated},
    {"readalso", kNamedRelated},
    {"similar", kNamedRelated},
    {"empfehl*", kNamedRelated},
    {"verwandt*", kNamedRelated},
    {"aehnliche", kNamedRelated},
    {"weiterlesen", kNamedRelated},
    {"morenews", kNamedRelated},
    {"headlines", kNamedRelated},
    {"latest", kNamedRelated},
    {"upnext", kNamedRelated},
    {"yarpp*", kNamedRelated},
    {"crp", kNamedRelated},
    {"suggest*", kNamedRelated},
    {"youmaylike", kNamedRelated},
    {"linkbox", kNamedRelated},
    {"inlinerelated", kNamedRelated},
    {"seealso", kNamedRelated},
    {"carousel*", kNamedRelated},
    // The way around the site.
    {"nav", kNamedNavigation},
    {"navi", kNamedNavigation},
    {"navigation*", kNamedNavigation},
    {"navbar*", kNamedNavigation},
    {"navlinks", kNamedNavigation},
    {"menu*", kNamedNavigation},
    {"submenu*", kNamedNavigation},
    {"breadcrumb*", kNamedNavigation},
    {"crumb*", kNamedNavigation},
    {"pagination*", kNamedNavigation},
    {"pager", kNamedNavigation},
    {"pagenav*", kNamedNavigation},
    {"sidebar*", kNamedMargin},
    {"rail", kNamedMargin},
    {"aside", kNamedMargin},
    {"masthead", kNamedNavigation},
    {"toolbar*", kNamedNavigation},
    {"topbar", kNamedNavigation},
    {"skiplink*", kNamedNavigation},
    {"jumplink*", kNamedNavigation},
    {"postnav", kNamedNavigation},
    {"seitenleiste", kNamedMargin},
    {"search", kNamedNavigation},
    {"searchform", kNamedNavigation},
    {"widget*", kNamedNavigation},
    {"sitemap", kNamedNavigation},
    {"ticker", kNamedNavigation},
    {"toc", kNamedNavigation},
    {"tagcloud", kNamedNavigation},
    {"footer*", kNamedMargin},
    {"foot", kNamedMargin},
    {"fusszeile", kNamedMargin},
    {"colophon", kNamedMargin},
    {"copyright", kNamedMargin},
    {"banner*", kNamedAdvert},
    {"noprint", kNamedNavigation},
    // Advertising.
    {"ad", kNamedAdvert},
    {"ads", kNamedAdvert},
    {"advert*", kNamedAdvert},
    {"adsense", kNamedAdvert},
    {"adslot*", kNamedAdvert},
    {"adbox", kNamedAdvert},
    {"adunit", kNamedAdvert},
    {"adwrap*", kNamedAdvert},
    {"adcontainer", kNamedAdvert},
    {"dfp", kNamedAdvert},
    {"gpt", kNamedAdvert},
    {"sponsor*", kNamedAdvert},
    {"werbung", kNamedAdvert},
    {"anzeige", kNamedAdvert},
    {"publicite", kNamedAdvert},
    {"publicidad*", kNamedAdvert},
    {"publicidade", kNamedAdvert},
    {"pubblicita", kNamedAdvert},
    {"reklam*", kNamedAdvert},
    {"adsbygoogle", kNamedAdvert},
    {"affiliate*", kNamedAdvert},
    // Consent and dialogs.
    {"cookie*", kNamedConsent},
    {"consent*", kNamedConsent},
    {"gdpr*", kNamedConsent},
    {"modal*", kNamedDialog},
    {"popup*", kNamedDialog},
    {"overlay*", kNamedDialog},
    {"lightbox*", kNamedDialog},
    {"tooltip*", kNamedDialog},
    {"dialog*", kNamedDialog},
    {"popover*", kNamedDialog},
    {"toast", kNamedDialog},
    {"interstitial", kNamedDialog},
    // Subscribing.
    {"newsletter*", kNamedNewsletter},
    {"subscri*", kNamedNewsletter},
    {"signup*", kNamedNewsletter},
    {"signin", kNamedNewsletter},
    {"login*", kNamedNewsletter},
    {"mailchimp", kNamedNewsletter},
    {"mailing", kNamedNewsletter},
    {"paywall*", kNamedNewsletter},
    {"donat*", kNamedNewsletter},
    {"optin", kNamedNewsletter},
    {"abonn*", kNamedNewsletter},
    {"register", kNamedNewsletter},
    {"cta", kNamedNewsletter},
    {"mc4wp", kNamedNewsletter},
    // Who wrote it, and when.
    {"author*", kNamedAuthor},
    {"byline*", kNamedAuthor},
    {"bio", kNamedAuthor},
    {"biography", kNamedAuthor},
    {"autor*", kNamedAuthor},
    {"auteur*", kNamedAuthor},
    {"autore", kNamedAuthor},
    {"verfasser", kNamedAuthor},
    {"contributor*", kNamedAuthor},
    {"aboutauthor", kNamedAuthor},
    {"vcard", kNamedAuthor},
    {"avatar", kNamedAuthor},
    {"meta", kNamedMeta},
    {"postmeta", kNamedMeta},
    {"entrymeta", kNamedMeta},
    {"metadata", kNamedMeta},
    {"postinfo", kNamedMeta},
    {"timestamp*", kNamedMeta},
    {"date", kNamedMeta},
    {"datum", kNamedMeta},
    {"fecha", kNamedMeta},
    {"tags", kNamedMeta},
    {"taglist", kNamedMeta},
    {"tagged", kNamedMeta},
    {"keywords", kNamedMeta},
    {"categories", kNamedMeta},
    {"postedin", kNamedMeta},
    {"dateline", kNamedMeta},
    {"rating*", kNamedMeta},
    {"topics", kNamedMeta},
    {"schlagwort*", kNamedMeta},
    {"etiquetas", kNamedMeta},
    {"pubdate", kNamedMeta},
    {"published", kNamedMeta},
    {"readtime", kNamedMeta},
    {"print", kNamedMeta},

    // Pictures.
    {"caption*", kNamedCaption},
    {"figcaption", kNamedCaption},
    {"legende", kNamedCaption},
    {"bildunterschrift", kNamedCaption},
    {"credit*", kNamedCaption},
    {"imagecredit", kNamedCaption},
    {"photocredit", kNamedCaption},
    {"bildquelle", kNamedCaption},
    {"cutline", kNamedCaption},
    {"imagecaption", kNamedCaption},
    {"photocaption", kNamedCaption},
});

// Whole names: "hidden" within one ("label-hidden", "overflow-hidden") is about something else.
constexpr std::string_view kHiddenNames[] = {"hidden",
                                             "is-hidden",
                                             "visually-hidden",
                                             "visuallyhidden",
                                             "sr-only",
                                             "screen-reader",
                                             "screen-reader-text",
                                             "screenreader",
                                             "screen-reader-only",
                                             "element-invisible",
                                             "assistive-text",
                                             "offscreen",
                                             "d-print-block",
                                             "print-only",
                                             "printonly",
                                             "visible-print",
                                             "u-hidden"};

bool is_hidden_name(std::string_view name) {
  return std::ranges::find(kHiddenNames, name) != std::end(kHiddenNames);
}

constexpr bool is_prefix(const Word& word) { return word.text.ends_with('*'); }
constexpr std::string_view stem(const Word& word) {
  return word.text.substr(0, word.text.size() - (is_prefix(word) ? 1 : 0));
}

constexpr auto kSorted = [] {
  auto words = kWords;
  std::ranges::sort(words, {}, stem);
  return words;
}();

// "has-sidebar", "with-right-rail", "comments-open" name what is beside a part, or may be.
constexpr std::string_view kLayoutWords[] = {"has", "with", "without", "no",      "non",
                                             "not", "open", "closed",  "enabled", "disabled"};

// "widget" is a box in a side column; "elementor-widget-container" is what any text is in.
constexpr std::string_view kWidget = "widget";

constexpr std::size_t kLongestWord = 24;

std::uint16_t names_of(std::string_view word) {
  auto place = std::ranges::upper_bound(kSorted, word, {}, stem);
  // The nearest words before it are its beginnings, the longest first, with others in between.
  for (int looked_at = 0; place != kSorted.begin() && looked_at < 12; ++looked_at) {
    --place;
    const std::string_view known = stem(*place);
    if (known == word || (is_prefix(*place) && word.starts_with(known))) return place->names;
    if (known.front() != word.front()) break;
  }
  return 0;
}

}  // namespace

std::uint16_t part_names(std::string_view names) {
  std::uint16_t sum = 0;
  std::uint16_t name = 0;
  bool is_about_layout = false;
  bool is_first = true;  // word of its name
  std::size_t begin = 0;
  std::array<char, kLongestWord> word{};
  std::size_t length = 0;
  char before = ' ';
  for (std::size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const bool is_letter = is_ascii_letter(c);
    if (length > 0 && (!is_letter || (is_ascii_upper(c) && is_ascii_lower(before)))) {
      const std::string_view part(word.data(), length);
      const bool is_inner_widget = !is_first && part.starts_with(kWidget);
      if (length > 1 && !is_inner_widget) name |= names_of(part);
      is_first = false;
      is_about_layout |= std::ranges::find(kLayoutWords, part) != std::end(kLayoutWords);
      length = 0;
    }
    if (is_ascii_space(c)) {
      if ((name & kBodyWord) != 0) name |= (name & kNamedContent) != 0 ? kNamedBody : kNamedContent;
      if (is_hidden_name(names.substr(begin, i - begin))) name |= kNamedHidden;
      sum |= is_about_layout ? name & (kNamedContent | kNamedBody) : name;
      name = 0;
      is_about_layout = false;
      is_first = true;
      begin = i + 1;
    }
    if (is_letter && length < word.size()) word[length++] = ascii_lower(c);
    before = c;
  }
  return sum & ~kBodyWord;
}

}  // namespace dateline
