// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/pdf_repair.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

std::string kids(std::string_view pdf, std::size_t max_pages = 10) {
  const std::string repaired = with_found_pages(pdf, max_pages);
  const std::size_t begin = repaired.rfind("/Kids [ ");
  if (begin == std::string::npos) return {};
  return repaired.substr(begin + 8, repaired.find(']', begin) - begin - 8);
}

TEST_CASE("finds pages wherever they stand") {
  CHECK(kids("7 0 obj <</Type/Page>> endobj") == "7 0 R ");
  CHECK(kids("7 0 obj\r<</Type /Page/Parent 2 0 R>>\rendobj\r12 3 obj<</Type\n/Page >>endobj") ==
        "7 0 R 12 3 R ");
  CHECK(kids("1 0 obj<</Type/Page>>endobj 2 0 obj<</Type/Page>>endobj", 1) == "1 0 R ");
}

TEST_CASE("finds none where there is none") {
  for (const char* none :
       {"", "obj", " obj", "0 obj", " 0 obj", "0 0 obj<</Type/Page>>", "x 0 obj<</Type/Page>>",
        "7 0 obj<</Type/Pages>>endobj", "7 0 obj<</Type/Font>>endobj /Type/Page", "7 0 obj<</Type",
        "7 0 obj<</Type/Pag"})
    CHECK(with_found_pages(none, 10).empty());
}

TEST_CASE("new objects have numbers of their own") {
  const std::string repaired =
      with_found_pages("7 0 obj<</Type/Page>>endobj 9 0 obj<<>>endobj", 10);
  CHECK(repaired.find("10 0 obj\n<< /Type /Pages /Count 1") != std::string::npos);
  CHECK(repaired.find("11 0 obj\n<< /Type /Catalog /Pages 10 0 R >>") != std::string::npos);
}

}  // namespace
}  // namespace dateline
