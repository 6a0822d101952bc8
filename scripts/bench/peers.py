# SPDX-License-Identifier: GPL-2.0-or-later
"""Other engines on the same texts. Each gives seconds, peak memory and the bytes of its index."""
import dataclasses
import os
import shutil

from inputs import empty
from measure import bytes_below, rows_of, timed


@dataclasses.dataclass
class Built:
    seconds: float
    peak_bytes: int
    index_bytes: int
    without_texts: int = 0  # where the texts are kept apart from the index
    text_bytes: int = 0


def build_fts5(bench, lines):
    """The seconds are its own: from opening the database to the sync at the end."""
    database = bench.work / "fts5.db"
    run = timed([bench.tool("fts5"), database, lines])
    row = dict(zip(*rows_of(run.output)))
    database.unlink()
    return Built(float(row["seconds"]), run.peak_bytes, int(row["database_bytes"]),
                 int(row["without_texts"]), int(row["text_bytes"]))


def has_fts5(bench):
    return os.path.exists(bench.tool("fts5"))


def build_omindex(bench, folder):
    database = empty(bench.work / "omindex")
    run = timed(["omindex", "--db", database / "db", "--url", "/", folder])
    size = bytes_below(database)
    shutil.rmtree(database)
    return Built(run.seconds, run.peak_bytes, size)


def has_omindex():
    return shutil.which("omindex") is not None


RECOLL_SETTINGS = """topdirs = {folder}
loglevel = 1
noaspell = 1
thrQSizes = 2 2 2
thrTCounts = 2 2 1
idxflushmb = 100
"""


def build_recoll(bench, folder):
    place = empty(bench.work / "recoll")
    (place / "recoll.conf").write_text(RECOLL_SETTINGS.format(folder=folder.resolve()),
                                       encoding="utf-8")
    run = timed(["recollindex", "-c", place, "-z"],
                environment=dict(os.environ, HOME=str(place), LC_ALL="C.UTF-8"))
    size = bytes_below(place / "xapiandb")
    shutil.rmtree(place)
    return Built(run.seconds, run.peak_bytes, size)


def has_recoll():
    return shutil.which("recollindex") is not None
