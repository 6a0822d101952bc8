# SPDX-License-Identifier: GPL-2.0-or-later
"""The kinds of queries that the lists have not: made from their words, so that each has hits."""
from answering import Latencies, ensure_index
from measure import output_of, table

FIGURES = ["p50", "p50_spread", "p99", "mean", "max"]
NAMES = ("Kyiv Kiev Zelensky Zelenskyy Putin Qaddafi Gaddafi Beijing Peking Burma Myanmar Odessa Kharkiv Mohammed Muhammad"
         " Hezbollah Khamenei Lukashenko Gorbachev Yeltsin Chernobyl Belarus Mumbai Bombay Erdogan").split()


def words_of(bench, name):
    lines = open(bench.list_file(name), encoding="utf-8").read().splitlines()
    return [line.split("\t")[1].replace('"', "").split() for line in lines if line]


def kinds(bench):
    """Name -> queries."""
    terms = [words[0] for words in words_of(bench, "term")]
    pairs, triples = words_of(bench, "phrase2"), words_of(bench, "or3")
    both = words_of(bench, "and2")
    return {
        "exact": [f"={word}" for word in terms],
        "prefix": [f"{word[:5]}*" for word in terms if len(word) > 5],
        "fuzzy1": [f"{word}~" for word in terms],
        "fuzzy2": [f"{word}~2" for word in terms if len(word) > 5],
        "near": [f"{a} NEAR/5 {b}" for a, b in pairs],
        "adj": [f"{a} ADJ/3 {b}" for a, b in pairs],
        "phrase-prefix": [f'"{a} {b[:4]}*"' for a, b in pairs if len(b) > 4],
        "phrase-either": [f'"({a}|{words[0]}) {b}"' for (a, b), words in zip(pairs, triples)],
        "verbatim": [f"'{a} {b}'" for a, b in pairs],
        "verbatim-word": [f"'{word.capitalize()}'" for word in terms],
        "regex": [f"{a} /\\b{b[:4]}\\w*/" for a, b in both],
        "most": [" ".join(words) for words in triples],
        "names": [f"{name} {word}" for name, word in zip(NAMES * 12, terms)],
        "names-alone": NAMES,
        "missing": [f"{a}qx {b}" for a, b in both],
    }


def write_list(path, name, queries):
    lines = [f"{name}-{number:03}\t{query}\t\t\t\n" for number, query in enumerate(queries, 1)]
    path.write_text("".join(lines), encoding="utf-8")
    return str(path)


def part_language(bench):
    index = ensure_index(bench)
    folder = bench.work / "lists"
    folder.mkdir(exist_ok=True)
    lists = [write_list(folder / f"{name}.tsv", name, queries)
             for name, queries in kinds(bench).items()]
    command = [bench.tool("latency"), "--passes", str(bench.runs), "--answers", str(index)]
    latencies = Latencies(output_of(command + lists))
    rows = [[name, row["queries"]] + [row[f"answer_{figure}"] for figure in FIGURES]
            for name, row in latencies.rows.items()]
    return ("Whole answers, one warm process, one thread; queries made from the words of the lists."
            f" Each the median of {bench.runs} passes.\n\n"
            + table(["µs a query", "queries", "p50", "of single passes", "p99", "mean", "max"], rows))
