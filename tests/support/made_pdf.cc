// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/made_pdf.h"

#include <fmt/format.h>

namespace dateline {

std::string assemble_pdf(const std::vector<std::string>& objects, const std::string& trailer) {
  std::string pdf = "%PDF-1.4\n";
  std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = pdf.size();
  pdf += table + fmt::format("trailer\n<< /Size {} {} >>\n", objects.size() + 1, trailer);
  return pdf + fmt::format("startxref\n{}\n%%EOF\n", start);
}

std::string make_pdf(const std::vector<std::vector<PlacedText>>& pages, const std::string& info,
                     const std::string& page_entries) {
  // Catalog, pages, font, properties; then for each page the page and its content.
  constexpr std::size_t kFirstPage = 5;
  std::string kids;
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "",
                                      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                                      "<< " + info + " >>"};
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::size_t number = kFirstPage + 2 * i;
    kids += fmt::format("{} 0 R ", number);
    objects.push_back(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R "
                    "/Resources << /Font << /F 3 0 R >> >> {} >>",
                    number + 1, page_entries));
    std::string content;
    for (const PlacedText& piece : pages[i])
      content += fmt::format("BT /F {} Tf {} {} Td ({}) Tj ET\n", piece.size, piece.x, piece.y,
                             piece.text);
    objects.push_back(
        fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content));
  }
  objects[1] = fmt::format("<< /Type /Pages /Count {} /Kids [ {}] >>", pages.size(), kids);
  return assemble_pdf(objects, "/Root 1 0 R /Info 4 0 R");
}

}  // namespace dateline
