// SPDX-License-Identifier: GPL-2.0-or-later
//
// From what a reader handed over to a Document: title, body, language, site and publication date
// are chosen here, each by its own file of this folder. Id, root, path, record and hashes are the
// caller's.
#pragma once

#include <string>
#include <string_view>

#include "common/domain/document.h"
#include "indexer/clean/boilerplate.h"
#include "indexer/raw_document.h"

namespace dateline {

// `path` is read for dates ("2024/03/05/title.txt"), and names the folder of a document without a
// site. `repeated`: the lines of its site that are cut from text and Markdown.
Document make_document(RawDocument&& raw, std::string_view path,
                       const RepeatedLines& repeated = {});

// What a LineCounter is to count of a document; nothing for formats in which no lines are cut.
struct SiteText {
  std::string site;
  std::string text;
};
SiteText site_text(RawDocument&& raw, std::string_view path);

}  // namespace dateline
