# SPDX-License-Identifier: GPL-2.0-or-later
"""What the project asks of itself, and how a run's figures stand to it."""
from measure import table


class Goal:
    def __init__(self, what, must, aim=None, least=False, unit=""):
        self.what = what
        self.must = must
        self.aim = aim
        self.least = least  # the figure has to be at least that, not at most
        self.unit = unit

    def bound(self, value):
        if value is None:
            return ""
        return f"{'≥' if self.least else '≤'} {value:g}{self.unit}"

    def reaches(self, value, bound):
        return bound is not None and (value >= bound if self.least else value <= bound)

    def verdict(self, value):
        if self.reaches(value, self.aim):
            return "aim"
        return "must" if self.reaches(value, self.must) else "**missed**"


GOALS = {
    "fts5": Goal("build, JSON lines, 2 cores ÷ SQLite FTS5's rate", 1.2, 2.0, least=True),
    "omindex": Goal("build, folder of single files ÷ omindex's rate", 15, 35, least=True),
    "cores": Goal("build on 2 cores ÷ on 1", 1.6, 1.8, least=True),
    "size": Goal("index with the whole text ÷ text", 1.25, 0.92),
    "memory": Goal("peak memory, whole build", 600, 300, unit=" MB"),
    "match": Goal("matching ÷ bare Xapian, slowest kind, p50", 1.0),
    "answer": Goal("whole answer, slowest of term, and, or, p50", 1000, unit=" µs"),
    "answer-term": Goal("whole answer, term, p50 (aim: Lucene)", 1000, 40, unit=" µs"),
    "answer-or2": Goal("whole answer, or2, p50 (aim: Lucene)", 1000, 236, unit=" µs"),
    "answer-and2": Goal("whole answer, and2, p50 (aim: Lucene)", 1000, 99, unit=" µs"),
    "answer-phrase2": Goal("whole answer, phrase2, p50 (aim: Lucene)", None, 124, unit=" µs"),
    "phrase-p50": Goal("phrases, confirmed ÷ Xapian's positions, p50", 1.2, 1.0),
    "phrase-p99": Goal("phrases, confirmed ÷ Xapian's positions, p99", 1.5, 1.0),
    "dated": Goal("date-filtered ÷ Xapian's range filter, slowest kind, p50", 1.0),
    "dated-plain": Goal("date-filtered ÷ the same unfiltered, slowest kind, p50", None, 1.1),
    "process": Goal("one process, start to printed answer", 10, 5, unit=" ms"),
    "threads": Goal("batch on 2 threads ÷ 1 thread", 1.8, least=True),
    "rerun": Goal("no-change rerun over 20,000 files", 0.5, 0.2, unit=" s"),
    "update": Goal("update of 1 % ÷ Xapian's bare delete, add, commit", 1.2, 0.6),
    "changes": Goal("finding what changed in a .jsonl", 300, least=True, unit=" MB/s"),
}


def goals_table(reached):
    """`reached`: figures by the keys above, of the parts that were run."""
    rows = []
    for key, goal in GOALS.items():
        figure = reached.get(key)
        cells = ["not measured", "", ""]
        if figure is not None:
            cells = [figure.text() + goal.unit, figure.spread(), goal.verdict(figure.median)]
        rows.append([goal.what, goal.bound(goal.must), goal.bound(goal.aim)] + cells)
    header = ["what", "must", "aim", "measured", "lowest to highest", "reached"]
    return table(header, rows)
