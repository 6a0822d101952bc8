// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/terms.h"

#include <algorithm>

#include "common/base/hash.h"
#include "common/base/utf8.h"
#include "common/domain/tokenizer.h"

namespace dateline {
namespace {

constexpr std::size_t kKeptOfLong = 160;

std::string joined(std::string_view prefix, std::string_view value) {
  std::string term(prefix);
  term += value;
  return term;
}

bool is_host_name(std::string_view site) {
  return site.find('.') != std::string_view::npos &&
         site.find_first_of(" /:") == std::string_view::npos;
}

}  // namespace

std::string make_term(std::string_view prefix, std::string_view value) {
  std::string term = joined(prefix, value);
  for (char& c : term) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  if (term.size() <= kMaxTermBytes) return term;
  const auto hash = hash128(value);
  term.resize(utf8_cut(term, kKeptOfLong));
  return term + to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string stem_term(std::string_view stem) { return make_term(kStemPrefix, stem); }
std::string title_stem_term(std::string_view stem) { return make_term(kTitleStemPrefix, stem); }
std::string id_term(const DocumentId& id) { return joined(kIdPrefix, id.hex()); }
std::string date_source_term(DateSource source) {
  return joined(kDateSourcePrefix, to_string(source));
}

std::string date_precision_term(DatePrecision precision) {
  return joined(kDatePrecisionPrefix, to_string(precision));
}

std::string filter_term(const Field& field, std::string_view value) {
  return make_term(field.prefix, fold_value(value));
}

std::vector<std::string> word_terms(const Field& field, std::string_view value) {
  std::vector<std::string> terms;
  for (const auto& word : words_of(value)) terms.push_back(make_term(field.prefix, word));
  return terms;
}

std::vector<std::string> site_terms(std::string_view site) {
  const Field& site_field = field(FieldId::Site);
  std::vector<std::string> terms = {filter_term(site_field, site)};
  if (!is_host_name(site)) return terms;
  for (std::size_t dot = site.find('.'); dot != std::string_view::npos; dot = site.find('.')) {
    site.remove_prefix(dot + 1);
    if (site.find('.') != std::string_view::npos) terms.push_back(filter_term(site_field, site));
  }
  return terms;
}

std::vector<std::string> path_terms(std::string_view path) {
  const std::string_view prefix = field(FieldId::Path).prefix;
  std::vector<std::string> terms = {make_term(prefix, path)};
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    terms.push_back(make_term(prefix, path.substr(0, slash + 1)));
  }
  return terms;
}

DocumentId make_document_id(std::string_view root, std::string_view path, std::string_view record) {
  std::string key(root);
  key += '\0';
  key += path;
  key += '\0';
  key += record;
  const auto hash = hash128(key);
  DocumentId id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace dateline
