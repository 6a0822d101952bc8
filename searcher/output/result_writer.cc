// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/result_writer.h"

#include "searcher/output/count_writer.h"
#include "searcher/output/json_writer.h"
#include "searcher/output/paths_writer.h"
#include "searcher/output/text_writer.h"
#include "searcher/output/trec_writer.h"
#include "searcher/output/tsv_writer.h"

namespace dateline {

std::unique_ptr<ResultWriter> make_writer(const OutputSettings& settings) {
  switch (settings.format) {
    case OutputFormat::Text:
      return std::make_unique<TextWriter>(settings.color, settings.columns);
    case OutputFormat::Json:
      return std::make_unique<JsonWriter>();
    case OutputFormat::Tsv:
      return std::make_unique<TsvWriter>();
    case OutputFormat::Trec:
      return std::make_unique<TrecWriter>();
    case OutputFormat::Paths:
      return std::make_unique<PathsWriter>(settings.nul_ends);
    case OutputFormat::Count:
      return std::make_unique<CountWriter>();
  }
  return nullptr;  // not reached: every format has its case
}

}  // namespace dateline
