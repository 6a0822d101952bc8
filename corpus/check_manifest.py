#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Check that corpus/MANIFEST.tsv tells the truth about corpus/articles.

Fails (exit 1, one line a problem on stderr) when a file or record has no row, a row has no file or record, a title
does not occur where the row says, a field is malformed, or there are fewer than 60 documents.
"""

import calendar
import codecs
import html
import json
import re
import sys
import unicodedata
from pathlib import Path

sys.dont_write_bytecode = True
import make_formats  # noqa: E402

HERE = Path(__file__).resolve().parent
ARTICLES = HERE / "articles"
COLUMNS = ["path", "title", "date", "evidence", "language", "trap"]
EVIDENCE = {
    "front-matter",
    "json",
    "dateline",
    "date-line",
    "path",
    "html-meta",
    "feed",
    "mail",
    "document-info",
    "none",
}
INDEX = ".dateline"
ENCODINGS = {"windows-1251": "cp1251", "windows-1252": "cp1252", "latin-1": "latin-1", "utf-16": "utf-16"}
NO_DOCUMENT = {"empty-file", "binary", "broken-json"}
MIN_DOCUMENTS = 60
MAX_BYTES = 400_000
MADE = dict(make_formats.files())

problems = []


def problem(where, text):
    problems.append(f"{where}: {text}")


def normal(text):
    """Text as titles are compared: entities resolved, composed, white space squeezed."""
    return " ".join(unicodedata.normalize("NFC", html.unescape(text)).split())


def named_encoding(traps):
    for trap in traps:
        if trap.startswith("encoding:"):
            return trap.removeprefix("encoding:")
    return None


def decode(path, data, traps):
    """Text by byte order mark, else the encoding the row names, else UTF-8; None, with a problem, where it fails."""
    name = named_encoding(traps)
    if name is not None and name not in ENCODINGS:
        problem(path, f"unknown encoding '{name}'")
        return None
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if data.startswith(codecs.BOM_UTF8):
            return data.decode("utf-8-sig")
        return data.decode(ENCODINGS[name] if name else "utf-8")
    except UnicodeDecodeError as error:
        problem(path, f"does not decode: {error}")
        return None


def files_under(folder):
    """Every file below the folder but those of an index made there."""
    return [file for file in folder.rglob("*") if file.is_file() and INDEX not in file.relative_to(folder).parts]


def strings_in(value):
    """Every string inside a parsed JSON value, joined by line ends."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return "\n".join(strings_in(item) for item in value)
    return ""


def records_in(path, text):
    """{id: parsed record, or None where its line is broken} for .jsonl and JSON arrays, None for other files."""
    if path.endswith(".jsonl"):
        items = []
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    items.append((number, json.loads(line)))
                except ValueError:
                    items.append((number, None))
    elif path.endswith(".json"):
        value = json.loads(text)
        if not isinstance(value, list):
            return None
        items = list(enumerate(value, 1))
    else:
        return None
    return {str((record or {}).get("id", number)): record for number, record in items}


def check_date(where, date, evidence, traps):
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)
    if date != "none":
        year, month, day = (int(part) if part else 1 for part in match.groups()) if match else (0, 0, 0)
        if not (2019 <= year <= 2026 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
            problem(where, f"bad date '{date}'")
    if evidence not in EVIDENCE:
        problem(where, f"unknown evidence '{evidence}'")
    if (date == "none") != (evidence == "none"):
        problem(where, "date and evidence must be 'none' together")
    if not NO_DOCUMENT & set(traps) and (date == "none") != ("undated" in traps):
        problem(where, "trap 'undated' and date 'none' go together")
    if evidence == "path" and date not in where and date.replace("-", "/") not in where:
        problem(where, f"evidence is the path, but '{date}' is not in it")


def read_manifest():
    lines = (HERE / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != COLUMNS:
        problem("MANIFEST.tsv", "header must be: " + " ".join(COLUMNS))
    rows = []
    for number, line in enumerate(lines[1:], 2):
        fields = line.split("\t")
        if len(fields) != len(COLUMNS) or not all(fields):
            problem(f"MANIFEST.tsv:{number}", f"needs {len(COLUMNS)} fields, none of them empty")
            continue
        rows.append(dict(zip(COLUMNS, fields)))
    names = [row["path"] for row in rows]
    if len(set(names)) != len(names):
        problem("MANIFEST.tsv", "a path occurs twice")
    if names != sorted(names):
        problem("MANIFEST.tsv", "rows are not sorted by path")
    return rows


def check_no_document(row, data, record_is_broken):
    where = row["path"]
    trap = row["trap"]
    if (row["title"], row["date"], row["evidence"], row["language"]) != ("-", "none", "none", "-"):
        problem(where, "holds no document, so title and language are '-', date and evidence 'none'")
    if trap == "empty-file" and data:
        problem(where, "is not empty")
    if trap == "binary" and b"\0" not in data:
        problem(where, "has no NUL byte")
    if trap == "broken-json" and not record_is_broken:
        problem(where, "parses")


def check_made_file(path, data, rows):
    """A file of make_formats.py: as it comes from there, with titles that stand there."""
    if data != MADE[path]:
        problem(path, "is not what make_formats.py writes: run it again")
    source = normal((HERE / "make_formats.py").read_text(encoding="utf-8"))
    for row in rows:
        if normal(row["title"]) not in source:
            problem(row["path"], f"title does not occur in make_formats.py: {row['title']}")


def check_file(path, rows):
    """All rows of one file, against its bytes."""
    data = (ARTICLES / path).read_bytes()
    if path in MADE:
        check_made_file(path, data, rows)
        return
    traps = [trap for row in rows for trap in row["trap"].split(",")]
    if {"empty-file", "binary"} & set(traps):
        check_no_document(rows[0], data, False)
        return
    text = decode(path, data, traps)
    if text is None:
        return
    records = records_in(path, text)
    if records is not None:
        wanted = {row["path"].partition("#")[2] for row in rows}
        for missing in sorted(set(records) - wanted):
            problem(f"{path}#{missing}", "no row in the manifest")
        for extra in sorted(wanted - set(records)):
            problem(f"{path}#{extra}", "no such record in the file")
    for row in rows:
        where = row["path"]
        record_id = where.partition("#")[2]
        if bool(record_id) != (records is not None):
            problem(where, "'#id' is for records of .jsonl files and JSON arrays, and for each of them")
            continue
        if records is not None and record_id not in records:
            continue
        record = records[record_id] if records is not None else None
        if row["trap"] in NO_DOCUMENT:
            check_no_document(row, data, record is None)
            continue
        if not re.fullmatch("[a-z]{2}", row["language"]):
            problem(where, f"bad language '{row['language']}'")
        if records is not None:
            text_of_row = strings_in(record)
        elif path.endswith(".json"):
            text_of_row = strings_in(json.loads(text))
        else:
            text_of_row = text
        if normal(row["title"]) not in normal(text_of_row):
            problem(where, f"title does not occur in it: {row['title']}")


def main():
    rows = read_manifest()
    by_file = {}
    for row in rows:
        check_date(row["path"], row["date"], row["evidence"], row["trap"].split(","))
        by_file.setdefault(row["path"].partition("#")[0], []).append(row)
    on_disk = {file.relative_to(ARTICLES).as_posix() for file in files_under(ARTICLES)}
    for path in sorted(on_disk - set(by_file)):
        problem(path, "no row in the manifest")
    for path in sorted(set(by_file) - on_disk):
        problem(path, "in the manifest, but there is no such file")
    for path in sorted(on_disk & set(by_file)):
        try:
            check_file(path, by_file[path])
        except ValueError as error:
            problem(path, f"cannot be read: {error}")
    documents = [row for row in rows if row["trap"] not in NO_DOCUMENT]
    if len(documents) < MIN_DOCUMENTS:
        problem("MANIFEST.tsv", f"{len(documents)} documents, {MIN_DOCUMENTS} wanted")
    size = sum(file.stat().st_size for file in files_under(HERE))
    if size >= MAX_BYTES:
        problem("corpus", f"{size} bytes, must stay under {MAX_BYTES}")
    for line in problems:
        print(f"check_manifest: {line}", file=sys.stderr)
    if problems:
        return 1
    print(f"check_manifest: {len(documents)} documents in {len(on_disk)} files, {size} bytes, all as the manifest says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
