"""A number is read as the person who typed it means it, in either decimal style, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoedu.errors import Invalid
from hoedu.items.numbers import parse_number


@pytest.mark.parametrize(
    "typed, unit, value",
    [
        ("1.5", "", 1.5),
        ("1,5", "", 1.5),
        ("1.5 %", "%", 1.5),
        ("1.5%", "%", 1.5),
        ("1.5 per cent", "%", 1.5),
        ("1.5 percent", "%", 1.5),
        ("1,334", "", 1334),  # three digits after a comma: thousands ...
        ("1,334,000.5", "", 1334000.5),
        ("0,125", "", 0.125),  # ... but nobody writes nought thousand
        ("1,3344", "", 1.3344),
        ("1.234,5", "", 1234.5),
        ("1.234.567", "", 1234567),
        ("1.234", "", 1.234),
        ("1 500", "", 1500),
        ("1\u00a0500", "", 1500),
        ("1\u202f500,5", "", 1500.5),
        ("1'500", "", 1500),
        ("12 345 678", "", 12345678),
        ("\u22122.5", "", -2.5),
        ("- 2.5", "", -2.5),
        ("+7", "", 7),
        ("１２．５", "", 12.5),
        (".5", "", 0.5),
        (",5", "", 0.5),
        ("5.", "", 5),
        ("~30", "", 30),
        ("≈ 30", "", 30),
        ("  42\n", "", 42),
        ("3 weeks", "weeks", 3),
        ("3 WEEKS.", "weeks", 3),
        ("2.2 mSv", "mSv", 2.2),
        (7, "", 7),
        (0.25, "%", 0.25),
    ],
)
def test_reads(typed, unit, value):
    assert parse_number(typed, unit) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("typed", [None, "", "   ", "\t\n", "\u00a0"])
def test_nothing_typed_is_no_number(typed):
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    "typed, unit, says",
    [
        ("5 mg", "%", "Give the answer in %"),
        ("5 mg", "", "no unit"),
        ("5 %", "", "no unit"),
        ("5 days", "weeks", "in weeks"),
        ("5-10", "", "no unit"),
    ],
)
def test_another_unit_is_asked_again(typed, unit, says):
    with pytest.raises(Invalid, match=says):
        parse_number(typed, unit)


@pytest.mark.parametrize(
    "typed",
    ["abc", "-", "%", ",", ".", "1,5,5", "1.2.3", "1,23,456", "1 5", "--5", "five", "0x10", "1e5", "½", "٣", "nan", "inf", "[5]", True, [5], {}],
)  # fmt: skip
def test_junk_is_asked_again(typed):
    with pytest.raises(Invalid):
        parse_number(typed, "%")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 10**400], ids=["nan", "inf", "-inf", "huge"])
def test_numbers_that_no_answer_can_be(value):
    with pytest.raises(Invalid):
        parse_number(value)


@pytest.mark.parametrize("typed", ["9" * 61, "1" + " " * 100_000 + "a\nb", "1," * 50_000], ids=["digits", "spaces", "commas"])
def test_very_long_text_is_refused_at_once(typed):
    with pytest.raises(Invalid):
        parse_number(typed)


@given(st.integers(-(10**9), 10**9), st.sampled_from([",", " ", "'", "\u202f"]))
def test_grouped_thousands_read_back(value, mark):
    assert parse_number(f"{value:,}".replace(",", mark)) == value


@given(st.decimals(-10_000, 10_000, places=2), st.sampled_from(".,"))
def test_two_decimals_read_back_in_both_styles(value, mark):
    assert parse_number(str(value).replace(".", mark)) == pytest.approx(float(value))


@given(st.text(max_size=80), st.sampled_from(["", "%", "weeks"]))
def test_any_text_is_a_finite_number_nothing_or_invalid(text, unit):
    try:
        value = parse_number(text, unit)
    except Invalid:
        return
    assert value is None or abs(value) < 1e61
