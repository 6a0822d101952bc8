// SPDX-License-Identifier: GPL-2.0-or-later
//
// Mailboxes of the mbox family (RFC 4155): mboxo, mboxrd, mboxcl, mboxcl2.
#pragma once

#include "indexer/containers/byte_window.h"
#include "indexer/containers/nest.h"

namespace dateline {

// A member each message, named by its Message-ID, else by its number from 1. A message begins with
// a line "From " at the beginning or behind a blank line, when that line has a time or a header
// follows. Where the message states a Content-Length behind which another one begins, that is
// believed (mboxcl2), else each line of '>' and "From " loses one '>'.
void split_mbox(ByteWindow& in, Nest& nest);

}  // namespace dateline
