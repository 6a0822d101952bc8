// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/edit_distance.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace dateline {

std::size_t edit_distance(std::string_view typed, std::string_view wanted) {
  std::vector<std::size_t> before(wanted.size() + 1);
  std::vector<std::size_t> last(wanted.size() + 1);
  std::vector<std::size_t> row(wanted.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= wanted.size(); ++j) {
      const bool is_equal = typed[i - 1] == wanted[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (is_equal ? 0 : 1)});
      const bool is_swap =
          i > 1 && j > 1 && typed[i - 1] == wanted[j - 2] && typed[i - 2] == wanted[j - 1];
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last.back();
}

}  // namespace dateline
