// SPDX-License-Identifier: GPL-2.0-or-later
//
// What an index holds, as text that two indexes of the same content share, whatever runs they came
// from: one line a document in order of their ids, with hashes of its terms, values, record and
// words. Left out is the run slot, the one thing that tells of runs. A document whose words fail
// their checksum is marked.
#pragma once

#include <filesystem>
#include <string>

namespace dateline {

// `index` is the index folder (`.dateline`).
std::string documents_digest(const std::filesystem::path& index);

// The documents, and the words and stems of the vocabulary. An index that has lost documents may
// know more words than one that never had them.
std::string index_digest(const std::filesystem::path& index);

// What Xapian counts over all documents: every term with its documents and occurrences, every value
// slot with its documents and bounds, lengths; and the vocabulary with its frequencies and forms.
// Equal for indexes of the same documents, whichever writer made them, as long as nothing was
// removed.
std::string statistics_digest(const std::filesystem::path& index);

}  // namespace dateline
