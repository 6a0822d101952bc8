// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether each operand of a NEAR or ADJ can be given one of its occurrences, none sharing a word,
// with few words between them. Decided exactly, by one walk over the occurrences: of every set of
// operands that can have been placed so far, only the placement with the fewest words in between
// matters. So the work for an occurrence is at most 2^operands steps, whatever the text, and for
// operands in order only as many as there are operands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dateline {

inline constexpr std::size_t kMaxOperands = 10;

class OperandPlacement {
 public:
  using Operands = std::uint16_t;  // bit i: operand i

  OperandPlacement() = default;
  // `before`: for each operand those that must be placed before it. `slack`: how many words may
  // lie between. `longest`: words of the longest occurrence.
  OperandPlacement(std::vector<Operands> before, std::size_t slack, std::size_t longest);

  void start();  // on another text

  // An occurrence, `length` words from the word `begin` on. They come by ascending `begin`. True
  // when the last operand has found its place.
  bool add(std::size_t operand, std::size_t begin, std::size_t length);

 private:
  static constexpr std::size_t kNever = static_cast<std::size_t>(-1);

  // A placement of some operands. `reach`: its first word plus the words of its occurrences, which
  // is where it would end with nothing in between; the higher, the better.
  struct Placed {
    Operands operands;
    std::size_t reach;
  };

  void arrive(std::size_t begin);
  bool place(Placed placed, std::size_t end);

  std::vector<Operands> before_;
  std::size_t slack_ = 0;
  Operands all_ = 0;
  std::vector<std::size_t> reach_;  // by operands; kNever: there is no such placement
  std::vector<Operands> alive_;     // those that there are
  std::size_t now_ = 0;             // where the last occurrence began
  // Placements that end where the text has not come to, by that place modulo their number.
  std::vector<std::vector<Placed>> arriving_;
};

}  // namespace dateline
