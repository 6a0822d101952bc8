// SPDX-License-Identifier: GPL-2.0-or-later
//
// One JSON object as a raw document: which of its fields mean what says the FieldMap. Fields that
// mean nothing are not even looked into, so that a record with a huge or deep extra field costs no
// more than a scan. A reader owns its parser and its buffers and is reused for all records of a
// thread; it is not for two threads at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/formats/field_map.h"
#include "indexer/formats/json_split.h"
#include "indexer/raw_document.h"

namespace dateline {

class JsonReader {
 public:
  explicit JsonReader(const FieldMap& fields);
  ~JsonReader();
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;

  // `readable_bytes`: how much memory may be read from the start of the object on, whatever is in
  // it. With 64 bytes beyond its end the object is read in place, else it is copied first. 0: only
  // the object itself.
  ReadResult read(std::string_view object_utf8, std::size_t readable_bytes = 0);

  // The same as own_id of what read() gives, without reading the rest: "" when there is none or the
  // JSON is broken.
  std::string record_id(std::string_view object_utf8, std::size_t readable_bytes = 0);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
