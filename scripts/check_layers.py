#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Fails when an include points the wrong way.

The table below is the order of the rooms of this code base: a file may include files of its own room and of the levels
before it, nothing else. Rooms of one level do not see each other: the stages of the indexer, for example, meet in plain
data. Tests may include anything, nothing else may include tests.

    scripts/check_layers.py              checks the tree this script lies in
    scripts/check_layers.py --self-test  checks the checker on made trees
"""

import fnmatch
import pathlib
import re
import sys
import tempfile

COMMON = [
    {"common/base": ["common/base/*"]},
    {"common/domain": ["common/domain/*"]},
    {"common/storage": ["common/storage/*"]},
]

# For each tool: levels from left to right, each with its rooms, each with its patterns. Of several patterns that fit a
# file the longest decides. A pattern does not reach into folders: "indexer/*" means the files right there.
INDEXER = COMMON + [
    {"indexer/glass": ["indexer/glass/*"]},
    {
        "indexer plain data": [
            "indexer/skip.*",
            "indexer/format.*",
            "indexer/raw_document.*",
            "indexer/parse_request.*",
            "indexer/member.*",
            "indexer/byte_source.*",
            "indexer/source_item.*",
            "indexer/file_state.*",
            "indexer/entry.*",
            "indexer/index_writer.*",
        ]
    },
    {"indexer/decode": ["indexer/decode/*"], "indexer/detect": ["indexer/detect/*"]},
    {
        "indexer/walk": ["indexer/walk/*"],
        "indexer/formats": ["indexer/formats/*", "indexer/formats/html/*"],
        "indexer/containers": ["indexer/containers/*"],
        "indexer/clean": ["indexer/clean/*"],
        "indexer/analyse": ["indexer/analyse/*"],
        "indexer/bulk": ["indexer/bulk/*"],
        "indexer/write": ["indexer/write/*"],
    },
    {"indexer/sandbox": ["indexer/sandbox/*"]},
    {"indexer pipeline": ["indexer/*"]},
    {"indexer/options": ["indexer/options.*"]},
    {"indexer/index_command": ["indexer/index_command.*"]},
    {"indexer/main": ["indexer/main.cc"]},
]
SEARCHER = COMMON + [
    {
        "searcher query tree": [
            "searcher/query/query_tree.*",
            "searcher/query/query_explain.*",
            "searcher/query/query_text.*",
        ]
    },
    {
        "searcher ground": [
            "searcher/deadline.*",
            "searcher/deadline_source.*",
            "searcher/text_test.*",
            "searcher/verbatim_test.*",
            "searcher/regex_test.*",
            "searcher/run_scan.*",
            "searcher/operand_placement.*",
            "searcher/hit.*",
            "searcher/index_reader.*",
            "searcher/sequence_program.*",
            "searcher/built_query.*",
            "searcher/word_sequence_source.*",
            "searcher/date_range_source.*",
            "searcher/word_scanner.*",
            "searcher/phrase_scan.*",
        ]
    },
    {"searcher/expand": ["searcher/expand/*"]},
    {
        "searcher/query": ["searcher/query/*"],
        "searcher/results": ["searcher/results/*"],
        "searcher/output": ["searcher/output/*"],
    },
    {"searcher/answer": ["searcher/answer.*"]},
    {"searcher/options": ["searcher/options.*"]},
    {"searcher commands": ["searcher/*_command.*"]},
    {"searcher/main": ["searcher/main.cc"]},
]
TESTS = "tests"

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def make_table(tools):
    """Pattern -> (tool, level, room), longest pattern first: the most specific one decides."""
    table = []
    for tool, levels in tools.items():
        for level, rooms in enumerate(levels):
            for room, patterns in rooms.items():
                table += [(pattern, tool, level, room) for pattern in patterns]
    return sorted(table, key=lambda row: -len(row[0]))


TABLE = make_table({"indexer": INDEXER, "searcher": SEARCHER})


def places_of(path):
    """All (tool, level, room) a file has: one in its own tool, one in each for what they share."""
    if path.startswith(TESTS + "/"):
        return [(None, 0, TESTS)]
    depth = path.count("/")
    found = [row for row in TABLE if row[0].count("/") == depth and fnmatch.fnmatchcase(path, row[0])]
    places = {}
    for _, tool, level, room in found:
        places.setdefault(tool, (tool, level, room))
    return list(places.values())


def judge(path, included):
    """Why `path` may not include `included`, or None."""
    here, there = places_of(path), places_of(included)
    if here and here[0][2] == TESTS:
        return None
    if there and there[0][2] == TESTS:
        return "tests are for tests only"
    shared = [(a, b) for a in here for b in there if a[0] == b[0]]
    if not shared:
        return f"{here[0][2]} and {there[0][2]} never include each other"
    a, b = shared[0]
    if a[2] == b[2] or b[1] < a[1]:
        return None
    if b[1] == a[1]:
        return f"{a[2]} and {b[2]} stand side by side: they meet in plain data"
    return f"{b[2]} lies to the right of {a[2]}"


def check_file(root, path):
    if not places_of(path):
        yield f"{path}: has no room in the table of scripts/check_layers.py"
        return
    text = (root / path).read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        kind, included = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        ours = (root / included).is_file()
        if kind == "<" and not ours:
            continue
        if kind == "<":
            yield f"{path}:{line}: <{included}> is ours: write it with quotes"
        elif not ours:
            yield f'{path}:{line}: "{included}" is not there: includes of ours are written from the root'
        elif not places_of(included):
            yield f'{path}:{line}: "{included}" has no room in the table of scripts/check_layers.py'
        else:
            reason = judge(path, included)
            if reason:
                yield f'{path}:{line}: must not include "{included}": {reason}'


def check_tree(root):
    problems = []
    for folder in ("common", "indexer", "searcher", TESTS):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".h", ".cc"):
                problems += check_file(root, path.relative_to(root).as_posix())
    return problems


# Files with what they include, and a piece of the one problem that must be found ("": none).
SELF_TESTS = [
    ({"common/storage/a.h": ["common/base/b.h"], "common/base/b.h": []}, ""),
    ({"common/base/b.h": ["common/storage/a.h"], "common/storage/a.h": []}, "to the right of common/base"),
    ({"common/domain/a.h": ["indexer/skip.h"], "indexer/skip.h": []}, "to the right of common/domain"),
    ({"common/domain/a.h": ["searcher/hit.h"], "searcher/hit.h": []}, "to the right of common/domain"),
    ({"indexer/clean/a.cc": ["indexer/formats/b.h"], "indexer/formats/b.h": []}, "stand side by side"),
    ({"searcher/results/a.cc": ["searcher/query/b.h"], "searcher/query/b.h": []}, "stand side by side"),
    ({"indexer/write/a.cc": ["indexer/entry.h"], "indexer/entry.h": []}, ""),
    ({"indexer/entry.h": ["indexer/report.h"], "indexer/report.h": []}, "to the right of indexer plain data"),
    ({"indexer/walk/a.cc": ["indexer/task.h"], "indexer/task.h": []}, "to the right of indexer/walk"),
    ({"indexer/report.cc": ["indexer/options.h"], "indexer/options.h": []}, "to the right of indexer pipeline"),
    ({"indexer/main.cc": ["indexer/index_command.h"], "indexer/index_command.h": []}, ""),
    ({"indexer/report.h": ["searcher/hit.h"], "searcher/hit.h": []}, "never include each other"),
    ({"searcher/main.cc": ["indexer/skip.h"], "indexer/skip.h": []}, "never include each other"),
    ({"searcher/answer.h": ["searcher/batch_command.h"], "searcher/batch_command.h": []}, "to the right of"),
    ({"searcher/web/page.h": []}, "has no room"),
    ({"searcher/hit.h": ["hit.h"]}, "is not there"),
    ({"common/base/a.h": ["tests/made.h"], "tests/made.h": []}, "tests are for tests only"),
    ({"tests/a_test.cc": ["searcher/main.cc", "indexer/main.cc"], "searcher/main.cc": [], "indexer/main.cc": []}, ""),
]


def self_test():
    failures = 0
    for files, wanted in SELF_TESTS:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, includes in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                lines = [f'#include "{include}"\n' for include in includes]
                (root / path).write_text("".join(lines), encoding="utf-8")
            problems = check_tree(root)
        right = len(problems) == 1 and wanted in problems[0] if wanted else not problems
        if not right:
            failures += 1
            print(f"self-test: {files}: wanted {wanted!r}, got {problems}", file=sys.stderr)
    print(f"layers: self-test, {len(SELF_TESTS) - failures} of {len(SELF_TESTS)} trees judged right")
    return 1 if failures else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if arguments:
        print("usage: scripts/check_layers.py [--self-test]", file=sys.stderr)
        return 2
    problems = check_tree(pathlib.Path(__file__).resolve().parent.parent)
    for problem in problems:
        print(problem)
    print(f"layers: {len(problems)} includes point the wrong way" if problems else "layers: all includes point left")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
