// SPDX-License-Identifier: GPL-2.0-or-later
//
// Several ascending streams read as one. A Cursor has `bool next()`, which steps to its next
// element and is false at its end; `Less` compares the elements two cursors stand at. Equal
// elements come in the order of the cursors.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace dateline {

template <class Cursor, class Less>
class MergeHeap {
 public:
  // `cursors`: not yet stepped; they must stay where they are.
  explicit MergeHeap(std::vector<Cursor>& cursors, Less less = Less()) : less_(std::move(less)) {
    for (Cursor& cursor : cursors) {
      if (cursor.next()) heap_.push_back(&cursor);
    }
    std::make_heap(heap_.begin(), heap_.end(), after());
  }

  bool empty() const { return heap_.empty(); }
  Cursor& top() { return *heap_.front(); }

  // Steps the cursor on top.
  void advance() {
    std::pop_heap(heap_.begin(), heap_.end(), after());
    if (heap_.back()->next()) {
      std::push_heap(heap_.begin(), heap_.end(), after());
    } else {
      heap_.pop_back();
    }
  }

 private:
  // std's heaps keep the greatest on top.
  auto after() const {
    return [this](const Cursor* one, const Cursor* other) {
      if (less_(*other, *one)) return true;
      return !less_(*one, *other) && other < one;
    };
  }

  Less less_;
  std::vector<Cursor*> heap_;
};

}  // namespace dateline
