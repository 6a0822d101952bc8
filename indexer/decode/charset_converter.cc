// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/charset_converter.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include <unicode/ucnv.h>

namespace dateline {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* charset) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset, &error));
  return U_SUCCESS(error) ? std::move(converter) : nullptr;
}

std::size_t count_replacements(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::size_t count = 0;
  for (std::size_t place = text.find(kReplacement); place != std::string_view::npos;
       place = text.find(kReplacement, place + kReplacement.size())) {
    ++count;
  }
  return count;
}

}  // namespace

std::optional<Converted> convert_to_utf8(std::string_view bytes, const std::string& charset) {
  const Converter from = open_converter(charset.c_str());
  const Converter to = open_converter("UTF-8");
  if (!from || !to) return std::nullopt;
  Converted converted;
  converted.text.reserve(bytes.size() + bytes.size() / 2);
  UChar pivot[2048];
  UChar* pivot_source = pivot;
  UChar* pivot_target = pivot;
  const char* source = bytes.data();
  const char* source_end = source + bytes.size();
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  for (bool is_first = true; error == U_BUFFER_OVERFLOW_ERROR; is_first = false) {
    char chunk[8192];
    char* target = chunk;
    error = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, std::end(chunk), &source, source_end, pivot,
                   &pivot_source, &pivot_target, std::end(pivot), is_first, true, &error);
    converted.text.append(chunk, static_cast<std::size_t>(target - chunk));
  }
  if (U_FAILURE(error)) return std::nullopt;
  converted.errors = count_replacements(converted.text);
  return converted;
}

}  // namespace dateline
