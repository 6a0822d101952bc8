# SPDX-License-Identifier: GPL-2.0-or-later
"""Updates: finding what changed in a file of many articles, and writing it."""
import os
import shutil

from building import Build, rerun
from inputs import change_lines, empty, unpack
from measure import Figure, output_of, rows_of, table

EVERY = 100  # one per cent


def finding(bench, folder, index, lines):
    """Runs over the same bytes with another time."""
    seconds = []
    for _ in range(bench.runs):
        os.utime(lines)
        seconds.append(rerun(bench, folder, index).seconds)
    return Figure(seconds, 3)


def changing(bench, folder, index, lines, every):
    """Runs over a file in which some articles have changed; each changes again every time."""
    seconds = []
    for number in range(bench.runs):
        changed, size = change_lines(lines, every, f"Correction {number} of this text.")
        seconds.append(rerun(bench, folder, index).seconds)
    return changed, size, Figure(seconds, 3)


def writing(bench, index):
    work = empty(bench.work / "update")
    command = [bench.tool("update"), "--passes", str(bench.runs), "--every", str(EVERY)]
    _, *rows = rows_of(output_of(command + [str(index), str(work)]))
    shutil.rmtree(work)
    ours, bare = (Figure([row[place] for row in rows], 3) for place in (2, 3))
    return int(rows[0][0]), int(rows[0][1]), ours, bare


def part_update(bench):
    folder, index = empty(bench.work / "changing"), bench.work / "changing.index"
    shutil.copy(unpack(bench.data, bench.set, bench.folder), folder)
    lines = folder / f"{bench.set}.jsonl"
    size = lines.stat().st_size
    Build(bench, folder, index)
    documents, written, ours, bare = writing(bench, index)
    bench.reach("update", ours.over(bare))
    touched = finding(bench, folder, index, lines)
    bench.reach("changes", touched.rate(size / 1e6, 0))
    articles = sum(1 for _ in open(lines, "rb"))
    _, _, one = changing(bench, folder, index, lines, articles)
    changed, changed_bytes, whole = changing(bench, folder, index, lines, EVERY)
    rows = [
        [f"{documents:,} documents, {written / 1e6:.2f} MB, by dateline's writer", *ours.cells()],
        ["the same terms, by bare Xapian: delete, add, commit", *bare.cells()],
        [f"`dateline-index` over a file of {size / 1e6:.0f} MB, touched", *touched.cells()],
        ["the same, one article changed", *one.cells()],
        [f"the same, {changed:,} articles changed, {changed_bytes / 1e6:.2f} MB", *whole.cells()],
    ]
    more = Figure([a - b for a, b in zip(whole.values, one.values)], 3)
    return (f"Median of {bench.runs} runs.\n\n"
            + table(["what", "seconds", "lowest to highest"], rows)
            + f"\nThe {changed:,} articles took more seconds than one: {more.with_spread()},"
            f" analysis included: {more.over(bare).text()} times bare Xapian.\n")
