// SPDX-License-Identifier: GPL-2.0-or-later
//
// One document found in a container: a member of an archive, a page of a WARC file, a message of a
// mailbox, an item of a feed, a line of JSON within an archive.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "indexer/format.h"
#include "indexer/skip.h"

namespace dateline {

struct Member {
  // Its name within the container, nested ones joined by '#': "2024.zip#wire/a.html", the page's
  // URL, the message's or item's own id. Any bytes; empty when the container has no name for its
  // only one.
  std::string name;
  // JsonLines: its number, from 1, and `bytes` is one line. Json: `bytes` is the whole file. Never
  // a container.
  std::uint64_t line = 0;
  Format format{};
  std::string bytes;
  std::string url;      // WARC, ARC
  std::string charset;  // as an HTTP header declares it
  std::string crawled;  // WARC-Date and its like, ISO 8601
};

// Takes what a container holds, in its order. Each false ends the unpacking.
struct MemberSink {
  std::function<bool(Member&&)> take;
  // A member that is not read, by its name, and why; an empty name means the rest of the container.
  std::function<bool(std::string name, Skip)> skip;
};

}  // namespace dateline
