# SPDX-License-Identifier: GPL-2.0-or-later
"""Building: rates beside the peers', cores, memory, size, and how these grow with the text."""
import json
import shutil

import peers
from inputs import MIXED_SETS, MixedArticles, copy_beginning, empty, unpack, write_single_files
from measure import Figure, bytes_below, say, table, timed

SINGLE_FILES = 20_000
GROWTH_MB = [50, 100, 200, 400]
MB = 1e6


class Build:
    """One build from nothing. The seconds are those of the whole process."""

    def __init__(self, bench, folder, index, jobs=2, cores=None):
        shutil.rmtree(index, ignore_errors=True)
        command = [bench.tool("dateline-index"), "--json", "--quiet", "--jobs", jobs]
        run = timed(command + bench.build_options + ["--index", index, folder], cores)
        self.summary = json.loads(run.output)
        self.seconds = run.seconds
        self.peak_bytes = max(run.peak_bytes, self.summary["peak_memory_bytes"])
        self.index_bytes = bytes_below(index)
        self.text_bytes = self.summary["text_bytes"]


def figure_of(runs, name, factor=1.0, digits=2):
    return Figure([getattr(run, name) * factor for run in runs], digits)


def row(title, runs, text_bytes):
    """A line of a table of builders; all are measured by the same bytes of text."""
    seconds = figure_of(runs, "seconds")
    return [title, *seconds.rate(text_bytes / MB).cells(), seconds.text(),
            figure_of(runs, "peak_bytes", 1 / MB, 0).text(),
            f"{runs[-1].index_bytes / text_bytes:.3f}"]


BUILDERS = ["builder", "MB of text a second", "lowest to highest", "seconds", "peak MB",
            "index ÷ text"]


def build_in_turn(bench, ways):
    """Each way once a round, so that what else the machine does meets all alike; every second
    round begins at the other end."""
    runs = {name: [] for name in ways}
    for number in range(bench.runs):
        names = list(ways) if number % 2 == 0 else list(ways)[::-1]
        for name in names:
            runs[name].append(ways[name]())
        times = ", ".join(f"{name} {runs[name][-1].seconds:.2f} s" for name in ways)
        say(f"round {number + 1}: {times}")
    return runs


def part_build(bench):
    lines = unpack(bench.data, bench.set, bench.folder)
    ways = {
        "dateline, 1 core": lambda: Build(bench, bench.folder, bench.work / "one.index", 1, "0"),
        "dateline, 2 cores": lambda: Build(bench, bench.folder, bench.index, 2, "0,1"),
    }
    if peers.has_fts5(bench):
        ways["SQLite FTS5"] = lambda: peers.build_fts5(bench, lines)
    lines.read_bytes()  # into memory
    runs = build_in_turn(bench, ways)
    ours = runs["dateline, 2 cores"]
    last = ours[-1]
    text = last.text_bytes
    one, two = figure_of(runs["dateline, 1 core"], "seconds"), figure_of(ours, "seconds")
    bench.reach("cores", one.over(two))
    bench.reach("memory", figure_of(ours, "peak_bytes", 1 / MB, 0))
    bench.reach("size", figure_of(ours, "index_bytes", 1 / text, 3))
    rows = [row(name, runs[name], text) for name in ways]
    notes = ""
    if "SQLite FTS5" in runs:
        peer = runs["SQLite FTS5"]
        bench.reach("fts5", figure_of(peer, "seconds").over(two))
        notes = (f"FTS5's index without the texts: {peer[-1].without_texts / text:.3f} of the text."
                 f" The titles and texts of the file, before cleaning, have"
                 f" {peer[-1].text_bytes / MB:.1f} MB.\n")
    else:
        notes = "SQLite FTS5: left out, as its headers were missing when the programs were built.\n"
    return (f"{last.summary['index_documents']:,} documents, {text / MB:.1f} MB of text, median of"
            f" {bench.runs} builds each.\n\n" + table(BUILDERS, rows) + "\n" + notes)


def build_folder(bench, name, limit, with_recoll):
    """A set as single files; gives the runs, and the table's title."""
    folder = empty(bench.work / "files")
    files, size = write_single_files(unpack(bench.data, name, bench.work / name), folder, limit)
    index = bench.work / "files.index"
    ways = {"dateline, 2 cores": lambda: Build(bench, folder, index, 2, "0,1")}
    if peers.has_omindex():
        ways["omindex"] = lambda: peers.build_omindex(bench, folder)
    if with_recoll and peers.has_recoll():
        ways["recoll"] = lambda: peers.build_recoll(bench, folder)
    runs = build_in_turn(bench, ways)
    text = f"{name}: {files:,} files of {size / MB:.1f} MB.\n\n"
    text += table(BUILDERS, [row(way, runs[way], size) for way in ways])
    missing = [peer for peer in ["omindex"] + ["recoll"] * with_recoll if peer not in ways]
    if missing:
        text += f"\nNot installed, so left out: {', '.join(missing)}.\n"
    return folder, index, runs, text


def rerun(bench, folder, index):
    command = [bench.tool("dateline-index"), "--json", "--quiet", "--index", index, folder]
    return timed(command)


def part_folder(bench):
    folder, index, runs, text = build_folder(bench, bench.set, SINGLE_FILES, False)
    if "omindex" in runs:
        ours = figure_of(runs["dateline, 2 cores"], "seconds")
        bench.reach("omindex", figure_of(runs["omindex"], "seconds").over(ours, 1))
    again = Figure([rerun(bench, folder, index).seconds for _ in range(bench.runs)], 3)
    bench.reach("rerun", again)
    text += f"\nRun again with nothing changed, seconds: {again.with_spread()}.\n"
    shutil.rmtree(folder)
    if bench.set != "reuters21578":
        *_, more = build_folder(bench, "reuters21578", None, True)
        text += f"\n{more}"
    return text


def part_growth(bench):
    files = [unpack(bench.data, name, bench.work / name) for name in MIXED_SETS]
    mixed = bench.work / "mixed.jsonl"
    sizes = [size * MB for size in bench.growth]
    rows = []
    for length, text, new in MixedArticles(files).write(mixed, sizes):
        folder = empty(bench.work / "mixed")
        copy_beginning(mixed, folder / "mixed.jsonl", length)
        runs = []
        for _ in range(bench.runs):
            runs.append(Build(bench, folder, bench.work / "mixed.index", 2, "0,1"))
        say(f"growth: {text / MB:.0f} MB in {runs[-1].seconds:.1f} s")
        seconds = figure_of(runs, "seconds")
        rows.append([f"{text / MB:.0f}", f"{new / text:.0%}",
                     f"{runs[-1].summary['index_documents']:,}", *seconds.cells(),
                     seconds.rate(text / MB).text(),
                     *figure_of(runs, "peak_bytes", 1 / MB, 0).cells(),
                     f"{runs[-1].index_bytes / text:.3f}"])
    mixed.unlink()
    header = ["MB of text", "of it new", "documents", "seconds", "lowest to highest",
              "MB a second", "peak MB", "lowest to highest", "index ÷ text"]
    return (f"Articles of {', '.join(MIXED_SETS)}, mixed in proportion to their sizes; where they"
            f" end they come again with other ids. Median of {bench.runs} builds.\n\n"
            + table(header, rows))
