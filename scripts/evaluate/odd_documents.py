# SPDX-License-Identifier: GPL-2.0-or-later
"""A folder of documents that no newspaper would print: every border of lengths, counts, scripts,
bytes and dates that a writer of an index could trip over."""
import json
import random

TINY = 40_000  # more than document numbers in 15 bits
NUMBER_LISTS = 300


def unique_words(random_words, count):
    """Words of letters that no other text here has."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = set()
    while len(words) < count:
        words.add("q" + "".join(random_words.choices(letters, k=random_words.randint(4, 12))))
    return sorted(words)


def lengths(rng):
    yield {"id": "no-text", "title": "A title and nothing else", "text": ""}
    yield {"id": "no-title", "title": "", "text": "A text and nothing above it."}
    yield {"id": "nothing", "title": "", "text": ""}
    yield {"id": "blanks", "title": " ", "text": " \n\t\n "}
    yield {"id": "signs", "title": "—", "text": "… ? ! — *** §"}
    yield {"id": "one-word", "title": "", "text": "solitary"}
    yield {"id": "one-letter", "title": "", "text": "x"}
    yield {"id": "unique-words", "title": "Two hundred thousand words",
           "text": " ".join(unique_words(rng, 200_000))}
    words = unique_words(rng, 3_000)
    yield {"id": "five-megabytes", "title": "A long text",
           "text": " ".join(rng.choices(words, k=600_000))[:5_000_000]}
    yield {"id": "one-word-often", "title": "again " * 300, "text": "again " * 700_000}
    for size in (1, 63, 64, 65, 127, 128, 200, 244, 245, 246, 255, 256, 2_000, 100_000):
        yield {"id": f"word-of-{size}", "title": "w" * size, "text": f"{'w' * size} {'ж' * size}"}


def scripts():
    cyrillic = "Зорянськ оголосив перемир’я, а Ёлкин и Ґалаґан їхали до Києва. "
    japanese = "東京都の知事は昨日、新しい条例を発表した。ニュースの続きはこちら。"
    mixed = ["Ελληνικά νέα από την Αθήνα", "חדשות מירושלים", "أخبار من القاهرة", "ข่าวจากกรุงเทพ",
             "ताज़ा समाचार", "서울에서 온 소식", "Straße, ﬁnancial, Ǆ, İstanbul, ﷺ, ½, ①"]
    for copies in (1, 10, 1_000):
        yield {"id": f"cyrillic-{copies}", "title": cyrillic, "text": cyrillic * copies}
        yield {"id": f"japanese-{copies}", "title": japanese, "text": japanese * copies}
    for place, text in enumerate(mixed):
        yield {"id": f"script-{place}", "title": text, "text": f"{text} {text}"}
    emoji = "👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇦 😀 e\u0301 n\u0303 \u200d\u200b\u00ad"
    yield {"id": "emoji", "title": emoji, "text": emoji * 500}


def odd_bytes():
    high = "ÿÿÿ ÿ ñÿñ \u07ff \uffff \U0010ffff \ue000 \ufffd þÿ ÿþ"
    yield {"id": "high-bytes", "title": high, "text": high * 50, "author": high,
           "tags": high.split()}
    yield {"id": "zero-bytes", "title": "a\0b", "text": "null\0null \0\0\0 end", "author": "A\0B",
           "tags": ["t\0ag", "\0", "\0" * 200], "url": "http://zero.example/\0"}
    yield {"id": "controls", "title": "\x01\x02", "text": "".join(map(chr, range(1, 32))) + "bell",
           "tags": ["\x7f", "\u2028", "a\tb"]}


def long_terms():
    sizes = [100, 158, 159, 160, 161, 198, 199, 200, 201, 244, 245, 246, 255, 300, 999, 1_000,
             1_001]
    for size in sizes:
        for letter in ("k", "é", "字"):
            name = (letter * size).encode()[:size].decode(errors="ignore")
            yield {"id": f"long-{letter}-{size}", "title": "Long names",
                   "text": f"names of {size} bytes", "author": f"{name} {name[:64]}", "site": name,
                   "tags": [name, name[1:], name + "x"]}
    yield {"id": "i" * 300, "title": "A long id", "text": "long id"}
    yield {"id": "many-tags", "title": "Many tags", "text": "tagged",
           "tags": [f"tag {number}" for number in range(1_000)]}
    for number in range(100):
        yield {"id": f"tags-{number}", "title": f"Tags {number}", "text": "tagged alike",
               "tags": [f"tag {tag}" for tag in range(number)], "author": "Same Author",
               "site": "deep.sub.domain.site.example"}


def number_lists():
    """Term lists that deflate to next to nothing, which Xapian cannot always read back."""
    for number in range(NUMBER_LISTS):
        begin = 1_000_000 + number
        count = 1_500 + number * 11
        yield {"id": f"numbers-{number}", "title": f"List {number}",
               "text": " ".join(str(begin + place) for place in range(count))}
    for size in (2_040, 2_043, 8_191, 8_192, 8_193, 60_000, 1_000_000):
        yield {"id": f"same-letter-{size}", "title": "", "text": "a " * size}


def dates():
    days = ["0001-01-01", "0000-00-00", "1000-01-01", "1582-10-15", "1899-12-31", "1900-01-01",
            "1969-12-31", "1970-01-01", "1970-01-02", "2000-02-29", "2001-02-29", "2024-02", "2024",
            "2038-01-19", "2038-01-20", "2099-12-31", "2100-01-01", "9999-12-31", "12345-01-01",
            "2024-06-30T23:59:60Z", "2024-13-45", "yesterday", "", "1/2/2024", "March 2025"]
    for day in days:
        yield {"id": f"day-{day}", "title": f"Of {day}", "text": f"published {day}", "date": day}


def tiny(rng):
    """Documents of a few words, half of them the same text; all share one word."""
    for number in range(TINY):
        word = "alike" if number % 2 else f"word{rng.randrange(2_000)}"
        article = {"id": f"tiny-{number}", "title": "", "text": f"shared {word}"}
        if number % 3 == 0:
            article["date"] = f"{1990 + number % 35}-{1 + number % 12:02}-{1 + number % 28:02}"
        if number % 7 == 0:
            article["title"] = f"shared {number}"
        yield article


def write_lines(path, articles):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def write_files(folder):
    files = {
        "empty.txt": b"", "newline.txt": b"\n", "one-word.txt": b"word", "one-byte.txt": b"b",
        "latin1.txt": "Façade d'été, ÿþ naïve\n\nCafé fermé hier.\n".encode("latin-1") * 20,
        "broken-utf8.txt": b"Title\n\nbroken \xc3( \xff\xff \xf0\x9f text " * 50,
        "zero-bytes.txt": b"\0\1\2\3" * 100, "marked.txt": b"\xef\xbb\xbfMarked\n\ntext",
        "utf16.txt": "Sixteen bits\n\nзорянськ 東京".encode("utf-16"),
        "no-final-newline.md": b"# Heading\n\ntext",
        "front.md": b"---\ntitle: Front\ndate: 2020-05-05\n---\nbody",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    deep = folder.joinpath(*["d" * 50] * 8)
    deep.mkdir(parents=True)
    (deep / ("n" * 200 + ".txt")).write_text("In a deep folder\n\ndeep text\n", encoding="utf-8")
    named = folder / "тека з новинами"
    named.mkdir()
    (named / "ÿ东京 file.txt").write_text("Named\n\nnamed text\n", encoding="utf-8")
    for number in range(500):
        (folder / f"same-{number:03}.txt").write_text("The same in all\n\nEvery copy is equal.\n",
                                                      encoding="utf-8")


def write_odd_documents(folder, seed):
    rng = random.Random(seed)
    folder.mkdir(parents=True)
    write_files(folder)
    write_lines(folder / "lengths.jsonl", lengths(rng))
    write_lines(folder / "scripts.jsonl", scripts())
    write_lines(folder / "bytes.jsonl", odd_bytes())
    write_lines(folder / "terms.jsonl", long_terms())
    write_lines(folder / "numbers.jsonl", number_lists())
    write_lines(folder / "dates.jsonl", dates())
    write_lines(folder / "tiny.jsonl", tiny(rng))


QUERIES = [
    "solitary", "x", "again", "shared", "shared alike", "shared -alike",
    "word1 OR word2 OR word3", "tagged", '"tagged alike"', '"shared alike"',
    '"again again again"', '"long text"', "зорянськ", '"оголосив перемир’я"', "東京都", '"新しい条例"',
    "ニュース", "αθήνα", "חדשות", "ข่าว", "서울에서", "ÿ", "null", "emoji OR broken", '"broken text"',
    "1000500", "1000500 1000501", "100050*", '"1000500 1000501 1000502"', 'tag:"tag 5"',
    'tag:"tag 99" tagged', "author:same", "site:site.example", "lang:ja", "lang:uk", "type:text",
    "type:jsonl", "type:markdown", "path:tiny.jsonl alike", "date:1970-01-01", "date:..1900",
    "date:2038..", "date:2024", "shared date:1990..1999", "alike date:2000-02", "names",
    "published", "same copy", '"every copy is equal"', "title:shared", 'title:"shared 7"', "www*",
    "café", "deep", "named", "equal OR tagged OR shared",
]


def write_queries(path):
    path.write_text("".join(f"odd-{number}\t{query}\n" for number, query in enumerate(QUERIES)),
                    encoding="utf-8")
