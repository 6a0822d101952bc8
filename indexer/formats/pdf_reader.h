// SPDX-License-Identifier: GPL-2.0-or-later
//
// PDF files, with poppler: text in reading order, and what the document's properties say. What is
// printed on every page (headers, page numbers) is left out. Filled-in form fields are read as part
// of their page; the contents of notes are not, as poppler-cpp does not give them. Attached files
// are named in the description and not read.
#pragma once

#include <cstddef>
#include <string_view>

#include "indexer/raw_document.h"

namespace dateline {

struct PdfLimits {
  std::size_t bytes = std::size_t{64} << 20U;
  std::size_t text_bytes = std::size_t{32} << 20U;  // what is beyond is left out
  int pages = 2000;                                 // further ones are left out
};

// Skip: Encrypted when it needs a password, NoText for a sound file without any, Broken, TooLarge,
// NotSupported in a build without poppler.
ReadResult read_pdf(std::string_view bytes, const PdfLimits& limits = {});

// Loads what poppler would load from the disk while it reads: the C library's converters between
// UTF-8 and UTF-16, without which it gives no text at all. To be called before a sandbox is
// entered; further calls do nothing.
void prepare_pdf_reader();

}  // namespace dateline
