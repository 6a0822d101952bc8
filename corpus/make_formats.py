#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the files of corpus/articles that no text editor writes: archives, a crawl, mail, feeds, office files, a PDF.

    corpus/make_formats.py FOLDER

What they say stands here, invented like the rest of the sample folder. The same bytes come out every time.
"""

import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
from pathlib import Path

DAY = (2024, 3, 5, 6, 0, 0)  # of every member of a zip


def page(title, published, paragraphs, site="Port Vell Observer", address="https://portvellobserver.example/"):
    """A news page with what surrounds an article."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title} | {site}</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{published}">
</head>
<body>
<nav><a href="/">Home</a> <a href="/harbour">Harbour</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>
<article>
<h1>{title}</h1>
{body}
</article>
<aside><h2>Most read</h2><ul><li><a href="{address}1">Gulls outwit the wheelie bin again</a></li></ul></aside>
<footer>© 2025 {site}. All rights reserved.</footer>
</body>
</html>
"""


def zip_bytes(members, stored_first=False):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members):
            info = zipfile.ZipInfo(name, DAY)
            info.compress_type = zipfile.ZIP_STORED if stored_first and number == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def tar_bytes(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in members:
            data = content.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            info.mtime = 1709618400
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def warc_record(kind, address, body, number, content_type="application/http; msgtype=response"):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n"
        + (f"WARC-Target-URI: {address}\r\n" if address else "")
        + f"WARC-Date: 2025-01-1{number}T08:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{number}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


def response(content_type, body, status="200 OK"):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def crawl():
    site = "https://portvellobserver.example"
    cable = page(
        "Cable layers find a wreck nobody had lost",
        "2024-11-21T07:00:00+00:00",
        [
            "The crew that lays the new data cable off Port Vell has found a steamer that is on no list of wrecks. She lies upright in forty metres of water, her lamps unbroken.",
            "“We called the harbour office, and they called the insurers, and nobody was missing one,” said the ship’s master, Ottilie Brandt.",
            "The cable will go round her. A diver is to read the name on the stern when the weather allows.",
        ],
    )
    lighthouse = page(
        "Lighthouse keeper’s cat to draw a pension",
        "2024-11-23T09:30:00+00:00",
        [
            "The coast service will pay for the upkeep of the cat at Needle Point, which kept the mice from the batteries of the lamp for eleven years.",
            "The sum is four crowns a week, in fish. The cat, called Fresnel, was not available for comment.",
        ],
    )
    return b"".join(
        [
            warc_record("warcinfo", "", b"software: none\r\n", 1, "application/warc-fields"),
            warc_record("response", f"{site}/harbour/wreck", response("text/html; charset=utf-8", cable.encode()), 2),
            warc_record("response", f"{site}/logo.png", response("image/png", b"\x89PNG\r\n\x1a\n"), 3),
            warc_record("response", f"{site}/old", response("text/html", b"<p>moved</p>", "301 Moved"), 4),
            warc_record("response", f"{site}/coast/cat", response("text/html; charset=utf-8", lighthouse.encode()), 5),
        ]
    )


# The subject: "Dredging of the old basin begins on Monday".
MAIL = """From: Harbour Board <board@harbour.example>
To: press@portvellobserver.example
Subject: =?utf-8?q?Dredging_of_the_old_basin_begins_on_Monday?=
Date: Thu, 12 Sep 2024 14:05:00 +0200
Message-ID: <dredging-2024@harbour.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_part"

--=_part
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

The old basin of Port Vell will be dredged from Monday on. The caf=C3=A9 pier =
stays open.

The mud goes to the brickworks, which has asked for all of it.
--=_part
Content-Type: text/html; charset="utf-8"

<p>The old basin of Port Vell will be dredged from Monday on.</p>
--=_part--
"""

MAILBOX = """From clerk@court.example Mon Oct  7 09:00:00 2024
From: Court Clerk <clerk@court.example>
Subject: Hearing about the stolen weathercock
Date: Mon, 7 Oct 2024 09:00:00 +0000
Message-ID: <weathercock-1@court.example>

The hearing about the stolen weathercock of Harrowmoor is on 14 October at ten.
>From what we hear, both parishes will send their own ladder.

From clerk@court.example Tue Oct 15 11:30:00 2024
From: Court Clerk <clerk@court.example>
Subject: Weathercock: judgment
Date: Tue, 15 Oct 2024 11:30:00 +0000
Message-ID: <weathercock-2@court.example>

The court has awarded the weathercock of Harrowmoor to the wind, and its custody to the parish of Nether Harrow.
"""

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>Kestrel Bay Daily</title>
<link>https://kestrelbaydaily.example/</link>
<language>en</language>
<item>
<title>Swimming club buys its own tide table</title>
<link>https://kestrelbaydaily.example/swim/tide-table</link>
<guid isPermaLink="false">kbd-4001</guid>
<pubDate>Fri, 02 Aug 2024 08:00:00 GMT</pubDate>
<dc:creator>Padraig Venn</dc:creator>
<category>swimming</category>
<description>The club no longer trusts the one in the harbour office.</description>
<content:encoded><![CDATA[<p>The swimming club of Kestrel Bay has bought a tide table of its own after the one in the harbour office turned out to be for another bay.</p><p>“It explained a lot,” said the chairwoman.</p>]]></content:encoded>
</item>
<item>
<title>Bell buoy rings at last</title>
<link>https://kestrelbaydaily.example/harbour/bell-buoy</link>
<guid isPermaLink="false">kbd-4002</guid>
<pubDate>Sat, 03 Aug 2024 08:00:00 GMT</pubDate>
<description>The bell buoy off Kestrel Bay, silent since it was laid, rang on Friday night. The clapper had been tied up for transport.</description>
</item>
</channel>
</rss>
"""

WEB_ARCHIVE = """From: <Saved by a browser>
Snapshot-Content-Location: https://lakelandcourier.example/ice-road
Subject: Ice road opens a week late
Date: Sun, 19 Jan 2025 18:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----Saved"

------Saved
Content-Type: text/html
Content-Transfer-Encoding: 8bit
Content-Location: https://lakelandcourier.example/ice-road

{page}
------Saved
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://lakelandcourier.example/ice.png

iVBORw0KGgo=

------Saved--
"""


def word_file():
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    texts = [
        "Minutes of the parish meeting on the footbridge",
        "The meeting heard that the footbridge at Wray has been moved by eleven centimetres, and that nobody had seen it go.",
        "It was agreed to paint a line.",
    ]
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + "".join(paragraph.format(text) for text in texts)
        + "</w:body></w:document>"
    )
    properties = (
        '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>Minutes of the parish meeting on the footbridge</dc:title><dc:creator>Parish Clerk</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-05-14T19:00:00Z</dcterms:created></cp:coreProperties>'
    )
    types = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return zip_bytes(
        [("[Content_Types].xml", types), ("word/document.xml", document), ("docProps/core.xml", properties)]
    )


def open_document():
    texts = [
        "She had heard the mill stop at four, and thought nothing of it, because it always stopped at four.",
        "The miller she had not seen since the flood.",
    ]
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        '<text:h text:outline-level="1">Statement of the ferrywoman of Ostrel</text:h>'
        + "".join(f"<text:p>{text}</text:p>" for text in texts)
        + "</office:text></office:body></office:document-content>"
    )
    meta = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<office:meta><dc:title>Statement of the ferrywoman of Ostrel</dc:title>"
        "<meta:creation-date>2024-06-03T10:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    return zip_bytes(
        [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content), ("meta.xml", meta)],
        stored_first=True,
    )


def pdf():
    lines = [
        "Flood report of the Wray valley",
        "",
        "The gauge at Harrowmoor passed the red line at two in the morning",
        "and was not read again, because it was under water.",
        "",
        "Forty sheep were moved to the chapel. They are still there.",
    ]
    shown = "BT /F1 12 Tf 72 760 Td 16 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (Flood report of the Wray valley) /Author (Valley Office) /CreationDate (D:20240219120000Z) >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def files():
    ice_road = page(
        "Ice road opens a week late",
        "2025-01-18T06:00:00+00:00",
        [
            "The ice road across Lake Arden has opened a week late, with a speed limit of twenty and a toll for lorries.",
            "Two fishermen had already crossed it, both ways, and had asked where to pay.",
        ],
        "Lakeland Courier",
        "https://lakelandcourier.example/",
    )
    old_note = "Signal box sold for one crown\n\nThe signal box at Dunmarrow has been sold for one crown and the promise to keep its clock right.\n"
    inner = zip_bytes([("2022-08-30/kiln.txt", "Last brick leaves the kiln\n\nThe kiln at Ostrel has fired its last brick, which the owner kept.\n")])
    yield "archives/2022-notes.zip", zip_bytes(
        [
            ("2022-08-12/signal-box.txt", old_note),
            ("2022-09-01/lifeboat.html", page("Lifeboat named after its rescuer’s dog", "2022-09-01", [
                "The new lifeboat of Gannet Harbour is called Biscuit, after the dog that barked until the crew got up.",
                "The dog attended, and barked."])),
            ("2022-09-01/logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            ("inner.zip", inner),
        ]
    )
    yield "archives/telegrams.tar.xz", lzma.compress(
        tar_bytes([("2021-12-24/snow.txt", "Snow stops the mountain railway\n\nThe mountain railway above Valmorin stands still under two metres of snow. The guests have been counted and fed.\n")])
    )
    yield "archives/agency.jsonl.bz2", bz2.compress(
        (
            '{"id": "ag-1", "title": "Salt pans flood at Salter’s Point", "text": "The salt pans at Salter’s Point are '
            'under fresh water, which is bad for both.", "date": "2023-02-10"}\n'
        ).encode()
    )
    yield "archives/oyster-count.txt.gz", gzip.compress(
        b"Oyster count ends in a draw\n\nTwo inspectors counted the oysters of the Gannet bank and came to the same number, which neither believes.\n",
        mtime=0,
    )
    yield "crawl/port-vell.warc.gz", crawl()
    yield "mail/dredging.eml", MAIL.replace("\n", "\r\n").encode()
    yield "mail/court.mbox", MAILBOX.encode()
    yield "feeds/kestrel-bay.rss", FEED.encode()
    yield "saved-pages/ice-road.mhtml", WEB_ARCHIVE.format(page=ice_road).replace("\n", "\r\n").encode()
    yield "reports/footbridge-minutes.docx", word_file()
    yield "reports/ferrywoman.odt", open_document()
    yield "reports/flood-report.pdf", pdf()


def main():
    if len(sys.argv) != 2:
        print("usage: corpus/make_formats.py FOLDER", file=sys.stderr)
        return 2
    for name, content in files():
        path = Path(sys.argv[1]) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
