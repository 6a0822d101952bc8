# SPDX-License-Identifier: GPL-2.0-or-later
"""What must be equal: exact counts and those of the lists, batches and single queries."""
import json
import random
import time

from answering import LISTS, SEED, ensure_index, read_queries
from measure import output_of, rows_of, table

PHRASE_LISTS = [name for name in LISTS if name.startswith("phrase")]
SAMPLE_SINGLES = 200


def write_batch(bench, name, exact=False):
    """A batch of the list's queries; returns its path, and the hits each should have."""
    queries = list(read_queries(bench, name, exact))
    path = bench.work / f"{name}{'.exact' if exact else ''}.batch"
    path.write_text("".join(f"{query_id}\t{query}\n" for query_id, query, _ in queries),
                    encoding="utf-8")
    return path, {query_id: hits for query_id, _, hits in queries}


def search_batch(bench, path, *options):
    command = [bench.tool("dateline-search"), "--index", str(bench.index), "--batch", str(path)]
    return output_of(command + list(options))


def count_differences(bench, name):
    """Asks for the words as written, since the lists count without stemming."""
    path, hits = write_batch(bench, name, exact=True)
    queries = dict(rows_of(path.read_text(encoding="utf-8")))
    counts = {row[0]: row[1] for row in rows_of(search_batch(bench, path, "--count"))}
    return len(hits), [[query_id, queries[query_id], want, counts.get(query_id, "none")]
                       for query_id, want in hits.items() if counts.get(query_id) != str(want)]


def part_counts(bench):
    ensure_index(bench)
    names = PHRASE_LISTS + [name for name in LISTS if name not in PHRASE_LISTS]
    rows, differences = [], []
    for name in names:
        began = time.monotonic()
        queries, different = count_differences(bench, name)
        rows.append([name, queries, queries - len(different), f"{time.monotonic() - began:.1f}"])
        differences += different
    text = ("`dateline-search --batch --count` against the hits of the lists; words"
            " outside phrases are put between quotes, as the lists count word forms.\n\n"
            + table(["list", "queries", "equal", "seconds"], rows))
    if differences:
        cells = [[row[0], f"`{row[1].replace('|', ' ')}`", *row[2:]] for row in differences]
        text += "\n" + table(["differs", "query", "list", "Dateline"], cells)
    return text


def without_id(lines):
    objects = [json.loads(line) for line in lines]
    for item in objects:
        item.pop("query_id", None)
    return objects


def batch_answers(bench, path, jobs):
    """The lines of each query's answer, by id."""
    answers = {}
    for line in search_batch(bench, path, "--json", "--jobs", str(jobs)).splitlines():
        answers.setdefault(json.loads(line)["query_id"], []).append(line)
    return answers


def single_answer(bench, query):
    command = [bench.tool("dateline-search"), "--index", str(bench.index), "--json", query]
    return without_id(output_of(command, allowed=(0, 1)).splitlines())


def part_identities(bench):
    ensure_index(bench)
    queries, answers, unequal_threads = {}, {}, []
    for name in LISTS:
        path, _ = write_batch(bench, name)
        one, two = batch_answers(bench, path, 1), batch_answers(bench, path, 2)
        unequal_threads += [query_id for query_id in one if one[query_id] != two.get(query_id)]
        queries.update(dict(rows_of(path.read_text(encoding="utf-8"))))
        answers.update(one)
    sample = sorted(queries)
    if not bench.all_singles:
        sample = random.Random(SEED).sample(sample, min(SAMPLE_SINGLES, len(sample)))
    unequal = [query_id for query_id in sample
               if single_answer(bench, queries[query_id]) != without_id(answers[query_id])]
    rows = [["2 threads = 1 thread, `--json`, byte for byte", len(queries), len(unequal_threads)],
            ["batch = single query, `--json`", len(sample), len(unequal)]]
    text = table(["identity", "queries", "broken"], rows)
    broken = unequal_threads + unequal
    return text + (f"\nBroken: {', '.join(broken)}\n" if broken else "")
