"""Facts, sources and tables by name; and figures that follow from others do follow."""

from math import copysign

import pytest
from pandas.api.types import is_numeric_dtype

import hoedu as ho
from hoedu import derived, evidence
from hoedu.errors import ContentError

DERIVED = [fact for fact in evidence.facts().values() if fact.table == "derived"]


def test_a_fact_by_id():
    fact = ho.fact("INC001")
    assert (fact.id, fact.table, fact["population"], fact.number("estimate_pct")) == ("INC001", "incidence", "THA", 30)
    assert fact.number("low_pct") is None and fact.confidence == "seen"
    assert [source.key for source in fact.sources] == ["zhu2015"] and fact.url == ho.cite("zhu2015").url
    assert repr(fact) == "Fact(INC001, incidence)"


def test_a_source_by_key():
    source = ho.cite("zhu2015")
    assert source.short.startswith("Zhu") and "2015" in source.short
    assert source.title in str(source) + "." and str(source).endswith(".")


@pytest.mark.parametrize(
    "call, name, file",
    [(ho.fact, "INC999", "data/evidence"), (ho.cite, "nobody1999", "references.csv"), (ho.table, "incidense", "data/evidence"),
     (ho.table, "../references", "data/evidence"), (ho.table, "", "data/evidence"), (ho.fact, "", "data/evidence")],
)  # fmt: skip
def test_an_unknown_name_says_where_it_was_looked_for(call, name, file):
    with pytest.raises(ContentError) as error:
        call(name)
    assert error.value.file == file and name in str(error.value) and "there is no" in str(error.value)
    if call is ho.table:
        assert "incidence" in str(error.value), "says which tables there are"


def test_tables_have_numbers_as_numbers_and_text_as_text():
    frame = ho.table("incidence")
    assert frame.index.name == "id" and frame.loc["INC001", "estimate_pct"] == 30
    assert all(is_numeric_dtype(frame[column]) for column in ("estimate_pct", "low_pct", "high_pct", "n_patients"))
    assert not any(is_numeric_dtype(frame[column]) for column in ("population", "definition", "ref_key", "note"))
    assert frame["note"].notna().all() and frame["low_pct"].isna().any()
    assert len(frame) == sum(fact.table == "incidence" for fact in evidence.facts().values())
    factors = ho.table("risk_factors")
    assert (factors.loc["RF001", ["estimate", "ci_low", "ci_high"]] == [2.11, 1.8, 2.48]).all()
    assert set(ho.table("references").index) == set(evidence.references())


@pytest.mark.parametrize("fact", DERIVED, ids=lambda fact: fact.id)
def test_a_derived_row_follows_from_its_rows(fact):
    assert derived.agrees(fact), f"{fact['value']} printed, {derived.compute(fact)} computed"
    assert set(evidence.origin(fact)) <= set(evidence.facts())
    assert fact.sources, "a derived figure still has an address to go to"


def test_a_derived_value_that_is_off_by_its_last_digit_is_seen():
    for fact in DERIVED:
        digits = len(fact["value"].partition(".")[2])
        value = float(fact["value"])
        other = f"{value * 1.1 + copysign(10**-digits, value):.{digits}f}"
        off = evidence.Fact(fact.id, fact.table, fact.row | {"value": other}, fact.sources)
        assert not derived.agrees(off), fact.id


@pytest.mark.parametrize("source", evidence.references().values(), ids=lambda source: source.key)
def test_every_source_has_a_short_name_and_an_address(source):
    assert source.short and any(letter.isalpha() for letter in source.short)
    assert source.url.startswith(("https://", "http://")) and " " not in source.url
    assert len(source.title) > 3


def test_row_ids_name_one_row_each():
    tables = {path.stem: evidence.read_rows(path) for path in (evidence.data_dir() / "evidence").glob("*.csv")}
    assert sum(map(len, tables.values())) == len(evidence.facts()) > 500
