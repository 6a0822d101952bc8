#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A folder of files that are made to hurt who reads them, with ten good ones beside each.

    scripts/evaluate/hostile_folder.py OUT_DIR

OUT_DIR/files is to be indexed; OUT_DIR/MANIFEST has a line for each file: its path within it (bytes that are not
printable ASCII as \\xNN), "good" or "hostile", and what it is, kept apart by tabs. Good members of hostile containers have
a line too, as path#member. Each good document holds the word "sound" and a word of its own. The same folder comes out of
each run; it takes about 400 MB on disk. Files that vanish, grow or are replaced while they are read are not here: that takes
a second process.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import random
import socket
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib

GOOD_FOR_EACH = 10
MEBI = 1 << 20


# ---- good documents


def sentence(number):
    return f"A sound report number {number} says that the ferry word{number:05d}x was on time."


def page(number):
    return (f"<!doctype html><html><head><title>Report {number}</title></head><body><article><h1>Report {number}</h1>"
            f"<p>{sentence(number)}</p></article></body></html>").encode()


def good_file(number):
    """Ending and bytes, of each kind in turn."""
    text = sentence(number)
    kinds = [
        (".txt", f"Report {number}\n\n{text}\n".encode()),
        (".html", page(number)),
        (".md", f"# Report {number}\n\n{text}\n".encode()),
        (".json", json.dumps({"title": f"Report {number}", "text": text}).encode()),
        (".eml", (f"From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Report {number}\r\n"
                  f"Date: Tue, 5 Mar 2024 10:00:00 +0000\r\nMessage-ID: <{number}@example.org>\r\n\r\n{text}\r\n").encode()),
    ]
    return kinds[number % len(kinds)]


# ---- containers


def gz(data):
    return gzip.compress(data, mtime=0)


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


def zip_of(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tar_of(members, form=tarfile.GNU_FORMAT):
    """Members: (name, data), or (name, type, target)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, *rest in members:
            info = tarfile.TarInfo(name)
            if len(rest) == 1:
                info.size = len(rest[0])
                archive.addfile(info, io.BytesIO(rest[0]))
            else:
                info.type, info.linkname = rest
                info.devmajor, info.devminor = 1, 5
                archive.addfile(info)
    return out.getvalue()


def tar_header(name, kind, size_field, more=b""):
    header = bytearray(512)
    header[0:len(name)] = name
    header[100:108] = b"0000644\0"
    header[124:124 + len(size_field)] = size_field
    header[148:156] = b" " * 8
    header[156:157] = kind
    header[257:265] = b"ustar  \0"
    header[386:386 + len(more)] = more
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


def zip_header(name, data, packed, unpacked, crc, method=8, extra=0):
    return struct.pack("<HHHHHLLLHH", 20, 0, method, 0, 0x21, crc, packed, unpacked, len(name), extra)


def zip_central(name, header, offset):
    return b"PK\1\2" + struct.pack("<H", 20) + header[:-2] + struct.pack("<HHHHLL", 0, 0, 0, 0, 0, offset) + name


def zip_end(count, size, offset):
    return b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), size, offset, 0)


def raw_deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def lying_zip(packed, unpacked):
    """One deflated member whose headers say these sizes."""
    data = raw_deflate(b"text " * 1000)
    header = zip_header(b"a.txt", data, packed if packed is not None else len(data), unpacked, zlib.crc32(b"text " * 1000))
    local = b"PK\3\4" + header + b"a.txt" + data
    central = zip_central(b"a.txt", header, 0)
    return local + central + zip_end(1, len(central), len(local))


def overlapping_zip():
    """Each local header lies in the extra field of the one before: all members share their data."""
    count = 250
    kernel = raw_deflate(bytes(21 * MEBI))
    crc = zlib.crc32(bytes(21 * MEBI))
    body, central = b"", b""
    for i in range(count):
        name = b"%03d.txt" % i
        quoted = (count - 1 - i) * (30 + len(name))
        header = zip_header(name, kernel, len(kernel), 21 * MEBI, crc, extra=quoted)
        central += zip_central(name, header, len(body))
        body += b"PK\3\4" + header + name
    body += kernel
    return body + central + zip_end(count, len(central), len(body))


def empty_members_zip(count):
    body, central, offset = [], [], 0
    for i in range(count):
        name = b"%07d" % i
        header = zip_header(name, b"", 0, 0, 0, method=0)
        central.append(zip_central(name, header, offset))
        body.append(b"PK\3\4" + header + name)
        offset += len(body[-1])
    directory = b"".join(central)
    end64 = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, offset + len(directory), 1)
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0xFFFFFFFF, 0)
    return b"".join(body) + directory + end64 + locator + end


def nested_zips(levels, fan, leaf):
    data = zip_of([("0.txt", leaf)])
    for _ in range(levels):
        data = zip_of([(f"{i}.zip", data) for i in range(fan)])
    return data


def archives():
    good = ("good.txt", good_file(0)[1])
    zeros = bytes(64 * MEBI)
    yield "bomb.txt.gz", gz(zeros) * 64, "4 GiB of zeros in gzip"
    yield "bomb.txt.zst", zstd(zeros) * 64, "4 GiB of zeros in zstd"
    yield "bomb.txt.xz", lzma.compress(zeros) * 64, "4 GiB of zeros in xz"
    yield "bomb.txt.bz2", bz2.compress(zeros) * 64, "4 GiB of zeros in bzip2"
    yield "bomb.jsonl.gz", gz(b'{"title":"a","text":"%s"}\n' % (b"b" * MEBI) * 32) * 64, "2 GiB of JSON lines in gzip"
    yield "bomb.tar.gz", gz(tar_of([good])[:1024] + tar_header(b"zeros.txt", b"0", b"40000000000\0")) + gz(zeros) * 64, \
        "a tar of 4 GiB of zeros", ["good.txt"]
    yield "bomb.zip", zip_of([good, ("zeros.txt", bytes(256 * MEBI)), ("also.txt", good_file(5)[1])]), \
        "a zip of 256 MiB of zeros", ["good.txt", "also.txt"]
    yield "42.zip", nested_zips(4, 16, bytes(128 * MEBI)), "65,536 zips of 128 MiB, five deep"
    onion = sentence(0).encode()
    for _ in range(60):
        onion = gz(onion)
    yield "onion.txt.gz", onion, "gzip 60 deep"
    yield "lying-small.zip", lying_zip(None, 1), "a zip that says one byte"
    yield "lying-large.zip", lying_zip(None, 0xFFFFFFFE), "a zip that says 4 GiB"
    yield "lying-packed.zip", lying_zip(0xFFFFFFF0, 5000), "a zip that says 4 GiB packed"
    yield "overlapping.zip", overlapping_zip(), "250 members that share 20 kB of data"
    yield "million.zip", empty_members_zip(1_000_000), "1,000,000 empty members"
    names = ["../../x.txt", "/etc/y.txt", "new\nline.txt", "\x1b[31mred.txt", "a" * 5000 + ".txt"]
    yield "names.zip", zip_of([(name, sentence(0)) for name in names]), "names with ../, /, a line feed, ESC, 5,000 bytes"
    yield "nul.zip", zip_of([("aXb.txt", sentence(0))]).replace(b"aXb.txt", b"a\0b.txt"), "a name with NUL"
    whole = zip_of([good, ("b.txt", random.Random(1).randbytes(50_000).hex())])
    yield "truncated.zip", whole[:len(whole) // 2], "a zip without its second half", ["good.txt"]
    yield "encrypted.zip", whole.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\1\0").replace(
        b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"), "encrypted members"
    yield "links.tar", tar_of([("soft", tarfile.SYMTYPE, "/etc/passwd"), ("hard", tarfile.LNKTYPE, "/etc/passwd"),
                               ("null", tarfile.CHRTYPE, ""), ("disk", tarfile.BLKTYPE, ""), ("pipe", tarfile.FIFOTYPE, ""),
                               good]), "links, devices and a FIFO", ["good.txt"]
    far = b"\x80" + (2**63 - 1).to_bytes(11, "big")
    sparse = (b"%011o\0" % 0) * 2
    yield "sparse.tar", tar_header(b"hole.txt", b"S", b"00000000000\0", far + b"00000000000\0" + sparse * 3 + b"\0" + far) + \
        tar_of([good]), "a hole of 8 EB"
    yield "size.tar", tar_header(b"size.txt", b"0", far) + b"text", "a member of 8 EB"
    yield "longlink.tar", tar_header(b"././@LongLink", b"L", b"00000011610\0") + b"n" * 100, "a long name cut short"
    tgz = gz(tar_of([good, ("b.txt", random.Random(2).randbytes(50_000).hex().encode())]))
    yield "truncated.tar.gz", tgz[:len(tgz) // 2], "a packed tar without its second half", ["good.txt"]


# ---- web archives


def warc_record(url, number, length=None):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(number)
    said = len(block) if length is None else length
    header = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
              "Content-Type: application/http; msgtype=response\r\n")
    if said != "":
        header += f"Content-Length: {said}\r\n"
    return header.encode() + b"\r\n" + block + b"\r\n\r\n"


def web_archives():
    before, after = "http://example.org/before", "http://example.org/after"
    both = [before, after]

    def with_middle(middle):
        return warc_record(before, 1) + middle + warc_record(after, 6)

    for what, length in [("negative", -5), ("huge", 10**18), ("missing", ""), ("short", 50), ("long", 5000)]:
        yield f"{what}.warc", with_middle(warc_record("http://example.org/lies", 11, length)), \
            f"a {what} Content-Length", both
    yield "header.warc", with_middle(b"WARC/1.0\r\nX: " + b"x" * 200_000 + b"\r\n\r\n"), "a header of 200 kB", both
    yield "garbage.warc", with_middle(b"\0\xff" * 50_000 + b"\r\n\r\n"), "garbage between records", both
    broken = bytearray(gz(warc_record("http://example.org/lost", 11)))
    broken[len(broken) // 2] ^= 0xFF
    yield "member.warc.gz", gz(warc_record(before, 1)) + bytes(broken) + gz(warc_record(after, 6)), \
        "a broken gzip member in the middle", both
    yield "cut.warc", with_middle(b"")[:-60], "the last record is cut short", [before]
    yield "cut.warc.gz", gz(warc_record(before, 1)) + gz(warc_record(after, 6))[:-40], "cut within gzip", [before]
    body = gz(bytes(200 * MEBI))
    bomb = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body)
    yield "bomb.warc", with_middle(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/bomb\r\n"
        b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb + b"\r\n\r\n"), \
        "a page of 200 MiB in 200 kB", both


# ---- text, markup, JSON


def texts():
    yield "empty.txt", b"", "no byte"
    yield "one.txt", b"x", "one byte"
    yield "nul.txt", bytes(100_000), "nothing but NULs"
    yield "ff.txt", b"\xff" * 100_000, "nothing but 0xFF"
    text = (sentence(0) + "\n") * 20
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        mark = "\ufeff".encode(name)
        yield f"{name}-mark.txt", mark + text.encode(name), f"{name} with a byte order mark"
        yield f"{name}.txt", text.encode(name), f"{name} without a byte order mark"
    yield "line.txt", b"word " * (20 * MEBI), "100 MiB on one line"
    letters = random.Random(3)
    yield "words.txt", " ".join("".join(letters.choices("abcdefghijklmnop", k=10)) for _ in range(1_000_000)).encode(), \
        "1,000,000 different words"


def markup():
    yield "div.html", b"<div>" * 1_000_000 + b"text", "1,000,000 nested <div>"
    yield "i.html", b"<p>" + b"<i>" * 1_000_000 + b"text", "1,000,000 nested <i>"
    yield "table.html", b"<table><tr><td>" * 100_000, "100,000 nested tables"
    yield "thousand.html", b"<div>" * 1000 + sentence(0).encode() + b"</div>" * 1000, "1,000 nested <div>"
    attributes = " ".join(f"a{i}='{i}'" for i in range(50_000))
    yield "attributes.html", f"<p {attributes}>text".encode(), "50,000 attributes"
    yield "comment.html", b"<p>text<!--" + b"x" * MEBI, "a comment that does not end"
    yield "script.html", b"<p>text<script>" + b"x();" * 300_000, "a script that does not end"
    yield "cdata.html", b"<p>text<![CDATA[" + b"x" * MEBI, "a CDATA section that does not end"
    yield "entities.html", b"<p>" + b"&amp;&lt;&#x10FFFF;&bogus;" * 200_000, "800,000 entities"
    laughs = "".join(f"<!ENTITY e{i} '{f'&e{i - 1};' * 10}'>" for i in range(1, 12))
    yield "laughs.xml", f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'ha'>{laughs}]><rss><channel><item><title>&e11;" \
        "</title></item></channel></rss>".encode(), "a billion laughs in a feed"
    yield "external.xml", b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rss><channel><item>" \
        b"<title>a</title><description>&e;</description></item></channel></rss>", "an external entity in a feed"
    yield "line.html", b"<html><body><p>" + b"word " * (10 * MEBI), "a page of 50 MiB on one line"


def json_files():
    yield "brackets.json", b"[" * 1_000_000, "1,000,000 nested ["
    yield "braces.json", b'{"a":' * 1_000_000, "1,000,000 nested {"
    rows = [b'{"title":"a","title":"b","text":"c","text":"d"}', b'{"title":"a\\u0000b","text":"c\\u0000d"}',
            b'{"title":"\\ud800","text":"\\udc00 text"}', b'{"title":"a","text":"b","date":1e999999}',
            b'{"title":"a","text":"b","n":' + b"9" * 100_000 + b"}"]
    yield "odd.jsonl", b"\n".join(rows) + b"\n", "twice the same name, NUL, halves of surrogates, huge numbers"
    yield "line.jsonl", b'{"title":"a","text":"' + b"x" * (64 * MEBI) + b'"}\n' + json.dumps(
        {"title": "Report", "text": sentence(0)}).encode(), "a line of 64 MiB"


# ---- PDF


def pdf_of(objects, trailer=""):
    """Objects as bytes, the first one the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" %
              (len(objects) + 1, trailer.replace("START", str(start)).encode(), start))
    return out.getvalue()


def pdf_objects(catalog=b"", kids=b"3 0 R", count=1):
    content = b"BT /F1 12 Tf 72 720 Td (" + sentence(0).encode() + b") Tj ET"
    return [b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
            b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]


def pdfs():
    whole = pdf_of(pdf_objects())
    yield "truncated.pdf", whole[:300], "a PDF cut short"
    yield "xref-loop.pdf", pdf_of(pdf_objects(), "/Prev START"), "a table of objects that comes before itself"
    yield "page-loop.pdf", pdf_of(pdf_objects(kids=b"2 0 R 3 0 R", count=2)), "pages that hold themselves"
    yield "pages.pdf", pdf_of(pdf_objects(kids=b"3 0 R " * 1_000_000, count=1_000_000)), "1,000,000 pages"
    key = b"<" + b"ab" * 32 + b">"
    yield "encrypted.pdf", pdf_of(pdf_objects(), f"/ID [{key.decode()} {key.decode()}] /Encrypt << /Filter /Standard /V 2 /R 3 "
                                  f"/Length 128 /P -3904 /O {key.decode()} /U {key.decode()} >>"), "an encrypted PDF"
    yield "script.pdf", pdf_of(pdf_objects(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")), "a PDF with JavaScript"
    yield "noise.pdf", b"%PDF-1.7\n" + random.Random(4).randbytes(MEBI), "noise behind the first line"


# ---- names, and files that are none


def names():
    text = sentence(0).encode()
    for what, name in [("a line feed", b"new\nline.txt"), ("ESC", b"\x1b[31mred.txt"), ("invalid UTF-8", b"\xff\xfe.txt"),
                       ("a dash", b"-rf.txt"), ("a quote", b"a'b\"c.txt"), ("a hash", b"a#b.txt"), ("a tab", b"a\tb.txt")]:
        yield name, text, f"a name with {what}"
        filled = name[:-4] + b"n" * (255 - len(name)) + b".txt"
        yield filled, text, f"a name of 255 bytes with {what}"


def make_specials(folder, manifest):
    def note(name, what):
        manifest.append((os.path.join(b"special", name), "hostile", what))

    os.mkfifo(folder / "fifo.txt")
    note(b"fifo.txt", "a FIFO")
    here = os.getcwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.txt")
    note(b"socket.txt", "a socket")
    for name, target in [("zero.txt", "/dev/zero"), ("proc", "/proc"), ("sys", "/sys"), ("loop", "loop"), ("up", ".."),
                         ("nowhere.txt", "nowhere")]:
        os.symlink(target, name)
        note(name.encode(), f"a link to {target}")
    pathlib.Path("unreadable.txt").write_bytes(sentence(0).encode())
    os.chmod("unreadable.txt", 0)
    note(b"unreadable.txt", "may not be read")
    with open("sparse.txt", "wb") as sparse:
        sparse.truncate(1 << 40)
    note(b"sparse.txt", "1 TiB of nothing")
    for _ in range(1000):
        os.mkdir("d")
        os.chdir("d")
    pathlib.Path("deep.txt").write_bytes(sentence(0).encode())
    os.chdir(here)
    note(b"d/" * 1000 + b"deep.txt", "1,000 folders deep")


def escaped(path):
    return "".join(chr(byte) if 0x20 <= byte < 0x7F and byte != 0x5C else f"\\x{byte:02x}" for byte in path)


def main(arguments):
    if len(arguments) != 1:
        print("usage: scripts/evaluate/hostile_folder.py OUT_DIR", file=sys.stderr)
        return 2
    out = pathlib.Path(arguments[0])
    (out / "files").mkdir(parents=True)
    manifest, number = [], 0
    groups = {"archives": archives, "web-archives": web_archives, "text": texts, "markup": markup, "json": json_files,
              "pdf": pdfs, "names": names, "special": None}
    for group, files in groups.items():
        folder = out / "files" / group
        folder.mkdir()
        before = len(manifest)
        for name, data, what, *inside in files() if files else ():
            path = os.path.join(group.encode(), name if isinstance(name, bytes) else name.encode())
            with open(os.path.join(os.fsencode(out / "files"), path), "wb") as file:
                file.write(data)
            manifest.append((path, "hostile", what))
            for member in inside[0] if inside else ():
                manifest.append((path + b"#" + member.encode(), "good", "a good member"))
        if files is None:
            make_specials(folder, manifest)
        hostile = sum(kind == "hostile" for _, kind, _ in manifest[before:])
        for _ in range(hostile * GOOD_FOR_EACH):
            number += 1
            ending, data = good_file(number)
            name = f"good-{number:05d}{ending}"
            (folder / name).write_bytes(data)
            manifest.append((f"{group}/{name}".encode(), "good", f"word{number:05d}x"))
    lines = [f"{escaped(path)}\t{kind}\t{what}\n" for path, kind, what in manifest]
    (out / "MANIFEST").write_text("".join(lines))
    print(f"{out}: {sum(kind == 'hostile' for _, kind, _ in manifest)} hostile files, {number} good ones beside them")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
