// SPDX-License-Identifier: GPL-2.0-or-later
//
// One mail (RFC 5322, MIME) as a raw document: subject, sender, date, its text with what it quotes
// and its signature, the text of mails that it forwards. Attachments are named in the description
// and not read. Of a text in several forms the plain one is read, unless it says nothing beside its
// HTML. To and Cc are no part of a document: they would be found as if it were about these people.
//
// A web page that was saved as MHTML has the same form: it is read as the page it is, type "html".
#pragma once

#include <string_view>

#include "indexer/parse_request.h"
#include "indexer/raw_document.h"

namespace dateline {

// `forced_encoding`: for all its texts, whatever they state; may be empty. Skip: Broken when it is
// no mail, Encrypted, NoText when there is not even a subject, Limit when its parts nest more than
// 20 deep or are more than 1,000.
ReadResult read_email(std::string_view bytes, std::string_view forced_encoding,
                      const ParseOptions& options);

}  // namespace dateline
