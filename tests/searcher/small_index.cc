// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/searcher/small_index.h"

#include <memory>

#include "common/domain/terms.h"
#include "indexer/analyse/entry_builder.h"
#include "indexer/write/update_writer.h"
#include "indexer/write/xapian_entry.h"

namespace dateline {

SmallIndex::SmallIndex(const std::vector<std::string>& texts) : folder_(temp_.path()) {
  const auto generation = folder_.create_generation();
  const AnalyserSettings settings;
  UpdateWriter::create(generation, settings, IndexState());
  EntryBuilder builder(settings, std::make_shared<ZstdDictionary>(""), 1);
  UpdateWriter writer(generation);
  for (const auto& text : texts) {
    Document document;
    document.path = std::to_string(ids_.size()) + ".txt";
    document.body = text;
    document.id = make_document_id("r", document.path, "");
    ids_.push_back(document.id);
    writer.add(to_xapian(builder.build(document)));
    std::vector<VocabularyWord> words;
    for (const SeenWord& word : builder.take_words())
      words.push_back({std::string(word.word), std::string(word.stem), word.documents});
    writer.count_words(words);
    writer.commit();
  }
  folder_.publish(generation);
}

}  // namespace dateline
