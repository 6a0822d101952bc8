// SPDX-License-Identifier: GPL-2.0-or-later
//
// Answers for people. For each hit: rank, date and how sure it is, title; site and path; the best
// passage, wrapped. Then how many there are. In a batch a line with id and query comes before each
// answer.
#pragma once

#include <cstddef>
#include <string>

#include "searcher/output/result_writer.h"

namespace dateline {

class TextWriter : public ResultWriter {
 public:
  TextWriter(bool color, std::size_t columns) : color_(color), columns_(columns) {}

  void begin(std::string& out, const QueryInfo& query) const override;
  void hit(std::string& out, const QueryInfo& query, const Hit& hit) const override;
  void end(std::string& out, const QueryInfo& query, const Answer& answer) const override;
  void error(std::string& out, const QueryInfo& query, const Error& error) const override;

 private:
  bool color_;
  std::size_t columns_;
};

}  // namespace dateline
