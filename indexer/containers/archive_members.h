// SPDX-License-Identifier: GPL-2.0-or-later
//
// The members of a zip or tar archive, by libarchive.
#pragma once

#include <functional>
#include <string_view>

#include <locale.h>

#include "indexer/byte_source.h"
#include "indexer/containers/byte_window.h"
#include "indexer/containers/nest.h"

namespace dateline {

// Gives each regular file to `each`, which need not read it to its end. Folders and hidden files
// are passed over, as in a walk over folders; links and devices, and members that are encrypted,
// are named as skipped. A zip is read by its directory where the source can seek and has one, else
// from its beginning on.
void read_archive(ByteSource& source, Nest& nest,
                  const std::function<void(std::string_view name, ByteWindow& member)>& each);

// While it lives, libarchive on this thread takes names that are UTF-8 as what they are: it
// converts names into the character set of the locale, and gives none where that cannot be done.
class Utf8Locale {
 public:
  Utf8Locale();
  ~Utf8Locale();
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t before_;
};

}  // namespace dateline
