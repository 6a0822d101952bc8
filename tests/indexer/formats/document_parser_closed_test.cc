// SPDX-License-Identifier: GPL-2.0-or-later
//
// The readers run where no file can be opened. Libraries that would load something then say
// nothing: they only give less text.
#include <cerrno>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/formats/document_parser.h"
#include "tests/support/made_archive.h"
#include "tests/support/made_pdf.h"

namespace dateline {
namespace {

bool deny_opening() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  bool done = filter != nullptr;
  for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(socket)})
    done = done && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0) == 0;
  return done && seccomp_load(filter) == 0;
}

// In a process of its own: 0 when `want` is all of the text and title.
int read_closed(const ParseRequest& request, const std::string& want) {
  const pid_t child = fork();
  if (child == 0) {
    prepare_parsers();
    if (!deny_opening()) _exit(2);
    const ReadResult result = parse_document(request, {});
    const auto* raw = std::get_if<RawDocument>(&result);
    _exit(raw != nullptr && raw->title + "|" + raw->text == want ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("reads the same where no file can be opened") {
  const std::string pdf = make_pdf({{{50, 700, "The port burns"}}}, "/Title <FEFF041F043E>");
  const std::string docx =
      make_zip({{"word/document.xml",
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
                 "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                 "<w:body><w:p><w:r><w:t>Пожар</w:t></w:r></w:p></w:body></w:document>"}});
  const std::string mail =
      "Subject: =?koi8-r?B?8M/WwdI=?=\nContent-Type: text/plain; charset=windows-1251\n\n"
      "\xCF\xEE\xE6\xE0\xF0";
  struct {
    Format format;
    const std::string& bytes;
    const char* want;
  } const table[] = {
#ifdef DATELINE_HAVE_POPPLER
      {Format::Pdf, pdf, "По|The port burns"},
#endif
      {Format::Docx, docx, "|Пожар"},
      {Format::Email, mail, "Пожар|Пожар"},
  };
  for (const auto& row : table) {
    CAPTURE(row.want);
    ParseRequest request;
    request.format = row.format;
    request.bytes = row.bytes;
    CHECK(read_closed(request, row.want) == 0);
  }
}

}  // namespace
}  // namespace dateline
