// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the PDF reader makes of a file: pages, characters, title, why it was skipped, with
// tabs between. --text: the text itself. --closed: no file can be opened while it reads. For
// scripts/evaluate/pdf.
#include <cerrno>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include <seccomp.h>
#ifdef DATELINE_HAVE_POPPLER
#include <poppler-document.h>
#endif

#include "indexer/formats/pdf_reader.h"

namespace {

bool deny_opening() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  bool done = filter != nullptr;
  for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(socket), SCMP_SYS(execve)})
    done = done && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0) == 0;
  done = done && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return done;
}

int page_count([[maybe_unused]] const std::string& bytes) {
#ifdef DATELINE_HAVE_POPPLER
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (document && !document->is_locked()) return document->pages();
#endif
  return 0;
}

void print_row(const std::string& bytes, const dateline::ReadResult& result) {
  std::cout << page_count(bytes) << '\t';
  if (const auto* raw = std::get_if<dateline::RawDocument>(&result)) {
    std::cout << raw->text.size() << '\t' << raw->title << "\t\n";
  } else {
    const auto& skip = std::get<dateline::Skip>(result);
    std::cout << "0\t\t" << to_string(skip.kind) << ": " << skip.detail << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  bool text_only = false;
  bool closed = false;
  std::string bytes;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--text") {
      text_only = true;
    } else if (argument == "--closed") {
      closed = true;
    } else {
      std::ifstream file(argv[i], std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
  }
  dateline::prepare_pdf_reader();
  if (closed && !deny_opening()) return 1;
  const dateline::ReadResult result = dateline::read_pdf(bytes);
  if (!text_only) {
    print_row(bytes, result);
  } else if (const auto* raw = std::get_if<dateline::RawDocument>(&result)) {
    std::cout << raw->text << '\n';
  }
}
