# SPDX-License-Identifier: GPL-2.0-or-later
"""What is indexed: articles as JSON lines, as folders of single files, and mixed to a size."""
import json
import os
import re
import shutil
import subprocess

FILES_A_FOLDER = 1000
MIXED_SETS = ["congress-press", "pm-transcripts-au-slice", "reuters21578"]
ID_START = b'{"id": "'


def unpack(data, name, folder):
    """The set as the only file of a folder of its own, unpacked once."""
    target = folder / f"{name}.jsonl"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with open(target, "wb") as file:
            subprocess.run(["zstd", "-dcq", str(data / "news" / f"{name}.jsonl.zst")], stdout=file,
                           check=True)
    return target


def text_bytes(line):
    article = json.loads(line)
    return len(article.get("title", "").encode()) + len(article.get("text", "").encode())


def file_name(place, article):
    """Ids may hold what file names cannot."""
    return f"{place:06d}-{re.sub(r'[^A-Za-z0-9_-]', '_', article.get('id', ''))[:80]}.txt"


def write_single_files(lines, folder, limit=None):
    """A file an article: title, a blank line, text; a thousand to a folder. Gives the number of
    files and their bytes."""
    files = size = 0
    with open(lines, encoding="utf-8", newline="\n") as articles:
        for line in articles:
            if files == limit:
                break
            article = json.loads(line)
            place = folder / f"{files // FILES_A_FOLDER:03d}"
            place.mkdir(parents=True, exist_ok=True)
            content = f"{article.get('title', '')}\n\n{article.get('text', '')}\n".encode()
            (place / file_name(files, article)).write_bytes(content)
            files += 1
            size += len(content)
    return files, size


class MixedArticles:
    """Articles of all sets, each in proportion to the set's size, so that any beginning is like the
    whole. Behind the last article all come again, with other ids."""

    def __init__(self, files):
        self.files = files

    def once(self):
        sizes = [path.stat().st_size for path in self.files]
        opened = [open(path, "rb") for path in self.files]
        read = [0] * len(opened)
        left = set(range(len(opened)))
        while left:
            place = min(left, key=lambda i: read[i] / sizes[i])
            line = opened[place].readline()
            if not line:
                left.remove(place)
                continue
            read[place] += len(line)
            yield line
        for file in opened:
            file.close()

    def lines(self):
        time = 0
        while True:
            time += 1
            for line in self.once():
                if time > 1:
                    assert line.startswith(ID_START)
                    line = ID_START + b"%d-" % time + line[len(ID_START):]
                yield line, time

    def write(self, target, sizes):
        """Writes articles up to the largest size, in bytes of text. Gives for each size the length
        of the file that holds it, the bytes of text, and those that had not come before."""
        marks = []
        total = new = 0
        sizes = sorted(sizes)
        with open(target, "wb") as file:
            for line, time in self.lines():
                file.write(line)
                size = text_bytes(line)
                total += size
                new += size if time == 1 else 0
                if total >= sizes[len(marks)]:
                    marks.append((file.tell(), total, new))
                    if len(marks) == len(sizes):
                        return marks


def copy_beginning(source, target, length):
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(source, "rb") as reader, open(target, "wb") as writer:
        while length > 0:
            block = reader.read(min(length, 1 << 20))
            writer.write(block)
            length -= len(block)


def change_lines(target, every, note):
    """Adds a sentence to the text of every so manieth article of a file of JSON lines. Gives the
    number of articles changed and the bytes of their texts."""
    changed = size = 0
    written = target.with_suffix(".new")
    with open(target, "rb") as reader, open(written, "wb") as writer:
        for place, line in enumerate(reader):
            if place % every == every - 1:
                article = json.loads(line)
                article["text"] = f"{article.get('text', '')} {note}"
                line = json.dumps(article, ensure_ascii=False).encode() + b"\n"
                changed += 1
                size += text_bytes(line)
            writer.write(line)
    os.replace(written, target)
    return changed, size


def empty(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
