// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/line_vocabulary.h"

#include <algorithm>
#include <array>

#include "common/base/ascii.h"

namespace dateline {
namespace {

struct Phrase {
  std::string_view text;  // as plain_letters() has it, digits left out
  LineKind kind;
};

// Lines that say this and nothing else.
constexpr auto kLines = std::to_array<Phrase>({
    // English
    {"related", LineKind::Section},
    {"relatedarticles", LineKind::Section},
    {"relatedcontent", LineKind::Section},
    {"relatedcoverage", LineKind::Section},
    {"relatednews", LineKind::Section},
    {"relatedposts", LineKind::Section},
    {"relatedreading", LineKind::Section},
    {"relatedstories", LineKind::Section},
    {"relatedtopics", LineKind::Section},
    {"relatedlinks", LineKind::Section},
    {"relatedvideos", LineKind::Section},
    {"alsoread", LineKind::Section},
    {"alsosee", LineKind::Section},
    {"aroundtheweb", LineKind::Section},
    {"editorspicks", LineKind::Section},
    {"furtherreading", LineKind::Section},
    {"latestnews", LineKind::Section},
    {"lateststories", LineKind::Section},
    {"morenews", LineKind::Section},
    {"morestories", LineKind::Section},
    {"morefromthissection", LineKind::Section},
    {"mostpopular", LineKind::Section},
    {"mostread", LineKind::Section},
    {"popularposts", LineKind::Section},
    {"readmore", LineKind::Aside},
    {"readnext", LineKind::Section},
    {"recentposts", LineKind::Section},
    {"recommended", LineKind::Section},
    {"recommendedforyou", LineKind::Section},
    {"recommendedstories", LineKind::Section},
    {"seealso", LineKind::Section},
    {"similararticles", LineKind::Section},
    {"similarposts", LineKind::Section},
    {"topstories", LineKind::Section},
    {"trending", LineKind::Section},
    {"trendingnow", LineKind::Section},
    {"upnext", LineKind::Section},
    {"whattoreadnext", LineKind::Section},
    {"youmayalsolike", LineKind::Section},
    {"youmaylike", LineKind::Section},
    {"youmightalsolike", LineKind::Section},
    {"youmightalsobeinterestedin", LineKind::Section},
    {"abouttheauthor", LineKind::Section},
    {"abouttheauthors", LineKind::Section},
    {"authorbio", LineKind::Section},
    {"followus", LineKind::Section},
    {"likethis", LineKind::Section},
    {"sharethis", LineKind::Section},
    {"sharethisarticle", LineKind::Section},
    {"sharethispost", LineKind::Section},
    {"sharethisstory", LineKind::Section},
    {"newsletter", LineKind::Section},
    {"newslettersignup", LineKind::Section},
    {"postnavigation", LineKind::Section},
    {"sponsoredcontent", LineKind::Section},
    {"sponsoredlinks", LineKind::Section},
    {"comment", LineKind::Discussion},
    {"comments", LineKind::Discussion},
    {"commentscomments", LineKind::Discussion},
    {"addacomment", LineKind::Discussion},
    {"jointheconversation", LineKind::Discussion},
    {"jointhediscussion", LineKind::Discussion},
    {"leaveacomment", LineKind::Discussion},
    {"leaveareply", LineKind::Discussion},
    {"leaveacommentcancelreply", LineKind::Discussion},
    {"leaveareplycancelreply", LineKind::Discussion},
    {"leavearesponse", LineKind::Discussion},
    {"postacomment", LineKind::Discussion},
    {"readerscomments", LineKind::Discussion},
    {"responses", LineKind::Discussion},
    {"viewcomments", LineKind::Discussion},
    {"whatdoyouthink", LineKind::Discussion},
    {"writeacomment", LineKind::Discussion},
    {"nocomments", LineKind::Discussion},
    {"nocommentsyet", LineKind::Discussion},
    {"yourcomment", LineKind::Discussion},
    {"ad", LineKind::Aside},
    {"advert", LineKind::Aside},
    {"advertisement", LineKind::Aside},
    {"advertisementscrolltocontinue", LineKind::Aside},
    {"articlecontinuesbelowadvertisement", LineKind::Aside},
    {"backtotop", LineKind::Aside},
    {"print", LineKind::Aside},
    {"printthisarticle", LineKind::Aside},
    {"share", LineKind::Aside},
    {"shareon", LineKind::Aside},
    {"tweet", LineKind::Aside},
    {"textsize", LineKind::Aside},
    {"thisslideshowrequiresjavascript", LineKind::Aside},
    // German
    {"auchinteressant", LineKind::Section},
    {"daskoennteauchinteressieren", LineKind::Section},
    {"daskönntedichauchinteressieren", LineKind::Section},
    {"daskönntesieauchinteressieren", LineKind::Section},
    {"ähnlichebeiträge", LineKind::Section},
    {"ähnlicheartikel", LineKind::Section},
    {"Ähnlichebeiträge", LineKind::Section},
    {"Ähnlicheartikel", LineKind::Section},
    {"lesensieauch", LineKind::Section},
    {"mehrzumthema", LineKind::Section},
    {"meistgelesen", LineKind::Section},
    {"verwandteartikel", LineKind::Section},
    {"verwandtebeiträge", LineKind::Section},
    {"verwandtethemen", LineKind::Section},
    {"weiterelinks", LineKind::Section},
    {"weitereartikel", LineKind::Section},
    {"weiterebeiträge", LineKind::Section},
    {"zumthema", LineKind::Section},
    {"überdenautor", LineKind::Section},
    {"überdieautorin", LineKind::Section},
    {"Überdenautor", LineKind::Section},
    {"Überdieautorin", LineKind::Section},
    {"beitragsnavigation", LineKind::Section},
    {"teilenmit", LineKind::Section},
    {"teilediesenbeitrag", LineKind::Section},
    {"gefälltmir", LineKind::Section},
    {"gefälltmirwirdgeladen", LineKind::Section},
    {"kommentar", LineKind::Discussion},
    {"kommentare", LineKind::Discussion},
    {"kommentarschreiben", LineKind::Discussion},
    {"kommentarverfassen", LineKind::Discussion},
    {"kommentarhinterlassen", LineKind::Discussion},
    {"kommentarabgeben", LineKind::Discussion},
    {"schreibeeinenkommentar", LineKind::Discussion},
    {"schreibeeinenkommentarantwortenabbrechen", LineKind::Discussion},
    {"antwortschreiben", LineKind::Discussion},
    {"kommentarverfassenantwortenabbrechen", LineKind::Discussion},
    {"anzeige", LineKind::Aside},
    {"werbung", LineKind::Aside},
    {"teilen", LineKind::Aside},
    {"drucken", LineKind::Aside},
    // French
    {"lireaussi", LineKind::Section},
    {"articlesliés", LineKind::Section},
    {"articlessimilaires", LineKind::Section},
    {"aliresurlemêmesujet", LineKind::Section},
    {"surlemêmesujet", LineKind::Section},
    {"vousaimerezaussi", LineKind::Section},
    {"lespluslus", LineKind::Section},
    {"commentaire", LineKind::Discussion},
    {"commentaires", LineKind::Discussion},
    {"laisseruncommentaire", LineKind::Discussion},
    {"publicité", LineKind::Aside},
    {"partager", LineKind::Aside},
    // Spanish, Portuguese, Italian
    {"artículosrelacionados", LineKind::Section},
    {"noticiasrelacionadas", LineKind::Section},
    {"notíciasrelacionadas", LineKind::Section},
    {"tambiénteinteresa", LineKind::Section},
    {"tepuedeinteresar", LineKind::Section},
    {"lomásleído", LineKind::Section},
    {"artigosrelacionados", LineKind::Section},
    {"leiatambém", LineKind::Section},
    {"leiamais", LineKind::Section},
    {"vejatambém", LineKind::Section},
    {"vocêpodegostar", LineKind::Section},
    {"vocêtambémpodegostar", LineKind::Section},
    {"maislidas", LineKind::Section},
    {"articolicorrelati", LineKind::Section},
    {"leggianche", LineKind::Section},
    {"potrebbeinteressarti", LineKind::Section},
    {"tipotrebbeinteressare", LineKind::Section},
    {"comentario", LineKind::Discussion},
    {"comentarios", LineKind::Discussion},
    {"deixeumcomentário", LineKind::Discussion},
    {"dejauncomentario", LineKind::Discussion},
    {"dejauncomentariocancelarrespuesta", LineKind::Discussion},
    {"comentários", LineKind::Discussion},
    {"commenti", LineKind::Discussion},
    {"lasciauncommento", LineKind::Discussion},
    {"publicidad", LineKind::Aside},
    {"publicidade", LineKind::Aside},
    {"pubblicità", LineKind::Aside},
    {"compartir", LineKind::Aside},
    {"compartilhar", LineKind::Aside},
    {"condividi", LineKind::Aside},
    // Dutch, Polish, Czech, Turkish, Indonesian
    {"leesook", LineKind::Section},
    {"gerelateerdeartikelen", LineKind::Section},
    {"reacties", LineKind::Discussion},
    {"geefeenreactie", LineKind::Discussion},
    {"czytajtakże", LineKind::Section},
    {"czytajteż", LineKind::Section},
    {"zobaczteż", LineKind::Section},
    {"zobacztakże", LineKind::Section},
    {"powiązaneartykuły", LineKind::Section},
    {"komentarze", LineKind::Discussion},
    {"dodajkomentarz", LineKind::Discussion},
    {"reklama", LineKind::Aside},
    {"mohlobyvászajímat", LineKind::Section},
    {"komentáře", LineKind::Discussion},
    {"diskuse", LineKind::Discussion},
    {"ilgilihaberler", LineKind::Section},
    {"yorumlar", LineKind::Discussion},
    {"bacajuga", LineKind::Section},
    {"artikelterkait", LineKind::Section},
    {"komentar", LineKind::Discussion},
    // Russian, Ukrainian
    {"Читайтетакже", LineKind::Section},
    {"читайтетакже", LineKind::Section},
    {"Потеме", LineKind::Section},
    {"Похожиестатьи", LineKind::Section},
    {"Похожиезаписи", LineKind::Section},
    {"Похожиематериалы", LineKind::Section},
    {"Смотритетакже", LineKind::Section},
    {"Другиеновости", LineKind::Section},
    {"Читайтетакож", LineKind::Section},
    {"Комментарии", LineKind::Discussion},
    {"Добавитькомментарий", LineKind::Discussion},
    {"Оставитькомментарий", LineKind::Discussion},
    {"Коментарі", LineKind::Discussion},
    {"Реклама", LineKind::Aside},
    {"Поделиться", LineKind::Aside},
    // Chinese, Japanese, Korean
    {"相关阅读", LineKind::Section},
    {"相关新闻", LineKind::Section},
    {"相关文章", LineKind::Section},
    {"延伸閱讀", LineKind::Section},
    {"関連記事", LineKind::Section},
    {"あわせて読みたい", LineKind::Section},
    {"관련기사", LineKind::Section},
    {"评论", LineKind::Discussion},
    {"コメント", LineKind::Discussion},
    {"댓글", LineKind::Discussion},
});

// Beginnings of lines that lead elsewhere.
constexpr std::string_view kLeads[] = {
    "alsoread",          "alsosee",          "readmore",
    "readalso",          "related",          "seealso",
    "seemore",           "dontmiss",         "clickheretosubscribe",
    "clickheretosignup", "followuson",       "formorenewsfollow",
    "likeuson",          "signupfor",        "signuptoour",
    "subscribeto",       "sharethisarticle", "getthelatest",
    "downloadour",       "joinour",          "filedunder",
    "postedin",          "taggedwith",       "lesensieauch",
    "lesensiemehr",      "leseauch",         "mehrzumthema",
    "auchinteressant",   "siehauch",         "sieheauch",
    "folgensieuns",      "lireaussi",        "alireaussi",
    "lisezaussi",        "voiraussi",        "suiveznous",
    "leiatambém",        "leiamais",         "vejatambém",
    "leatambién",        "leetambién",       "leeademás",
    "leggianche",        "leesook",          "czytajtakże",
    "czytajteż",         "czytajwięcej",     "zobaczteż",
    "zobacztakże",       "bacajuga",         "Читайтетакже",
    "читайтетакже",      "Читайтетакож",     "Смотритетакже",
    "Подписывайтесь",
};

constexpr auto kSortedLines = [] {
  auto lines = kLines;
  std::ranges::sort(lines, {}, &Phrase::text);
  return lines;
}();

}  // namespace

std::string plain_letters(std::string_view line) {
  std::string plain;
  plain.reserve(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (line.substr(i).starts_with("\xE2\x80")) {
      i += 2;  // quotes, dashes, dots
    } else if (line.substr(i).starts_with("\xC2")) {
      ++i;  // other signs
    } else if (is_ascii_lower(c) || is_digit(c) || (c & 0x80) != 0) {
      plain.push_back(c);
    } else if (is_ascii_upper(c)) {
      plain.push_back(static_cast<char>(c + 32));
    }
  }
  return plain;
}

LineKind kind_of_line(std::string_view plain, bool has_link) {
  while (!plain.empty() && is_digit(plain.front())) plain.remove_prefix(1);
  while (!plain.empty() && is_digit(plain.back())) plain.remove_suffix(1);
  const auto found = std::ranges::lower_bound(kSortedLines, plain, {}, &Phrase::text);
  if (found != kSortedLines.end() && found->text == plain) return found->kind;
  if (has_link &&
      std::ranges::any_of(kLeads, [&](std::string_view lead) { return plain.starts_with(lead); })) {
    return LineKind::Aside;
  }
  return LineKind::Text;
}

}  // namespace dateline
