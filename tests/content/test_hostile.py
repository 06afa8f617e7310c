"""Malformed and hostile content: each is refused with the place it stands at, runs nothing, and spoils nothing beside it."""

import json
import re
import shutil
from base64 import urlsafe_b64encode
from html.parser import HTMLParser
from zlib import compress, crc32

import pytest

from hoedu.check import run, tables
from hoedu.evidence import Reference
from hoedu.html.items import item_html
from hoedu.html.lesson import finish_html, references_html, reveal_html, start_html
from hoedu.items.bank import read_file, read_folder, read_item
from hoedu.lessons import Lesson, lesson, read_lessons
from hoedu.paths import data_dir
from hoedu.progress import Attempt, Store, decode
from hoedu.progress.code import BadCode

# ---------------------------------------------------------------- question files

HEAD = """[[item]]
id = "99-bad"
kind = "{kind}"
objective = "99.1"
level = "recall"
use = "practice"
stem = "Which one?"
refs = []
"""
SINGLE = HEAD.format(kind="single") + """[[item.options]]
text = "yes"
why = "Right."
correct = true
[[item.options]]
text = "no"
why = "Not."
"""
MULTIPLE = SINGLE.replace('"single"', '"multiple"') + '[[item.options]]\ntext = "maybe"\nwhy = "Perhaps."\ncorrect = true\n'
NUMERIC = HEAD.format(kind="numeric") + """answer = 30
tolerance = 2
low = 0
high = 100
why = "It is."
[[item.wrong]]
value = 70
why = "The rest."
"""
ORDERING = HEAD.format(kind="ordering") + "".join(f'[[item.steps]]\ntext = "{t}"\nwhy = "So."\n' for t in ("one", "two", "three"))
MATCHING = HEAD.format(kind="matching") + "".join(f'[[item.pairs]]\nleft = "{a}"\nright = "{b}"\nwhy = "So."\n' for a, b in ("ab", "cd"))
CLOZE = HEAD.format(kind="cloze") + """text = "Bone {how}."
[[item.blanks]]
name = "how"
[[item.blanks.options]]
text = "forms"
why = "Yes."
correct = true
[[item.blanks.options]]
text = "melts"
why = "No."
"""
HOTSPOT = HEAD.format(kind="hotspot") + 'image = "hip"\n' + "".join(
    f'[[item.regions]]\nname = "{n}"\nwhy = "So."\nx = {x}\ny = 0.1\nwidth = 0.2\nheight = 0.2\ncorrect = {c}\n'
    for n, x, c in (("left", 0.1, "true"), ("right", 0.6, "false"))
)
TEXT = HEAD.format(kind="text") + 'accept = ["bone"]\nwhy = "So."\n[[item.wrong]]\nmatch = "stone"\nwhy = "No."\n'
GOOD = SINGLE.replace("99-bad", "99-good")

ITEMS = [  # (what is wrong, valid item, old text, new text, field named, words of the message)
    ("no stem", SINGLE, 'stem = "Which one?"\n', "", "stem", "missing"),
    ("no objective", SINGLE, 'objective = "99.1"\n', "", "objective", "missing"),
    ("no options", SINGLE, SINGLE[SINGLE.index("[[item.options]]") :], "", "options", "missing"),
    ("no why", SINGLE, 'why = "Not."\n', "", "options[1].why", "missing"),
    ("empty stem", SINGLE, "Which one?", "   ", "stem", "empty"),
    ("stem a number", SINGLE, '"Which one?"', "7", "stem", "found a number"),
    ("stem a date", SINGLE, '"Which one?"', "2026-01-01", "stem", "expected text, found date"),
    ("stem a list", SINGLE, '"Which one?"', '["Which"]', "stem", "found a list"),
    ("stem a table", SINGLE, '"Which one?"', "{a = 1}", "stem", "found a table"),
    ("control character", SINGLE, "Which one?", "Which\\u0007", "stem", "control character"),
    ("text that runs backwards", SINGLE, "Which one?", "Which\\u202Eeno", "stem", "control character"),
    ("control character in a hint", SINGLE, "refs = []", 'refs = []\nhints = ["a\\u0000b"]', "hints[0]", "control character"),
    ("10 MB stem", SINGLE, "Which one?", "x" * 10_000_000, "stem", "10,000,000 characters"),
    ("10 MB field name", SINGLE, "refs", "r" * 10_000_000, "rrrr", "not a field"),
    ("bad level", SINGLE, "recall", "guess", "level", "expected one of recall, apply, analyse"),
    ("bad use", SINGLE, "practice", "exam", "use", "expected one of"),
    ("bad kind", SINGLE, '"single"', '"essay"', "kind", "expected one of single"),
    ("kind a list", SINGLE, '"single"', '["single"]', "kind", "expected text"),
    ("misspelt field", SINGLE, "refs = []", 'refs = []\nexplanaton = "x"', "explanaton", "did you mean 'explanation'?"),
    ("misspelt option field", SINGLE, "correct = true", "corect = true", "options[0].corect", "did you mean 'correct'?"),
    ("refs a text", SINGLE, "refs = []", 'refs = "zhu2015"', "refs", "a list of texts"),
    ("refs of numbers", SINGLE, "refs = []", "refs = [1]", "refs[0]", "expected a text"),
    ("attempts true", SINGLE, "refs = []", "refs = []\nattempts = true", "attempts", "found true or false"),
    ("attempts too many", SINGLE, "refs = []", "refs = []\nattempts = 10", "attempts", "expected 0 to 9"),
    ("attempts below none", SINGLE, "refs = []", "refs = []\nattempts = -1", "attempts", "expected 0 to 9"),
    ("pair a list", SINGLE, "refs = []", 'refs = []\npair = ["99-pre"]', "pair", "expected text"),
    ("excused a text", SINGLE, "refs = []", 'refs = []\nexcused = "all"', "excused", "expected an [item.excused] table"),
    ("excused without a reason", SINGLE, "refs = []", 'refs = []\nexcused = {absolute = " "}', "excused.absolute", "is empty"),
    ("excused with a number", SINGLE, "refs = []", "refs = []\nexcused = {absolute = 1}", "excused.absolute", "found a number"),
    ("a family of code", NUMERIC, "refs = []", "refs = []\nfamily = {name = \"__import__('os').mkdir('CANARY')\"}", "family.name", "expected one of"),
    ("shuffle a text", SINGLE, "refs = []", 'refs = []\nshuffle = "yes"', "shuffle", "true or false"),
    ("correct a number", SINGLE, "correct = true", "correct = 1", "options[0].correct", "true or false"),
    ("no correct option", SINGLE, "correct = true\n", "", "options", "0 correct"),
    ("two correct options", SINGLE, 'why = "Not."', 'why = "Not."\ncorrect = true', "options", "2 correct"),
    ("the same option twice", SINGLE, 'text = "no"', 'text = "yes"', "options", "says 'yes' twice"),
    ("one option", SINGLE, '[[item.options]]\ntext = "no"\nwhy = "Not."\n', "", "options", "has 1 entries"),
    ("options of texts", SINGLE, SINGLE[SINGLE.index("[[item.options]]") :], 'options = ["a", "b"]\n', "options[0]", "expected a table"),
    ("options one table", SINGLE, SINGLE[SINGLE.index("[[item.options]]") :], 'options = {text = "a"}\n', "options", "[[item.options]]"),
    ("id missing", SINGLE, 'id = "99-bad"\n', "", "id", "missing"),
    ("id a path", SINGLE, "99-bad", "../../etc/passwd", "id", "expected the lesson's number"),
    ("id with a slash", SINGLE, "99-bad", "99-a/b", "id", "expected the lesson's number"),
    ("id in capitals", SINGLE, "99-bad", "99-Bad", "id", "expected the lesson's number"),
    ("id with markup", SINGLE, "99-bad", "99-<b>", "id", "expected the lesson's number"),
    ("id with a line break", SINGLE, "99-bad", "99-a\\nb", "id", "expected the lesson's number"),
    ("id of another lesson", SINGLE, "99-bad", "98-bad", "id", "starts with 99-"),
    ("id too long", SINGLE, "99-bad", "99-" + "a" * 90, "id", "at most 80"),
    ("id that would restart the lesson", SINGLE, "99-bad", "99-how-to-restart", "id", "starts again"),
    ("all correct", MULTIPLE, 'why = "Not."', 'why = "Not."\ncorrect = true', "options", "one that is not"),
    ("none correct", MULTIPLE, "correct = true\n", "", "options", "at least one correct"),
    ("answer NaN", NUMERIC, "answer = 30", "answer = nan", "answer", "is nan"),
    ("answer infinite", NUMERIC, "answer = 30", "answer = inf", "answer", "is inf"),
    ("answer of 400 digits", NUMERIC, "answer = 30", "answer = 1" + "0" * 400, "answer", "far too large"),
    ("answer a text", NUMERIC, "answer = 30", 'answer = "30"', "answer", "expected a number, found text"),
    ("answer true", NUMERIC, "answer = 30", "answer = true", "answer", "found true or false"),
    ("answer outside", NUMERIC, "answer = 30", "answer = 130", "answer", "outside low and high"),
    ("tolerance below nothing", NUMERIC, "tolerance = 2", "tolerance = -2", "tolerance", "from 0"),
    ("wrong value inside the tolerance", NUMERIC, "value = 70", "value = 31.5", "wrong[0].value", "within the tolerance"),
    ("wrong value nobody can give", NUMERIC, "value = 70", "value = 170", "wrong[0].value", "nobody can give"),
    ("wrong value code", NUMERIC, "value = 70", 'value = "__import__(\'os\').mkdir(\'CANARY\')"', "wrong[0].value", "found text"),
    ("no wrong value", NUMERIC, '[[item.wrong]]\nvalue = 70\nwhy = "The rest."\n', "", "wrong", "missing"),
    ("a step twice", ORDERING, '"two"', '"one"', "steps", "twice"),
    ("two steps", ORDERING, '[[item.steps]]\ntext = "three"\nwhy = "So."\n', "", "steps", "has 2 entries"),
    ("a left side twice", MATCHING, 'left = "c"', 'left = "a"', "pairs", "twice"),
    ("one right side", MATCHING, 'right = "d"', 'right = "b"', "pairs", "nothing to choose"),
    ("extra that serves", MATCHING, "refs = []", 'refs = []\nextras = [{text = "b", why = "x"}]', "extras", "twice"),
    ("a slot without a blank", CLOZE, "Bone {how}.", "Bone {how} {when}.", "text", "['how', 'when']"),
    ("a blank without a slot", CLOZE, "Bone {how}.", "Bone.", "text", "names ['how']"),
    ("a blank with two right", CLOZE, 'why = "No."', 'why = "No."\ncorrect = true', "blanks[0].options", "2 correct"),
    ("a region outside the image", HOTSPOT, "x = 0.6", "x = 0.9", "regions[1].x", "leaves the image"),
    ("a region beyond it", HOTSPOT, "x = 0.6", "x = 1.6", "regions[1].x", "from 0 to 1"),
    ("a region of no width", HOTSPOT, "width = 0.2", "width = 0", "regions[0].width", "0.01"),
    ("no region right", HOTSPOT, "correct = true", "correct = false", "regions", "0 correct"),
    ("an answer without letters", TEXT, '"bone"', '"?!"', "accept", "without a letter"),
    ("an answer too long to type", TEXT, '"bone"', '"' + "bone " * 30 + '"', "accept", "nobody may type"),
    ("right and wrong at once", TEXT, '"stone"', '"The BONE"', "wrong", "twice"),
    ("no answer", TEXT, '["bone"]', "[]", "accept", "at least 1"),
]  # fmt: skip


def _ids(cases):
    return [case[0] for case in cases]


@pytest.mark.parametrize("called, valid, old, new, field, says", ITEMS, ids=_ids(ITEMS))
def test_a_bad_question(tmp_path, monkeypatch, called, valid, old, new, field, says):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "99-bank.toml"
    path.write_text('lesson = "99"\n' + valid + GOOD)
    items, problems = read_file(path)
    assert [item.id for item in items] == ["99-bad", "99-good"] and not problems, "the question is good before it is spoilt"
    assert old in valid
    path.write_text('lesson = "99"\n' + valid.replace(old, new) + GOOD)
    items, problems = read_file(path)
    assert [item.id for item in items] == ["99-good"], "the question beside it is still read"
    (problem,) = problems
    assert problem.file == "99-bank.toml" and problem.place in ('item "99-bad"', "item 1")
    assert problem.field == field or (field == "rrrr" and problem.field.startswith(field))
    assert says in problem.message and len(str(problem)) < 1_000
    assert [p.name for p in tmp_path.iterdir()] == ["99-bank.toml"]


FILES = [  # (what is wrong, content, words)
    ("cut off", b'lesson = "99"\n[[item]]\nid = "99-a', "not valid TOML"),
    ("not UTF-8", b'lesson = "99"\n# caf\xe9', "not UTF-8 text (byte 19)"),
    ("binary", bytes(range(256)), "not"),
    ("empty", b"", "is missing"),
    ("17 MB", b"#" * 17 * 2**20, "larger than 16 MB"),
    ("nested lists", b'lesson = "99"\nx = ' + b"[" * 100_000, "not valid TOML"),
    ("nested tables", b'lesson = "99"\nx = ' + b"{a=" * 100_000, "not valid TOML"),
    ("a number of 5,000 digits", b'lesson = "99"\nx = ' + b"9" * 5_000, "not valid TOML"),
    ("a date that is none", b'lesson = "99"\nx = 2026-02-31', "not valid TOML"),
    ("NUL", b'lesson = "99"\n\0', "not valid TOML"),
    ("a key twice", b'lesson = "99"\nlesson = "98"', "not valid TOML"),
    ("lesson a number", b"lesson = 99", "expected text"),
    ("item a text", b'lesson = "99"\nitem = "x"', "[[item]] tables"),
    ("item a list of numbers", b'lesson = "99"\nitem = [1]', "expected a table"),
    ("an unknown top field", b'lesson = "99"\nitems = 1', "did you mean 'item'?"),
]


@pytest.mark.parametrize("called, content, says", FILES, ids=_ids(FILES))
def test_a_bad_question_file(tmp_path, called, content, says):
    (tmp_path / "98-good.toml").write_text('lesson = "98"\n' + GOOD.replace("99-", "98-"))
    (tmp_path / "99-bank.toml").write_bytes(content)
    items, problems = read_folder(tmp_path)
    assert [item.id for item in items] == ["98-good"], "the file beside it is still read"
    assert [p.file for p in problems] == ["99-bank.toml"] and says in str(problems[0])


def test_the_same_id_twice(tmp_path):
    (tmp_path / "99-a.toml").write_text('lesson = "99"\n' + GOOD + GOOD)
    (tmp_path / "99-b.toml").write_text('lesson = "99"\n' + GOOD)
    (tmp_path / "99-c.toml").mkdir()
    items, problems = read_folder(tmp_path)
    assert len(items) == 1
    assert [(p.file, p.place) for p in problems] == [("99-a.toml", "99-good"), ("99-b.toml", "99-good"), ("99-c.toml", "")]
    assert "twice" in str(problems[0]) and "99-a.toml" in problems[1].message and "cannot be read" in str(problems[2])


# ---------------------------------------------------------------- tables


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(data_dir(), tmp_path / "data")


def _cell(row, column, text):
    """An edit that sets one cell of a table."""

    def edit(old):
        import csv
        import io

        rows = list(csv.reader(io.StringIO(old.decode(), newline="")))
        (hit,) = [r for r in rows if r[0] == row]
        hit[rows[0].index(column)] = text
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    return edit


def _header(old_name, new_name):
    return lambda old: old.replace(old_name, new_name, 1)


TABLES = [  # (what is wrong, file, edit of its bytes, place, field, words)
    ("missing column", "incidence.csv", _header(b",note", b""), "row 2", "", "cells; the header has"),
    ("renamed column", "incidence.csv", _header(b",note", b",remark"), "", "", "note, remark"),
    ("columns in another order", "incidence.csv", _header(b"population,population_group", b"population_group,population"), "", "", "order"),
    ("column twice", "incidence.csv", _header(b",note", b",id"), "", "", "different column names"),
    ("id column renamed", "incidence.csv", _header(b"id,", b"row,"), "", "", "columns differ"),
    ("short row", "labs.csv", lambda b: b + b"LAB999,x\n", None, "", "2 cells"),
    ("unterminated quote", "labs.csv", lambda b: b + b'LAB999,"x\n', None, "", "not a whole CSV file"),
    ("empty file", "labs.csv", lambda b: b"", "", "", "first line"),
    ("header alone", "labs.csv", lambda b: b.splitlines()[0] + b"\n", "", "", "no rows"),
    ("not UTF-8", "labs.csv", lambda b: b + b"\xff\n", "", "", "not UTF-8"),
    ("huge cell", "labs.csv", lambda b: b + b"LAB999," + b"x" * 30_000 + b"\n", None, "", "field larger"),
    ("not a number", "incidence.csv", _cell("INC001", "estimate_pct", "thirty"), "INC001", "estimate_pct", "expected a number"),
    ("NaN", "incidence.csv", _cell("INC001", "estimate_pct", "nan"), "INC001", "estimate_pct", "expected a number"),
    ("infinite", "risk_factors.csv", _cell("RF001", "estimate", "1e999"), "RF001", "estimate", "expected a number"),
    ("a fraction of a person", "incidence.csv", _cell("INC001", "n_patients", "6.5"), "INC001", "n_patients", "expected a integer"),
    ("out of range", "incidence.csv", _cell("INC001", "estimate_pct", "130"), "INC001", "estimate_pct", "at most 100"),
    ("below nothing", "incidence.csv", _cell("INC001", "estimate_pct", "-3"), "INC001", "estimate_pct", "at least 0"),
    ("estimate outside its interval", "risk_factors.csv", _cell("RF001", "estimate", "2.9"), "RF001", "estimate", "not in order"),
    ("unknown source", "incidence.csv", _cell("INC001", "ref_key", "nobody1999"), "INC001", "ref_key", "'nobody1999'"),
    ("unknown word", "incidence.csv", _cell("INC001", "confidence", "certain"), "INC001", "confidence", "expected one of"),
    ("empty where needed", "incidence.csv", _cell("INC001", "confidence", ""), "INC001", "confidence", "is empty"),
    ("space at the end", "incidence.csv", _cell("INC001", "population", "THA "), "INC001", "population", "space"),
    ("control character", "incidence.csv", _cell("INC001", "population", "T\0A"), "INC001", "population", "control character"),
    ("id twice", "incidence.csv", _cell("INC002", "id", "INC001"), "INC001", "id", "twice"),
    ("id of another form", "incidence.csv", _cell("INC002", "id", "../x"), "../x", "id", "expected the form"),
    ("script for an address", "../references.csv", _cell("zhu2015", "url", "javascript:alert(1)"), "zhu2015", "url", "address"),
    ("source without an address", "../references.csv", _cell("zhu2015", "url", ""), "zhu2015", "url", "address"),
    ("sources without keys", "../references.csv", _header(b"ref_key,", b"key,"), "", "", "columns differ"),
]  # fmt: skip


@pytest.mark.parametrize("called, file, edit, place, field, says", TABLES, ids=_ids(TABLES))
def test_a_bad_table(data, called, file, edit, place, field, says):
    assert tables.check(data)[2] == []
    path = data / "evidence" / file
    path.write_bytes(edit(path.read_bytes()))
    rows, _, problems = tables.check(data)
    hits = [p for p in problems if p.file == path.name and p.field == field and says in p.message]
    assert hits and (place is None or hits[0].place == place), [str(p) for p in problems[:5]]
    assert rows > 400, "the other tables are still read"
    assert run(data=data).problems


def test_an_id_in_two_tables(data):
    package = data / "evidence" / "datapackage.json"
    package.write_text(package.read_text().replace(r"^LAB\\d+$", r"^\\w+$"))
    path = data / "evidence" / "labs.csv"
    path.write_bytes(_cell("LAB001", "id", "INC001")(path.read_bytes()))
    (problem,) = tables.check(data)[2]
    assert (problem.file, problem.place) == ("labs.csv", "INC001") and "incidence" in problem.message


def test_a_table_that_is_not_there_and_one_not_described(data):
    (data / "evidence" / "labs.csv").rename(data / "evidence" / "labels.csv")
    problems = tables.check(data)[2]
    assert {(p.file, p.message.split()[1]) for p in problems} == {("labs.csv", "described"), ("labels.csv", "not")}


PACKAGES = [
    ("gone", None),
    ("cut off", b'{"resources": ['),
    ("not UTF-8", b"\xff"),
    ("a list", b"[]"),
    ("no resources", b"{}"),
    ("resources a number", b'{"resources": 1}'),
    ("resource a text", b'{"resources": ["x"]}'),
    ("resource without a name", b'{"resources": [{}]}'),
    ("resource without a path", b'{"resources": [{"name": "labs"}]}'),
    ("resource without a schema", b'{"resources": [{"name": "labs", "path": "labs.csv"}]}'),
    ("schema a list", b'{"resources": [{"name": "labs", "path": "labs.csv", "schema": []}]}'),
    ("fields of texts", b'{"resources": [{"name": "labs", "path": "labs.csv", "schema": {"fields": ["id"]}}]}'),
    ("path out of the folder", b'{"resources": [{"name": "p", "path": "../../../../etc/passwd", "schema": {"fields": [{"name": "id", "type": "string"}]}}]}'),
    ("nested", b"[" * 200_000),
]  # fmt: skip


@pytest.mark.parametrize("called, content", PACKAGES, ids=_ids(PACKAGES))
def test_a_bad_description_of_the_tables(data, called, content):
    path = data / "evidence" / "datapackage.json"
    path.unlink() if content is None else path.write_bytes(content)
    problems = tables.check(data)[2]
    assert any(p.file == "datapackage.json" and p.message for p in problems)


# ---------------------------------------------------------------- progress files and codes


def row(**changes):
    fields = {"id": "abcdef", "t": 1, "item": "03-one", "hash": "0" * 12, "response": "x", "confidence": None} | changes
    return list(fields.values())


def line(entry, version=1):
    return json.dumps({"v": version, "e": entry}).encode()


LINES = [
    ("binary", b"\x80\x81\xff\x00"),
    ("text", b"hello"),
    ("a list", b"[1, 2]"),
    ("null", b"null"),
    ("empty object", b"{}"),
    ("future version", line(row(), 2)),
    ("version as text", line(row(), "1")),
    ("too few entries", line([1, 2])),
    ("event an object", line({"id": "abcdef"})),
    ("NaN time", line(row(t=float("nan")))),
    ("infinite time", line(row(t=float("inf")))),
    ("negative time", line(row(t=-1))),
    ("time true", line(row(t=True))),
    ("far future", line(row(t=10**15))),
    ("time as text", line(row(t="now"))),
    ("nested response", line(row(response=[[1]]))),
    ("deeply nested", b'{"v":1,"e":' + b"[" * 3_000),
    ("nested map", line(row(response={"a": {"b": "c"}}))),
    ("long response", line(row(response="x" * 300))),
    ("long list", line(row(response=["x"] * 50))),
    ("huge line", line(row(response="x" * 1_000_000))),
    ("huge number", b'{"v":1,"e":["abcdef",1,"03-one","000000000000",' + b"9" * 3_000 + b",null]}"),
    ("half a character", line(row(response="\ud800"))),
    ("item a path", line(row(item="../../etc/passwd"))),
    ("item with markup", line(row(item="03-<script>"))),
    ("item with a line break", line(row(item="03-one\n"))),
    ("id with a line break", line(row(id="abcdef\n"))),
    ("hash with a line break", line(row(hash="0" * 12 + "\n"))),
    ("id a number", line(row(id=123456))),
    ("hash too short", line(row(hash="0"))),
    ("confidence 4", line(row(confidence=4))),
    ("confidence a list", line(row(confidence=[1]))),
    ("confidence true", line(row(confidence=True))),
]


@pytest.mark.parametrize("called, bad", LINES, ids=_ids(LINES))
def test_a_bad_line_of_progress(tmp_path, called, bad):
    good = [Attempt("03-one", "0" * 12, "a", t=5), Attempt("03-one", "0" * 12, "b", t=6)]
    (tmp_path / "progress.jsonl").write_bytes(b"\n".join([good[0].line().encode(), bad, good[1].line().encode()]) + b"\n")
    store = Store(tmp_path)
    assert store.read() == good
    assert len(store.messages) == 1 and "1 line of progress.jsonl" in store.messages[0]
    assert (tmp_path / "progress-damaged.jsonl").read_bytes() == bad + b"\n", "kept as it was, for whoever can read it"


def code(rows, prefix="HO1"):
    text = rows if isinstance(rows, bytes) else json.dumps(rows).encode()
    return f"{prefix}.{urlsafe_b64encode(compress(text, 9)).decode().rstrip('=')}.{crc32(text):08x}"


WHOLE = code([row()])
CODES = [
    ("nothing", "", "starts with HO1"),
    ("None", None, "starts with HO1"),
    ("other text", "hello there", "starts with HO1"),
    ("future version", code([row()], "HO2"), "starts with HO1"),
    ("truncated", WHOLE[:-4], "end of this progress code is missing"),
    ("without its middle", "HO1." + WHOLE[30:], "changed on its way"),
    ("wrong checksum", WHOLE[:-8] + "00000000", "changed on its way"),
    ("checksum not a number", WHOLE[:-8] + "zzzzzzzz", "changed on its way"),
    ("not base64", "HO1.!!!!.00000000", "changed on its way"),
    ("not zlib", "HO1.AAAA.00000000", "changed on its way"),
    ("zip bomb", code(b"[" + b" " * 50_000_000 + b"]"), "changed on its way"),
    ("not JSON", code(b"{"), "changed on its way"),
    ("not UTF-8", code(b"\xff"), "changed on its way"),
    ("an object", code({}), "changed on its way"),
    ("deep nesting", code(b"[" * 100_000), "changed on its way"),
    ("a number of 5,000 digits", code(b"[" + b"9" * 5_000 + b"]"), "changed on its way"),
    ("rows of texts", code(["x"]), "not an attempt"),
    ("nested response", code([row(response=[[1]])]), "not an attempt"),
    ("NaN time", code([row(t=float("nan"))]), "not an attempt"),
    ("negative time", code([row(t=-5)]), "not an attempt"),
    ("half a character", code([row(response="\ud800")]), "not an attempt"),
    ("long texts in a list", code([row(response=["x" * 3_000] * 20)]), "not an attempt"),
    ("one bad among good", code([row(), row(id="bcdefg"), row(item="x")]), "not an attempt"),
]


@pytest.mark.parametrize("called, bad, says", CODES, ids=_ids(CODES))
def test_a_bad_code(called, bad, says):
    assert len(decode(WHOLE)) == 1
    with pytest.raises(BadCode, match=says):
        decode(bad)


def test_script_in_an_answer_is_only_text():
    text = "<script>alert(1)</script>"
    (attempt,) = decode(code([row(response=text)]))
    assert attempt.response == text


# ---------------------------------------------------------------- lessons.toml

LESSON = """[[lesson]]
id = "03"
slug = "03-x"
title = "T"
minutes = 5
level = "l"
reviewed = 2026-01-01
[[lesson.objective]]
id = "03.1"
text = "Do"
"""
LESSONS = [
    ("cut off", LESSON[:40], "", "", "not valid TOML"),
    ("not a table", 'lesson = "x"', "", "lesson", "tables"),
    ("empty", "", "", "lesson", "missing"),
    ("no title", LESSON.replace('title = "T"\n', ""), "03", "lesson[0].title", "missing"),
    ("minutes a text", LESSON.replace("minutes = 5", 'minutes = "5"'), "03", "lesson[0].minutes", "whole number"),
    ("minutes none", LESSON.replace("minutes = 5", "minutes = 0"), "03", "lesson[0].minutes", "expected 1"),
    ("reviewed a text", LESSON.replace("2026-01-01", '"today"'), "03", "lesson[0].reviewed", "expected a date"),
    ("no objective", LESSON[: LESSON.index("[[lesson.obj")], "03", "lesson[0].objective", "missing"),
    ("objective without text", LESSON.replace('text = "Do"', ""), "03", "lesson[0].objective[0].text", "missing"),
    ("unknown field", LESSON.replace("minutes", "minuets = 1\nminutes"), "03", "lesson[0].minuets", "did you mean 'minutes'?"),
    ("explorers a text", LESSON.replace("level", 'explorers = "x"\nlevel'), "03", "lesson[0].explorers", "a list of texts"),
]


@pytest.mark.parametrize("called, content, place, field, says", LESSONS, ids=_ids(LESSONS))
def test_a_bad_list_of_lessons(tmp_path, called, content, place, field, says):
    path = tmp_path / "lessons.toml"
    path.write_text(LESSON)
    assert [found.id for found in read_lessons(path)] == ["03"]
    path.write_text(content)
    with pytest.raises(ValueError, match=re.escape(says)) as error:
        read_lessons(path)
    assert (error.value.file, error.value.place, error.value.field) == ("lessons.toml", place, field)


@pytest.mark.parametrize(
    "content",
    [
        LESSON.replace("reviewed = 2026-01-01\n", ""),
        LESSON + LESSON,
        LESSON + LESSON[LESSON.index("[[lesson.obj") :],
        LESSON.replace('id = "03"', 'id = "<b"'),
        "x = " + "9" * 5_000,
    ],
    ids=["never reviewed", "a lesson twice", "an objective twice", "an id that is no number", "5,000 digits"],
)
def test_a_list_of_lessons_that_is_not_refused_yet(tmp_path, content):
    from hoedu.errors import ContentError

    path = tmp_path / "lessons.toml"
    path.write_text(content)
    with pytest.raises(ContentError):
        read_lessons(path)


def test_an_unknown_lesson_says_which_there_are():
    with pytest.raises(ValueError, match="there are 00, 01"):
        lesson("../etc")


# ---------------------------------------------------------------- markup

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=//e.example></iframe>",
    "[click](javascript:alert(1))",
    "[click](  JaVaScRiPt:alert(1) )",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "[click](vbscript:x)",
    "<javascript:alert(1)>",
    '[click](https://e.example "x\\" onmouseover=\\"alert(1)")',
    "![x](https://e.example/x.png)",
    '" onfocus="alert(1)" x="',
    "'><svg onload=alert(1)>",
    "</fieldset></section></details><style>*{display:none}</style>",
    "<!-- -->&lt;script&gt;",
    "`<script>`",
)


class Found(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def _harmless(html):
    tags = Found(html).tags
    assert tags
    for tag, attributes in tags:
        assert tag not in ("script", "img", "iframe", "object", "embed", "style", "link", "base", "form", "svg", "meta"), tag
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            if name in ("href", "src", "action", "formaction", "xlink:href"):
                assert value.startswith(("https://", "http://")), value
    return tags


def _attacked(kind, text):
    quoted = json.dumps(text)
    valid = {"single": SINGLE, "multiple": MULTIPLE, "numeric": NUMERIC, "ordering": ORDERING, "matching": MATCHING, "cloze": CLOZE, "text": TEXT}[kind]
    toml = re.sub(r'^(stem|why|left|right|text|match) = "([^"{]*)"$', lambda m: f"{m[1]} = {json.dumps(m[2] + text)}", valid, flags=re.M)
    toml = toml.replace("Bone {how}.", json.dumps(text + " {how}")[1:-1]).replace('["bone"]', json.dumps(["bone" + text[:60]]))
    toml = toml.replace("refs = []", f"refs = []\nhints = [{quoted}]\nexplanation = {quoted}\nconfidence = true")
    if kind == "numeric":
        toml = toml.replace("answer = 30", f"answer = 30\nunit = {json.dumps(text[:40])}")
    import tomli

    return read_item(tomli.loads(toml)["item"][0], "99"), toml.count(quoted[1:-1])


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("kind", ["single", "multiple", "numeric", "ordering", "matching", "cloze", "text"])
def test_text_of_a_question_never_becomes_markup(kind, text):
    item, places = _attacked(kind, text)
    assert places >= 5
    found = lambda one: sorted(tag for tag, _ in _harmless(item_html(one)) if tag not in ("a", "code", "em", "strong", "p", "span"))  # noqa: E731
    calm, _ = _attacked(kind, "calm words")
    assert found(item) == found(calm), "the same elements as with calm words: nothing was closed early"
    _harmless(reveal_html(item))
    _harmless(finish_html(lesson("00"), [item]))


@pytest.mark.parametrize("text", ATTACKS)
def test_titles_never_become_markup(text):
    from datetime import date

    bad = Lesson("03", "03-x", text, 5, text, date(2026, 1, 1), {"03.1": text}, (), ())
    assert {tag for tag, _ in _harmless(start_html(bad, [text]))} == {"section", "p"}
    source = Reference("x2020", text, "2020", text, text, "https://e.example/?a=%22", text, "")
    assert {tag for tag, _ in _harmless(references_html([source]))} <= {"section", "ol", "li", "em", "a", "h2", "h3", "p"}
