// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/pdf_reader.h"

#ifndef DATELINE_HAVE_POPPLER

namespace dateline {

ReadResult read_pdf(std::string_view /*bytes*/, const PdfLimits& /*limits*/) {
  return Skip{SkipKind::NotSupported, "this build has no PDF reader"};
}

void prepare_pdf_reader() {}

}  // namespace dateline

#endif
