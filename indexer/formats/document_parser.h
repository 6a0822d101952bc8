// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the bytes of one document to a raw document, whatever its format: decodes and reads. Runs in
// the worker process for hostile formats, in the indexer itself for text and Markdown.
#pragma once

#include "indexer/parse_request.h"
#include "indexer/raw_document.h"

namespace dateline {

// Loads what the libraries would load from the disk while they read. To be called in the worker
// process before its sandbox is closed; without it PDF files have no text there.
void prepare_parsers();

ReadResult parse_document(const ParseRequest& request, const ParseOptions& options);

}  // namespace dateline
