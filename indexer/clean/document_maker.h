// SPDX-License-Identifier: GPL-2.0-or-later
//
// From what a reader handed over to a Document: title, body, language, site and publication date
// are chosen here, each by its own file of this folder. Id, root, path, record and hashes are the
// caller's.
#pragma once

#include <string_view>

#include "common/domain/document.h"
#include "indexer/raw_document.h"

namespace dateline {

// `path` is read for dates only ("2024/03/05/title.txt").
Document make_document(RawDocument&& raw, std::string_view path);

}  // namespace dateline
