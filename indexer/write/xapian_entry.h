// SPDX-License-Identifier: GPL-2.0-or-later
//
// An entry in the form in which Xapian's own writer takes it.
#pragma once

#include "indexer/entry.h"

namespace dateline {

XapianEntry to_xapian(const Entry& entry);

}  // namespace dateline
