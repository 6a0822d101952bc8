# SPDX-License-Identifier: GPL-2.0-or-later
"""Answering: in one warm process beside bare Xapian, as a process a query, and in batches."""
import os
import random
import shutil

from building import Build
from inputs import unpack
from measure import Figure, output_of, rows_of, spawn_seconds, table, timed

KINDS = ["term", "and2", "and3", "or2", "or3", "phrase2", "phrase3"]
LISTS = KINDS + [kind + "-dated" for kind in KINDS]
PROCESSES = 100
SEED = 20260301  # of samples, so that two runs ask the same

WAYS = {
    "answer": "*answer*: the ten best with records and snippets",
    "match": "*match*: without these",
    "bare": "*bare*: the same query by a bare Xapian program on the same index",
}
FIGURES = ["p50", "p50_spread", "p99", "mean", "max"]


def ensure_index(bench):
    """The index of the set, built where an earlier part has not."""
    unpack(bench.data, bench.set, bench.folder)
    if not bench.index.exists():
        Build(bench, bench.folder, bench.index)
    return bench.index


# One warm process


class Latencies:
    """What the program `latency` printed: for each list and way its figures in microseconds."""

    def __init__(self, text):
        header, *rows = rows_of(text)
        self.rows = {row[0]: dict(zip(header, row)) for row in rows}
        self.ways = [name.removesuffix("_p50") for name in header if name.endswith("_p50")]

    def p50(self, name, way):
        """Each query's median counts; the spread is of single passes."""
        row = self.rows[name]
        passes = row[f"{way}_p50_spread"].split("-")
        return Figure(passes, 0, row[f"{way}_p50"])

    def ratio(self, name, way, other_name, other_way):
        """None where the other was not asked. The spread: how far single passes can be apart."""
        one, other = self.p50(name, way), self.p50(other_name, other_way)
        if min(other.values) <= 0:
            return None
        apart = [min(one.values) / max(other.values), max(one.values) / min(other.values)]
        return Figure(apart, 2, one.median / other.median)

    def slowest(self, figures):
        figures = [figure for figure in figures if figure is not None]
        return max(figures, key=lambda figure: figure.median, default=None)


def reach_latencies(bench, latencies):
    unphrased = [kind for kind in KINDS if not kind.startswith("phrase")]
    answers = [latencies.p50(kind, "answer") for kind in unphrased]
    bench.reach("answer", latencies.slowest(answers))
    for kind in ["term", "or2", "and2", "phrase2"]:
        bench.reach(f"answer-{kind}", latencies.p50(kind, "answer"))
    dated = [latencies.ratio(f"{kind}-dated", "match", kind, "match") for kind in unphrased]
    bench.reach("dated-plain", latencies.slowest(dated))
    if "bare" not in latencies.ways:
        return
    for goal, suffix in [("match", ""), ("dated", "-dated")]:
        lists = [kind + suffix for kind in unphrased]
        bare = [latencies.ratio(name, "match", name, "bare") for name in lists]
        bench.reach(goal, latencies.slowest(bare))


def part_query(bench):
    index = ensure_index(bench)
    command = [bench.tool("latency"), "--passes", str(bench.runs), str(index)]
    latencies = Latencies(output_of(command + [bench.list_file(name) for name in LISTS]))
    reach_latencies(bench, latencies)
    header, rows = ["list, µs a query"], []
    for way in latencies.ways:
        header += [f"{way} p50", "of single passes", "p99", "mean", "max"]
    for name, row in latencies.rows.items():
        rows.append([name] + [row.get(f"{way}_{figure}", "") for way in latencies.ways
                              for figure in FIGURES])
    meanings = "; ".join(WAYS.get(way, f"*{way}*") for way in latencies.ways)
    return ("One warm process, one thread, 300 queries a list, each the median of"
            f" {bench.runs} passes. {meanings}.\n\n" + table(header, rows))


# Phrases beside positions


def reach_phrases(bench, times):
    """The last way is ours, as it answers; the last of Xapian's looks at as many matches."""
    ours = next(row for row in reversed(times) if "confirmed" in row[0] and "not" not in row[0])
    theirs = next(row for row in reversed(times) if row[0].startswith("Xapian"))
    for key, column in [("phrase-p50", 2), ("phrase-p99", 3)]:
        if float(theirs[column]) > 0:
            bench.reach(key, Figure([float(ours[column]) / float(theirs[column])]))


def part_phrases(bench):
    index = ensure_index(bench)
    place = bench.work / "positions"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    command = [bench.tool("positions"), "--passes", str(bench.runs), str(index), str(bench.phrases),
               str(place)]
    rows = rows_of(output_of(command))
    shutil.rmtree(place)
    _, *sizes = [row[1:] for row in rows if row[0] == "size"]  # the first is the header
    titles, *times = [row[1:] for row in rows if row[0] == "time"]
    reach_phrases(bench, times)
    counts = next(row for row in rows if row[0] == "counts")
    different = [row[1:] for row in rows if row[0] == "differs"]
    text = (f"The same texts, words and stems in one process; the {counts[1]} phrases of the search"
            f" benchmark game, of which {counts[2]} occur here, in {int(counts[3]):,} documents all"
            f" told. Counts differ in {len(different)}.\n\n")
    text += table(["index, text inside", "MB", "÷ text"],
                  [[name, f"{int(size) / 1e6:.1f}", ratio] for name, size, ratio in sizes])
    text += "\n" + table([f"{titles[0]}, ms a query"] + titles[1:], times)
    if different:
        text += "\n" + table(["differs", "Xapian", "Dateline"], different)
    return text


# Batches and processes


def batch_query(name, words, exact):
    """The query of a list's row in Dateline's language, without its dates."""
    if name.startswith("phrase"):
        return words
    joined = [f'"{word}"' if exact else word for word in words.split()]
    return f"({' OR '.join(joined)})" if name.startswith("or") else " ".join(joined)


def read_queries(bench, name, exact=False):
    """Id, query with its dates, and the hits it should have."""
    with open(bench.list_file(name), encoding="utf-8") as lines:
        for query_id, words, since, until, count in rows_of(lines.read()):
            query = batch_query(name, words, exact)
            if since or until:
                query += f" date:{since}..{until}"
            yield query_id, query, int(count)


def batch_seconds(bench, path, jobs):
    run = timed([bench.tool("dateline-search"), "--index", bench.index, "--batch", path, "--json",
                 "--jobs", jobs])
    return run.seconds


def part_batch(bench):
    ensure_index(bench)
    queries = [query for name in LISTS for query in read_queries(bench, name)]
    random.Random(SEED).shuffle(queries)
    path = bench.work / "all.batch"
    path.write_text("".join(f"{query_id}\t{query}\n" for query_id, query, _ in queries),
                    encoding="utf-8")
    one, two = [], []
    for _ in range(bench.runs):
        one.append(batch_seconds(bench, path, 1))
        two.append(batch_seconds(bench, path, 2))
    one, two = Figure(one), Figure(two)
    bench.reach("threads", one.over(two))
    rows = [[name, *figure.cells(), f"{len(queries) / figure.median:,.0f}"]
            for name, figure in [("1 thread", one), ("2 threads", two)]]
    return (f"`dateline-search --batch --json`, {len(queries):,} queries of all lists in random"
            f" order, the whole process, median of {bench.runs} runs.\n\n"
            + table(["", "seconds", "lowest to highest", "queries a second"], rows))


def part_process(bench):
    index = ensure_index(bench)
    queries = [query for kind in KINDS for query in read_queries(bench, kind)]
    queries = random.Random(SEED).sample(queries, min(PROCESSES, len(queries)))
    times, nothing = [], []
    for _, query, _ in queries[:5] + queries:
        seconds, code = spawn_seconds([bench.tool("dateline-search"), "--index", str(index), query])
        if code not in (0, 1):
            raise SystemExit(f"run: dateline-search ended with exit code {code} for {query}")
        times.append(seconds * 1000)
        nothing.append(spawn_seconds(["/bin/true"])[0] * 1000)
    answers, floor = Figure(times[5:]), Figure(nothing[5:])  # the first ones warm up
    bench.reach("process", answers)
    rows = [["`dateline-search QUERY`", *answers.cells()],
            ["`true`, for comparison", *floor.cells()]]
    return (f"{len(queries)} queries of all kinds without dates, a process each, one after the"
            f" other, from its start to its end, on {os.cpu_count()} cores.\n\n"
            + table(["", "ms, median", "lowest to highest"], rows))
