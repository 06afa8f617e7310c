"""The claims the workbook grew from: all of them taught, the tool that reviews them, and the figures of lesson 12."""

import csv
import json
import math
import re
import shutil
from collections import Counter

import pytest

from hoedu import seeds, synthesis
from hoedu.check import seeds as check
from hoedu.check.figures import refs_in, rows_in
from hoedu.evidence import fact, facts, references, table
from hoedu.explorers import build, claim_review
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import plain
from hoedu.items import load
from hoedu.lessons import lesson
from hoedu.paths import checkout, data_dir, seeds_dir
from hoedu.widgets.bundle import module_text
from hoedu.wording import LONGEST

CLAIMS = seeds.claims()
BY_ID = {claim.id: claim for claim in CLAIMS}
NOTEBOOKS = checkout() / "notebooks"
BANK = load()


@pytest.fixture(scope="module")
def items():
    return list(BANK.values())


def problems(path, items, folder=NOTEBOOKS):
    return check.check(folder, items, path)[2]


def spoilt(tmp_path, items, edit, claim="SEED05"):
    """The problems of the file after an edit of one row's cells."""
    with open(seeds_dir() / seeds.FILE, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] == claim:
            edit(row)
    path = tmp_path / seeds.FILE
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return problems(path, items)


# ---- the claims


def test_every_claim_is_taught(items):
    count, linked, found = check.check(NOTEBOOKS, items)
    assert [str(problem) for problem in found] == []
    assert count == len(CLAIMS) >= 35 and linked > 100


def test_all_of_the_article_is_covered():
    """Each cause, sign, look-alike, test, treatment, part of rehabilitation and step of prevention that it names."""
    said = {part: " ".join(claim.claim.lower() for claim in CLAIMS if claim.part == part) for part in seeds.PARTS}
    for part, words in {
        "terminology": ["heterotrophic"],
        "definition": ["muscle", "tendon", "unnoticed", "pain", "movement", "inflammation", "fuses", "skeleton"],
        "cause": [
            "orthopaedic",
            "hip replacement",
            "nervous system",
            "burns",
            "fractures",
            "soft tissue",
            "fop",
            "worked out",
        ],
        "risk": ["risk factors"],
        "sign": ["pain", "swells", "warm", "range", "stiffness", "lump"],
        "mimic": ["infection", "deep vein thrombosis", "accurate"],
        "test": ["x-rays", "ct", "mri", "bone scan", "early", "examination"],
        "treatment": ["professions", "nsaids", "bisphosphonates", "operated", "radiotherapy"],
        "rehabilitation": [
            "range-of-motion",
            "pain-relieving",
            "teaching",
            "hydrotherapy",
            "modalities",
            "stimulation",
            "stage",
        ],
        "prevention": ["early", "medicine", "monitoring", "cannot", "ahead"],
        "outlook": ["care", "science"],
        "reference": ["review"],
    }.items():
        assert not [word for word in words if word not in said[part]], part
    assert {claim.verdict for claim in CLAIMS} == set(seeds.VERDICTS)


def test_the_reference_is_what_the_article_says_it_is():
    with open(data_dir() / "references.csv", newline="", encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["pmcid"] == "PMC6478587")
    assert row["ref_key"] == "meyers2019" and "Comprehensive Review" in row["title"]
    assert "meyers2019" in next(claim for claim in CLAIMS if claim.part == "reference").rows


def test_an_installed_package_has_them():
    tomli = pytest.importorskip("tomli")
    project = tomli.loads((checkout() / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["seeds"] == "hoedu/data/seeds", "where hoedu.paths.seeds_dir looks first"


SPOILT = [
    ("a verdict", lambda row: row.update(verdict="false"), "verdict", "is 'false'; expected one of right"),
    ("a verdict defended twice", lambda row: row.update(also=row["verdict"]), "also", "repeats the verdict"),
    ("no verdict's evidence", lambda row: row.update(rows=""), "rows", "needs its evidence"),
    ("taught nowhere", lambda row: row.update(section=""), "section", "taught nowhere"),
    ("a lesson that is not there", lambda row: row.update(section="77:signs"), "section", "there is no lesson 77"),
    ("a cell that is not there", lambda row: row.update(section="04:no-such-cell"), "section", "has no cell 'no-such-cell'"),
    ("a cell that cites something else", lambda row: row.update(section="04:blood"), "section", "lesson 04, cell blood: cites none of"),
    ("a place that is no place", lambda row: row.update(section="signs"), "section", "a colon and a cell's id"),
    ("an unknown row", lambda row: row.update(rows=row["rows"] + "; INC999"), "rows", "names INC999, which is no row"),
    ("an unknown source", lambda row: row.update(rows=row["rows"] + "; nobody1999"), "rows", "names nobody1999"),
    ("a recalled row", lambda row: row.update(rows=row["rows"] + "; SUR001"), "rows", "SUR001 is marked memory"),
    ("a figure that its row does not hold", lambda row: row.update(note="[31 %](INC001)", rows=row["rows"] + ";INC001"), "note", "does not state 31"),
    ("a figure without a row", lambda row: row.update(better="In 41 % of hips."), "better", "figure without a link"),
    ("a link that rows leaves out", lambda row: row.update(note="[30 %](INC001)"), "note", "leans on INC001"),
    ("no better sentence", lambda row: row.update(better=""), "better", "is empty"),
    ("an unknown part", lambda row: row.update(part="price"), "part", "expected one of terminology"),
]  # fmt: skip


@pytest.mark.parametrize("called, edit, field, says", SPOILT, ids=[case[0] for case in SPOILT])
def test_a_spoilt_claim(tmp_path, items, called, edit, field, says):
    found = spoilt(tmp_path, items, edit)
    assert [p for p in found if (p.file, p.place, p.field) == (seeds.FILE, "SEED05", field) and says in p.message], (
        found
    )


def test_a_part_without_a_claim_and_a_claim_twice(tmp_path, items):
    found = spoilt(tmp_path, items, lambda row: row.update(part="sign"), "SEED01")
    assert any("has no claim on terminology" in p.message for p in found)
    found = spoilt(tmp_path, items, lambda row: row.update(id="SEED04"))
    assert [p.field for p in found if p.message == "stands twice"] == ["id"]


def test_a_lesson_without_its_notebook(tmp_path, items):
    shutil.copy(NOTEBOOKS / "01-what-is-ho.ipynb", tmp_path)
    found = problems(None, items, tmp_path)
    assert any(p.place == "SEED15" and "lesson 04 has no cell 'signs'" in p.message for p in found)
    assert not any(p.place == "SEED01" for p in found), "that lesson is there"


@pytest.mark.parametrize("text", ["", "id,part\nSEED01,sign\n", "\ufffd"])
def test_a_file_that_is_not_one(tmp_path, items, text):
    (tmp_path / "claims.csv").write_text(text, encoding="utf-8")
    assert problems(tmp_path / "claims.csv", items) and problems(tmp_path / "gone.csv", items)


# ---- the tool


def test_our_better_sentences_pass_and_the_claims_do_not():
    for claim in CLAIMS:
        assert all(claim_review.judge(plain(claim.better), claim.asks).values()), claim.id
        if claim.asks:
            assert not all(claim_review.judge(claim.claim, claim.asks).values()), f"{claim.id}: nothing left to improve"


@pytest.mark.parametrize(
    "text, missing",
    [
        (
            "After hip replacement about 30 % of hips show some HO on film in pooled studies; how many matter is uncertain.",
            [],
        ),
        ("About 30 % show some HO on film in pooled studies; how many matter is uncertain.", ["who"]),
        ("After hip replacement 30 % of hips show HO on film in 14 pooled studies.", ["sure"]),
        ("After hip replacement some HO on film is found in pooled studies, and it may not matter.", ["figure"]),
        ("After hip replacement 30 % of hips may show some HO on film.", ["figure"]),  # a number without its source
        ("A study of 2015 says that HO may follow hip replacement.", ["figure"]),  # a year is not a figure
        ("HO may follow.", ["length", "who", "figure"]),
        ("HO always follows hip replacement, in 30 % of one series, which is uncertain.", ["danger-promise"]),
        ("In one series 30 % of hips may have heterotrophic bone after replacement.", ["danger-word"]),
        ("It is heterotopic, not heterotrophic, and may follow hip replacement in 30 % of one series.", []),
        (
            "After hip replacement, in 30 % of one series, force the joint hard; the effect is uncertain.",
            ["danger-force"],
        ),
        ("Joints are never forced after hip replacement, as 1 review may suggest.", []),
        ("Forced stretching may provoke HO after elbow injury, as 1 review says.", []),
        ("In people with FOP, excision leads to more bone and is avoided, as 1 review may suggest.", []),
        ("In FOP excision is the way, as 1 study may suggest.", ["danger-fop"]),
        ("In FOP excision leads to better movement, as 1 study may suggest.", ["danger-fop"]),
        ("In FOP new bone is excised early, followed by exercise, as 1 study may suggest.", ["danger-fop"]),
        ("After elbow injury force the joint to avoid stiffness, as 1 study may suggest.", ["danger-force"]),
        ("The term is heterotopic ossification, in 1 review of hips perhaps; heterotrophic is a misspelling.", []),
        ("Heterotrophic ossification may follow hip replacement in 30 % of one series.", ["danger-word"]),
        ("Biopsy the lump in FOP, as 1 study may suggest.", ["danger-fop"]),
        ("FOP is never biopsied, as 1 review may suggest.", []),
        ("After cord injury a swollen leg can wait, as 1 study may suggest.", ["danger-wait"]),
    ],
)
def test_what_a_sentence_lacks(text, missing):
    found = claim_review.judge(text, seeds.ASKS)
    assert [key for key, ok in found.items() if not ok] == missing


def test_only_what_is_asked_is_looked_for():
    assert set(claim_review.judge("x", ())) == {"length", *(f"danger-{one.key}" for one in claim_review.DANGERS)}
    for text in ("", "   \n", "🦴" * 600, "may " * 3000, "<b>1 % of hips in one trial may</b>"):
        assert isinstance(claim_review.judge(text[:LONGEST], seeds.ASKS), dict)


def test_the_first_ten_are_a_fair_beginning():
    first = [BY_ID[name] for name in claim_review.FIRST]
    assert len(first) == 10 and {claim.verdict for claim in first} == set(seeds.VERDICTS)
    assert len({claim.part for claim in first}) >= 6


def test_the_tool_holds_every_claim_once_and_its_sources_are_listed():
    tool = build("claim-review")
    html, spec = explorer_html(tool), explorer_spec(tool)
    assert explorer_html(build.__wrapped__("claim-review")) == html
    assert len(html.encode()) + len(json.dumps(spec).encode()) < 120_000
    assert "For learning, not for treating a patient" in html and "](" not in html
    for claim in CLAIMS:
        assert html.count(f'data-claim="{claim.id}"') == html.count(f'data-told="{claim.id}"') == 1
        told = html.split(f'data-told="{claim.id}">')[1].split("</li>")[0]
        assert f"<strong>{claim.verdict.capitalize()}.</strong>" in told and f"{int(claim.lessons[-1])}." in told
    assert [row["id"] for row in spec["claims"]] == list(BY_ID)
    assert all(row in facts() for row in tool.rows())
    listed = set(lesson("12").refs) | {source.key for row in tool.rows() for source in fact(row).sources}
    spoken = {key for text in tool.texts() for key in refs_in(text)} | {
        row for claim in CLAIMS for row in claim.rows if row in references()
    }
    assert spoken <= listed, spoken - listed
    assert "enhanceClaims" in module_text("claims")


# ---- lesson 12: what its lines of code show


@pytest.fixture(scope="module")
def shown():
    """The code of the computing cells, and what they print or show, as one text."""
    notebook = json.loads((NOTEBOOKS / "12-weighing-the-evidence.ipynb").read_text(encoding="utf-8"))
    found = {}
    for cell in notebook["cells"]:
        if cell["id"].startswith("compute-"):
            texts = ["".join(o.get("text", o.get("data", {}).get("text/plain", ""))) for o in cell["outputs"]]
            found[cell["id"]] = ("".join(cell["source"]), "\n".join(texts))
    return found


def test_each_computing_cell_is_a_few_short_lines_with_prose_before_it(shown):
    notebook = json.loads((NOTEBOOKS / "12-weighing-the-evidence.ipynb").read_text(encoding="utf-8"))
    for before, cell in zip(notebook["cells"], notebook["cells"][1:]):
        if cell["id"] in shown:
            lines = shown[cell["id"]][0].split("\n")
            assert len(lines) <= 4 and max(map(len, lines)) <= 73, cell["id"]
            assert before["cell_type"] == "markdown", f"{cell['id']} runs before it is explained"


def test_the_counts_typed_in_the_lesson_are_those_of_the_table(shown):
    code, said = shown["compute-fisher"]
    for name, row in (("early", "TRI047"), ("late", "TRI048")):
        a, n, c, m = (int(fact(row)[cell]) for cell in ("events_treat", "n_treat", "events_control", "n_control"))
        assert f"[[{a}, {n} - {a}], [{c}, {m} - {c}]]" in code
        assert f"{name} {synthesis.fisher(synthesis.counts(a, n, c, m)):.3f}" in said


def test_fisher_written_out_agrees():
    """The early result by the hypergeometric distribution, every table at most as likely as the one seen."""
    ways = [math.comb(16, k) * math.comb(17, 15 - k) for k in range(16)]
    p = sum(way for way in ways if way <= ways[4] * (1 + 1e-9)) / math.comb(33, 15)
    assert round(p, 3) == 0.037


def test_what_the_cells_print_is_what_the_items_say(shown):
    verdicts = Counter(table("number_checks")["verdict"])
    explanation = BANK["12-order-check"].explanation
    assert f"of the {verdicts.total()} checks in our table {verdicts['not reproduced']} failed" in explanation
    assert all(
        f"{word} " in shown["compute-checks"][1] and str(n) in shown["compute-checks"][1]
        for word, n in verdicts.items()
    )
    assert shown["compute-denominator"][1].split() == ["64.6", "%", "of", "243", "12.9", "%", "of", "1213"]
    assert BANK["12-predict-filmed"].answer == 12.9 and "1213 admitted" in fact("INC134")["note"]
    ratio = float(shown["compute-shrink"][1].split()[-1])
    assert abs(ratio - BANK["12-predict-shrink"].answer) < BANK["12-predict-shrink"].tolerance
    untreated = dict(line.split() for line in shown["compute-controls"][1].split("\n") if line.startswith("TRI"))
    assert round(float(untreated["TRI042"]) / float(untreated["TRI041"]), 2) == BANK["12-predict-controls"].answer
    felt = [line.split() for line in shown["compute-felt"][1].split("\n") if line.startswith("POOL")]
    assert len(felt) == 4 and BANK["12-predict-felt"].answer == 0
    for *_, measure, _, low, high in felt:
        assert float(low) <= (1 if measure == "RR" else 0) <= float(high), "no row shows a clear difference"
    groups = set(re.findall(r"^RF\d+\s+(\D+?)\s{2,}", shown["compute-list"][1], re.M))
    right = {option.text.lower() for option in BANK["12-predict-list"].options if option.correct}
    assert right == groups == {"spinal cord injury", "brain injury", "stroke"}


def test_the_counts_of_verdicts_are_those_of_the_claims():
    item, counted = BANK["12-predict-verdicts"], Counter(claim.verdict for claim in CLAIMS)
    assert item.answer == counted["wrong"] and f"into {len(CLAIMS)} claims" in item.stem
    said = dict(
        re.findall(
            r"(\d+) (?:claims )?(right|imprecise|unproven|wrong)", item.explanation.replace(" claims right", " right")
        )
    )
    assert {word: int(n) for n, word in said.items()} == dict(counted)


def test_worked_answers_by_hand():
    assert abs(BANK["12-interval-middle"].answer - math.sqrt(2.3 * 6)) < 0.05
    assert abs(BANK["12-worked-turn"].answer - (13 / 39) / (5 / 37)) < 0.01
    assert abs(BANK["12-worked-alone"].answer - (8 / 13) / (4 / 21)) < 0.05
    assert abs(BANK["12-share-of-cases"].answer - 0.542 * 28.8) < 0.05
    assert BANK["12-pre-whole"].answer == 100 * 50 / 400 and BANK["12-post-whole"].answer == 100 * 96 / 600


def test_links_of_claims_are_read_as_the_check_reads_them():
    claim = BY_ID["SEED43"]
    assert {*rows_in(claim.note), *refs_in(claim.note)} <= set(claim.rows)
