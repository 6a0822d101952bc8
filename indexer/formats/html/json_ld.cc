// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/json_ld.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include <simdjson.h>

#include "common/base/utf8.h"
#include "indexer/formats/html/json_repair.h"
#include "indexer/formats/html/stated_text.h"
#include "indexer/formats/html_fragment.h"

namespace dateline {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxScript = std::size_t{4} << 20U;
constexpr std::size_t kMaxScripts = 64;
constexpr std::size_t kMaxObjects = 5000;
constexpr std::size_t kMaxItems = 50;
constexpr std::size_t kMaxList = 50;  // authors, keywords
constexpr std::size_t kMaxBody = std::size_t{1} << 20U;

bool ends_with_one_of(std::string_view text, auto& endings) {
  return std::ranges::any_of(endings, [text](auto ending) { return text.ends_with(ending); });
}

// "http://schema.org/NewsArticle" and "schema:NewsArticle" are NewsArticle.
std::string_view bare_type(std::string_view type) {
  return type.substr(type.find_last_of("/#:") + 1);
}

std::optional<LinkedKind> kind_of(std::string_view type) {
  static constexpr std::array<std::string_view, 7> kArticles = {
      "Article", "Posting", "Report", "Review", "LiveBlog", "Recipe", "CreativeWork"};
  static constexpr std::array<std::string_view, 5> kMedia = {
      "VideoObject", "ImageGallery", "Episode", "AudioObject", "Photograph"};
  if (ends_with_one_of(type, kArticles)) return LinkedKind::Article;
  if (ends_with_one_of(type, kMedia)) return LinkedKind::Media;
  if (type.ends_with("Page")) return LinkedKind::Page;
  return std::nullopt;
}

std::string_view string_of(element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

std::string_view string_in(object from, std::string_view key) {
  element value;
  return from[key].get(value) == simdjson::SUCCESS ? string_of(value) : std::string_view{};
}

// A date may be a number: seconds of the Unix clock, or 20240305.
std::string date_of(element value) {
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  object wrapped;
  if (value.get(wrapped) == simdjson::SUCCESS) return std::string(string_in(wrapped, "@value"));
  array list;
  element first;
  if (value.get(list) == simdjson::SUCCESS && list.at(0).get(first) == simdjson::SUCCESS) {
    return std::string(trim(string_of(first)));
  }
  return std::string(trim(string_of(value)));
}

// The strings a value holds: itself, those of its list, the names of objects. Objects that only
// refer to another one are given to `refer`.
template <class Take, class Refer>
void each_name(element value, const Take& take, const Refer& refer) {
  const auto one = [&](element single) {
    object named;
    if (single.get(named) != simdjson::SUCCESS) return take(string_of(single));
    const std::string_view name = string_in(named, "name");
    if (!name.empty()) return take(name);
    refer(string_in(named, "@id"));
  };
  array list;
  if (value.get(list) != simdjson::SUCCESS) return one(value);
  std::size_t count = 0;
  for (const element single : list) {
    if (++count > kMaxList) break;
    array inner;
    element first;
    const bool is_nested = single.get(inner) == simdjson::SUCCESS;
    if (!is_nested) {
      one(single);
    } else if (inner.at(0).get(first) == simdjson::SUCCESS) {
      one(first);
    }
  }
}

// An item, and whom it names by reference.
struct Draft {
  LinkedItem item;
  std::vector<std::string> author_ids;
  std::string publisher_id;
};

class JsonLdReader {
 public:
  void read(std::string_view script) {
    script = trim(script);
    if (script.empty() || script.size() > kMaxScript) return;
    if (parse(script)) return;
    std::string decoded;
    const std::string_view head = script.substr(0, 200);
    const bool is_escaped =
        head.find('"') == std::string_view::npos && head.find("&quot;") != std::string_view::npos;
    if (is_escaped) script = decoded = html_fragment_to_text(script);
    const auto repaired = repair_json(script, kMaxDepth - 2);
    if (repaired) parse(*repaired);
  }

  LinkedData finish() {
    for (Draft& draft : drafts_) {
      for (const std::string& id : draft.author_ids) add(named(id), draft.item.authors);
      if (draft.item.publisher.empty()) draft.item.publisher = named(draft.publisher_id);
      data_.items.push_back(std::move(draft.item));
    }
    return std::move(data_);
  }

 private:
  bool parse(std::string_view json) {
    if (parser_.allocate(json.size(), kMaxDepth) != simdjson::SUCCESS) return false;
    element root;
    if (parser_.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) return false;
    walk(root);
    return true;
  }

  void walk(element root) {
    std::vector<element> open = {root};
    while (!open.empty() && objects_ < kMaxObjects) {
      const element next = open.back();
      open.pop_back();
      array list;
      object one;
      if (next.get(list) == simdjson::SUCCESS) {
        push(list, open);
      } else if (next.get(one) == simdjson::SUCCESS) {
        ++objects_;
        look_at(one, open);
      }
    }
  }

  static void push(array list, std::vector<element>& open) {
    const std::size_t before = open.size();
    for (const element value : list) {
      if (open.size() - before >= kMaxObjects) break;
      open.push_back(value);
    }
    std::reverse(open.begin() + static_cast<std::ptrdiff_t>(before), open.end());
  }

  // Pushed so that what stands in @graph comes out before what is nested otherwise.
  void look_at(object one, std::vector<element>& open) {
    take(one);
    for (const std::string_view key : {"mainEntityOfPage", "mainEntity", "@graph"}) {
      element inner;
      const bool is_there = one[key].get(inner) == simdjson::SUCCESS;
      if (is_there && (inner.is_object() || inner.is_array())) open.push_back(inner);
    }
  }

  void take(object one) {
    std::vector<std::string_view> types;
    element type;
    if (one["@type"].get(type) == simdjson::SUCCESS) {
      each_name(
          type, [&](std::string_view name) { types.push_back(bare_type(name)); },
          [](std::string_view) {});
    }
    std::optional<LinkedKind> kind;
    for (const std::string_view name : types) kind = std::max(kind, kind_of(name));
    const bool is_unnamed = types.empty() && !string_in(one, "headline").empty();
    if (is_unnamed) kind = LinkedKind::Article;
    if (kind) return take_item(one, *kind);
    const std::string name = stated_text(string_in(one, "name"), kMaxName);
    if (std::ranges::find(types, "WebSite") != types.end() && data_.site.empty()) data_.site = name;
    const std::string_view id = string_in(one, "@id");
    if (!id.empty() && !name.empty()) names_.emplace(id, name);
  }

  void take_item(object one, LinkedKind kind) {
    if (drafts_.size() == kMaxItems) return;
    Draft draft;
    draft.item.kind = kind;
    for (const auto field : one) take_field(field.key, field.value, draft);
    if (draft.item.headline.empty()) {
      draft.item.headline = stated_text(string_in(one, "name"), kMaxHeadline);
    }
    drafts_.push_back(std::move(draft));
  }

  void take_field(std::string_view key, element value, Draft& draft) {
    LinkedItem& item = draft.item;
    const auto text = [&](std::string& to, std::size_t max_bytes) {
      to = stated_text(string_of(value), max_bytes);
    };
    const auto first_name = [&](std::string& to, std::string* id) {
      each_name(
          value,
          [&](std::string_view name) {
            if (to.empty()) to = stated_text(name, kMaxName);
          },
          [&](std::string_view other) {
            if (id != nullptr && id->empty()) *id = other;
          });
    };
    if (key == "headline") return text(item.headline, kMaxHeadline);
    if (key == "description") return text(item.description, kMaxDescription);
    if (key == "articleBody") return void(item.body = body_of(value));
    if (key == "datePublished") return void(item.published = date_of(value));
    if (key == "dateCreated" || key == "uploadDate") return void(item.created = date_of(value));
    if (key == "dateModified") return void(item.modified = date_of(value));
    if (key == "articleSection") return first_name(item.section, nullptr);
    if (key == "inLanguage") return first_name(item.language, nullptr);
    if (key == "publisher") return first_name(item.publisher, &draft.publisher_id);
    if (key == "author") return add_authors(value, draft);
    if (key == "keywords") return add_keywords(value, item);
    if (key == "url" || key == "mainEntityOfPage") return add_url(key, value, item);
  }

  static std::string body_of(element value) {
    const std::string_view text = string_of(value);
    return std::string(text.substr(0, utf8_cut(text, kMaxBody)));
  }

  static void add_authors(element value, Draft& draft) {
    each_name(
        value, [&](std::string_view name) { add(stated_text(name, kMaxName), draft.item.authors); },
        [&](std::string_view id) { add(std::string(id), draft.author_ids); });
  }

  static void add_keywords(element value, LinkedItem& item) {
    each_name(
        value, [&](std::string_view word) { add(stated_text(word), item.keywords); },
        [](std::string_view) {});
  }

  static void add_url(std::string_view key, element value, LinkedItem& item) {
    object page;
    const bool is_object = value.get(page) == simdjson::SUCCESS;
    const std::string_view url = is_object ? string_in(page, "@id") : string_of(value);
    if (!url.empty() && (item.url.empty() || key == "url")) item.url = trim(url);
  }

  static void add(std::string text, std::vector<std::string>& to) {
    if (!text.empty() && to.size() < kMaxList) to.push_back(std::move(text));
  }

  std::string named(const std::string& id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? std::string() : found->second;
  }

  static constexpr std::size_t kMaxName = 200;
  static constexpr std::size_t kMaxHeadline = 2000;
  static constexpr std::size_t kMaxDescription = 4000;

  simdjson::dom::parser parser_;
  std::size_t objects_ = 0;
  std::vector<Draft> drafts_;
  std::map<std::string, std::string, std::less<>> names_;  // of people and companies, by @id
  LinkedData data_;
};

}  // namespace

LinkedData read_json_ld(std::span<const std::string_view> scripts) {
  JsonLdReader reader;
  for (const std::string_view script : scripts.first(std::min(scripts.size(), kMaxScripts))) {
    reader.read(script);
  }
  return reader.finish();
}

}  // namespace dateline
