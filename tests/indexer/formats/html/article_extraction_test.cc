// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/article_extraction.h"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace dateline {
namespace {

// Three paragraphs, 500 characters.
constexpr std::string_view kStory =
    "<p>The ferry left the harbour at noon, as it does every day, and nobody thought of the storm "
    "that was to come from the north.</p>"
    "<p>By three o'clock the waves were four metres high, the captain said, and the engine had "
    "stopped. He called the coast guard, who sent two boats.</p>"
    "<p>All 84 passengers were brought to land before dark. “We were lucky,” said one of them, a "
    "teacher, who had been on the way to her sister's wedding.</p>";
constexpr std::string_view kStoryText =
    "The ferry left the harbour at noon, as it does every day, and nobody thought of the storm "
    "that was to come from the north.\n\n"
    "By three o'clock the waves were four metres high, the captain said, and the engine had "
    "stopped. He called the coast guard, who sent two boats.\n\n"
    "All 84 passengers were brought to land before dark. “We were lucky,” said one of them, a "
    "teacher, who had been on the way to her sister's wedding.";

constexpr std::string_view kTitle = "<h1>Ferry in storm off the coast</h1>";

std::string page(std::string_view body) {
  return "<html><head><title>Ferry in storm off the coast - The Example</title></head><body>" +
         std::string(body) + "</body></html>";
}

Article article_of(std::string_view body, StatedArticle stated = {}) {
  return extract_article(HtmlTree::parse(page(body)), stated);
}

std::string with_story(std::string_view before, std::string_view after = {}) {
  return std::string(before) + std::string(kStory) + std::string(after);
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

const std::string kMenu =
    "<ul>" + repeated("<li><a href=/x>Politics and more</a></li>", 20) + "</ul>";
const std::string kComment =
    "<div><b>Anna</b><p>I was there, and I can tell you that it was not at all like this, there "
    "was no storm, and the coast guard came by chance.</p></div>";
const std::string kTeaser =
    "<div><h3><a href=/y>Bridge closed for repairs</a></h3><p>The old bridge over the river will "
    "be closed for two years, the city said, from next week on.</p></div>";

TEST_CASE("the article is found without what is around it") {
  struct {
    const char* name;
    std::string body;
  } const table[] = {
      {"nothing around it", std::string(kStory)},
      {"title", with_story(kTitle)},
      {"text before the title",
       with_story("<p>Home &gt; News, and more.</p>" + std::string(kTitle))},
      {"menu without a name", with_story(kMenu + std::string(kTitle), kMenu)},
      {"nav", with_story("<nav><p>Menu, with a sentence that is long enough to be one.</p></nav>")},
      {"role",
       with_story("<div role=navigation><p>Menu, a sentence that is long enough.</p></div>")},
      {"footer", with_story("<div>",
                            "</div><footer><p>Printed and edited by the Example company, "
                            "all rights reserved, 1999.</p></footer>")},
      {"share", with_story("<div>",
                           "<div class='share-buttons'>Share on all of these networks, "
                           "please, and tell your friends of it.</div></div>")},
      {"byline and date", with_story(std::string(kTitle) + "<div class=byline>By A. Person</div>"
                                                           "<div class=post-meta>May 1</div>")},
      {"cookies", with_story("<div id=cookie-notice><p>We use cookies, as everybody does, and ask "
                             "you to agree to it, now.</p></div>")},
      {"dialog", with_story("<div role=dialog><p>Subscribe now, and read for a month without "
                            "paying anything, promised.</p></div>")},
      {"newsletter form", with_story("<div>",
                                     "<form><p>I agree to receive news, every day, by "
                                     "electronic mail, from you.</p><input></form></div>")},
      {"comments by name",
       with_story(std::string(kTitle) + "<div class=entry-content>",
                  "</div><div id=comments>" + repeated(kComment, 30) + "</div>")},
      {"comments by heading", with_story(std::string(kTitle) + "<div>",
                                         "<h3>3 Comments</h3>" + repeated(kComment, 3) + "</div>")},
      {"teasers",
       with_story(std::string(kTitle) + "<div>", "</div><div>" + repeated(kTeaser, 6) + "</div>")},
      {"teasers before",
       with_story("<div>" + repeated(kTeaser, 6) + "</div>" + std::string(kTitle) + "<div>",
                  "</div>")},
      {"related links", with_story("<div>",
                                   "<h3>Related articles</h3><ul><li><a href=z>Another "
                                   "ferry</a></li></ul></div>")},
      {"related box", with_story("<div>",
                                 "<div><h4>Das könnte Sie auch interessieren</h4>"
                                 "<p>Die Fähre fährt wieder, sagt der Kapitän, und das "
                                 "ist gut so.</p></div></div>")},
      {"headings of nothing",
       with_story("<div>", "<h3>Of this site</h3><h4><b>Ferries</b></h4>" + kMenu + "</div>")},
      {"advertisement line", with_story("<div><p>Advertisement</p>", "<p>- Anzeige -</p></div>")},
      {"read more",
       with_story("<div>", "<p>Read more: <a href=q>Captain to be heard</a></p></div>")},
      {"side column longer than the article",
       with_story(std::string(kTitle) + "<div class=story>",
                  "</div><div id=sidebar>" +
                      repeated("<p>About this site: we write of "
                               "ships, and of nothing else.</p>",
                               20) +
                      "</div>")},
      {"hidden", with_story("<div>",
                            "<div style='display:none'><p>Please turn on whatever there "
                            "is to turn on, thanks.</p></div></div>")},
      {"script and style", with_story("<div><script>var a = '<p>x, y.</p>';</script>",
                                      "<style>p { color: red }</style></div>")},
      {"buttons", with_story("<div>", "<button>Listen to this article, now.</button></div>")},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.body);
      CHECK(article_of(row.body).text == kStoryText);
    }
  }
}

TEST_CASE("names that say too much do not cost the article") {
  struct {
    const char* name;
    std::string body;
  } const table[] = {
      {"column that is called a side column, behind the heading",
       std::string(kTitle) + with_story("<div class=rail-wrapper><p>More.</p>", "</div>")},
      {"text in a widget",
       with_story(std::string(kTitle) + "<div class=page-widget-container>", "</div>")},
      {"anchor that is not closed", with_story("<a name=top>")},
      {"link that is not closed", with_story("<a href=/>" + repeated("<b>x</b>", 100))},
      {"layout", with_story("<div class='sidebar-layout'>", "</div>")},
      {"body", with_story("<div class='no-comments has-sidebar'>", "</div>")},
      {"column that is called a side column, behind the heading",
       std::string(kTitle) + with_story("<div class=rail-wrapper><p>More.</p>", "</div>")},
      {"text in a widget", with_story("<div class=page-widget-container>", "</div>" + kComment)},
      {"share", with_story("<article class='post tag-social share'>", "</article>")},
      {"paywall", with_story("<article class='has-paywall'>" + std::string(kTitle), "</article>")},
      {"header", with_story("<div class=header><header>", "</header></div>")},
      {"form around the page", with_story("<form action=/>", "</form>")},
      {"popup", with_story("<div class=enable-lightbox>", "</div>")},
      {"hidden page", with_story("<div aria-hidden=true style='display:none'>", "</div>")},
      {"button that is not closed",
       with_story("<button><div>Menu" + repeated("<b>x</b>", 40) + "</button>")},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.body);
      CHECK(article_of(row.body).text.find(kStoryText) != std::string::npos);
    }
  }
}

TEST_CASE("what belongs to the article stays") {
  const std::string text =
      article_of(with_story(std::string(kTitle) + "<div class=article-body><h2>The storm</h2>",
                            "<ul><li>first boat</li><li>second boat</li></ul>"
                            "<table><tr><th>Wind</th><td>10</td></tr></table>"
                            "<blockquote class=twitter-tweet><p>Never again.</p></blockquote>"
                            "<pre>one\ntwo</pre></div>"))
          .text;
  CHECK(text == "The storm\n\n" + std::string(kStoryText) +
                    "\n\nfirst boat\nsecond boat\n\nWind 10\n\nNever again.\n\none\ntwo");
}

TEST_CASE("captions are apart") {
  const std::string ferry =
      "<figure><img><figcaption>The <b>ferry</b>, on a better day.</figcaption></figure>";
  const Article article = article_of(with_story(
      std::string(kTitle) +
          "<div class=picture><p class=caption>The coast of the north.</p></div>" +
          "<div class=article-body>" + ferry,
      ferry +
          "<p class='wp-caption-text'>The captain, at sea.</p><p class=caption>Close</p></div>"));
  CHECK(article.text == kStoryText);
  CHECK(article.captions == std::vector<std::string>{"The coast of the north.",
                                                     "The ferry, on a better day.",
                                                     "The captain, at sea."});
}

TEST_CASE("in a slideshow the captions are the article") {
  const std::string slides = repeated(
      "<figure><img><figcaption>One of the boats that came to help, and brought all the people to "
      "land before dark.</figcaption></figure>",
      8);
  const Article article = article_of("<div>" + slides + "<p>All pictures, by us.</p></div>");
  CHECK(article.captions.empty());
  CHECK(article.text.starts_with("One of the boats that came to help, and brought"));
}

TEST_CASE("parts of an article that lie apart are joined") {
  const std::string body =
      repeated("<div class=row><div class='col article-body'>" + std::string(kStory) + "</div>" +
                   "</div>" + "<div class=advert>Buy.</div>",
               3);
  CHECK(article_of(body).text.size() == 3 * kStoryText.size() + 4);
  const std::string unnamed = repeated("<div><div>" + std::string(kStory) + "</div></div>", 3);
  CHECK(article_of(unnamed).text.size() == 3 * kStoryText.size() + 4);
}

TEST_CASE("where there is little text, some is better than none") {
  CHECK(article_of("<div><h2>Closed</h2><div>for repairs</div></div>").text ==
        "Closed\n\nfor repairs");
  CHECK(article_of("").text.empty());
  CHECK(extract_article(HtmlTree::parse(""), {}).text.empty());
  CHECK(extract_article(HtmlTree::parse("no markup at all"), {}).text == "no markup at all");
}

TEST_CASE("where there is nothing else, what browsers without scripts see") {
  const std::string body = "<div id=app></div><noscript>" + std::string(kStory) + "</noscript>";
  CHECK(article_of(body).text == kStoryText);
  CHECK(article_of(with_story("<noscript><p>Turn on scripts, please, for this page to be of any "
                              "use to you.</p></noscript>"))
            .text == kStoryText);
}

TEST_CASE("the body that a page states is used where its text is not there") {
  const std::string stated(kStory);
  CHECK(article_of("<p>Please turn on JavaScript, it is needed here, as you see.</p>", {{}, stated})
            .text == kStoryText);
  CHECK(article_of(kStory, {{}, "cut after a few words"}).text == kStoryText);
}

TEST_CASE("other scripts than ours are read") {
  const std::string thai =
      "<div><p>"
      "เรือเฟอร์รี่ออกจากท่าเรือตอนเที่ยงเหมือนทุกวันและไม่มีใครคิดถึงพายุที่กำลังจะมาจากทางเหนือของประเทศในคืนนั้น</p></"
      "div>";
  CHECK(article_of("<div>" + kMenu + "</div>" + thai).text.starts_with("เรือเฟอร์รี่"));
  const std::string chinese =
      "<div><p>渡轮像往常一样中午离开港口，没有人想到从北方来的暴风雨。下午三点，海浪高达四米。</"
      "p></div>";
  CHECK(article_of("<div>" + kMenu + "</div>" + chinese).text.starts_with("渡轮像往常"));
}

TEST_CASE("hostile pages take linear time") {
  struct {
    const char* name;
    std::string body;
  } const table[] = {
      {"nested", repeated("<div>", 500'000) + std::string(kStory)},
      {"nested headings", repeated("<div><h3><a href=x>Read more here</a></h3>", 50'000)},
      {"lines", repeated("<p>Comments</p>", 100'000)},
      {"headings", "<div>" + repeated("<h2>Related articles</h2>", 50'000) + "</div>"},
      {"headings and prose", "<div>" + repeated("<h2>Comments</h2>" + kComment, 20'000) + "</div>"},
      {"twins", repeated("<div class=article-body>" + std::string(kStory) + "</div>", 5'000)},
      {"titles", repeated(kTitle, 50'000)},
      {"names", "<div class='" + repeated("comments ", 500'000) + "'>" + std::string(kStory)},
      {"lists", repeated("<ul><li>", 200'000) + std::string(kStory)},
      {"long line", "<p>" + repeated("word, ", 2'000'000)},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      const auto start = std::chrono::steady_clock::now();
      article_of(row.body);
      CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
    }
  }
}

}  // namespace
}  // namespace dateline
