// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/operand_placement.h"

#include <algorithm>

namespace dateline {

OperandPlacement::OperandPlacement(std::vector<Operands> before, std::size_t slack,
                                   std::size_t longest)
    : before_(std::move(before)),
      slack_(slack),
      all_(static_cast<Operands>((1U << before_.size()) - 1)),
      reach_(std::size_t{all_} + 1, kNever),
      arriving_(longest + 1) {}

void OperandPlacement::start() {
  std::fill(reach_.begin(), reach_.end(), kNever);
  alive_.clear();
  for (auto& placed : arriving_) placed.clear();
  now_ = 0;
}

// What ends at `begin` or before can be gone on with there.
void OperandPlacement::arrive(std::size_t begin) {
  const std::size_t last = std::min(begin, now_ + arriving_.size() - 1);
  for (std::size_t end = now_ + 1; end <= last; ++end) {
    auto& arriving = arriving_[end % arriving_.size()];
    for (const auto& [operands, reach] : arriving) {
      if (reach_[operands] == kNever) alive_.push_back(operands);
      if (reach_[operands] == kNever || reach_[operands] < reach) reach_[operands] = reach;
    }
    arriving.clear();
  }
  now_ = begin;
}

bool OperandPlacement::place(Placed placed, std::size_t end) {
  if (placed.operands == all_) return true;
  arriving_[end % arriving_.size()].push_back(placed);
  return false;
}

bool OperandPlacement::add(std::size_t operand, std::size_t begin, std::size_t length) {
  arrive(begin);
  const auto bit = static_cast<Operands>(1U << operand);
  const Operands before = before_[operand];
  const std::size_t end = begin + length;
  if (before == 0 && place({bit, end}, end)) return true;
  for (std::size_t i = 0; i < alive_.size();) {
    const Operands operands = alive_[i];
    const std::size_t reach = reach_[operands];
    if (begin - reach > slack_) {
      reach_[operands] = kNever;
      alive_[i] = alive_.back();
      alive_.pop_back();
      continue;
    }
    ++i;
    if ((operands & bit) != 0 || (before & ~operands) != 0) continue;
    if (place({static_cast<Operands>(operands | bit), reach + length}, end)) return true;
  }
  return false;
}

}  // namespace dateline
