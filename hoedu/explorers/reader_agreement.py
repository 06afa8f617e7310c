"""How well readers agree on HO: every published kappa we read, on one scale."""

from itertools import product

from hoedu.evidence import Fact, facts
from hoedu.explorers.base import READ_NOTE, Control, Explorer, Frame, Row, capital, listed, read_as

SCHEMES = (
    ("all", "every scheme"),
    ("Brooker", "Brooker (hip)"),
    ("Della Valle", "Della Valle (hip)"),
    ("Biplanar", "Biplanar (hip, two views)"),
    ("Reverse shoulder", "Reverse shoulder, film and CT"),
)
READERS = (
    ("all", "all comparisons"),
    ("between readers", "between readers"),
    ("same reader again", "the same reader again"),
    ("not stated", "comparison not stated"),
)
# One convention for words (CLS093); its bands are opinion, and another convention draws them elsewhere.
BANDS = ((0.20, "slight"), (0.40, "fair"), (0.60, "moderate"), (0.80, "substantial"), (1.0, "almost perfect"))


def build() -> Explorer:
    rows = [f for f in facts().values() if f.table == "reader_agreement" and f.confidence in ("seen", "secondary")]
    rows.sort(key=lambda f: ([key for key, _ in SCHEMES].index(f["scheme_group"]), f["readers"], f.id))
    frames = {}
    for (scheme, called), (readers, how) in product(SCHEMES, READERS):
        shown = tuple(
            n for n, f in enumerate(rows)
            if scheme in ("all", f["scheme_group"]) and readers in ("all", f["readers"])
        )  # fmt: skip
        frames[f"{scheme}|{readers}"] = _frame(called, how, shown, [rows[n] for n in shown])
    return Explorer(
        name="reader-agreement",
        title="Do two readers see the same grade?",
        todo="Start with Brooker between readers. Then let the same reader look again, or change the scheme.",
        controls=(
            Control("scheme", "Scheme", "choice", tuple((key, capital(text)) for key, text in SCHEMES), "Brooker"),
            Control("readers", "Compared", "choice", tuple((key, capital(text)) for key, text in READERS), "all"),
        ),
        frames=frames,
        lines=tuple(_row(row) for row in rows),
        axis=tuple((v / 10, f"{v / 10:g}") for v in (0, 2, 4, 6, 8, 10)),
        heads=("Scheme, and what was compared", "Found", "Kappa: 0 is chance, 1 is perfect", "Kappa"),
        notes=(
            "Kappa is the agreement beyond chance, as a [share of what was possible](CLS091).",
            "A pale bar is a bracket or range as printed: none of these sources said, in what we read, that it is a 95 % interval. "
            "A dot alone came without any.",
            "Words for kappa are [conventions](CLS093): 0.41-0.60 is moderate in one, part of fair to good in another. Read the number.",
            "Kappas of two scales or two groups of films are not to be ranked: with the same 85 % agreement kappa is "
            "[0.70 when classes are balanced and 0.32 when one reader calls 90 % positive](CLS092). Fewer classes make agreement "
            "easier too.",
            "Agreement is not truth: two readers can share a mistake.",
            READ_NOTE,
        ),
        sources=("CLS091", "CLS092", "CLS093"),
    )


def word(kappa: float) -> str:
    """What one convention calls this kappa."""
    return next(name for top, name in BANDS if round(kappa, 2) <= top)


def _row(row: Fact) -> Row:
    estimate, low, high = (row.number(name) for name in ("estimate", "low", "high"))
    judged = {"grade": "grading", "presence": "is HO there at all?"}[row["judged"]]
    how = row["readers"] if row["readers"] != "not stated" else "between or within readers: not stated in what we read"
    bracket = row["range_kind"] if row["range_kind"] != "bound of a word" else f"the band of the word {row['words']}"
    included = f"study of {row['n']}" + (f" {row['n_counts']}" if row["n_counts"] != "not stated" else "")
    detail = "; ".join(part for part in (how, judged, row["view"], included, bracket, row.sources[0].short) if part)
    if estimate is None and low is None:
        figure = f"{row['words']}, no figure"
    elif estimate is None:
        figure = f"{row['low']}-{row['high']}"
    else:
        figure = row["estimate"] + (f" ({row['low']}-{row['high']})" if low is not None else "")
    return Row(row, row["scheme"], capital(detail), figure, read_as(row), estimate, low, high, True)


def _frame(called: str, how: str, shown: tuple[int, ...], rows: list[Fact]) -> Frame:
    name = capital(called) + ("" if how == READERS[0][1] else f", {how}")
    if not rows:
        return Frame("{0}: no kappa among our sources. That is a gap, not agreement.", (name,), shown)
    ends = [v for f in rows for v in (f.number("estimate"), f.number("low"), f.number("high")) if v is not None]
    points = sorted(v for f in rows if (v := f.number("estimate")) is not None)
    studies = len({f["ref_key"] for f in rows})
    count = (
        f"{len(rows)} published value{'s' if len(rows) > 1 else ''} from {studies} stud{'ies' if studies > 1 else 'y'}"
    )
    if not points:
        if not ends:
            return Frame("{0}: {1}, a word without a figure.", (name, count), shown)
        text, values = "{0}: {1}, ranges only, from {2} to {3}.", (name, count, f"{min(ends):.2f}", f"{max(ends):.2f}")
        return Frame(text, values, shown)
    words = list(dict.fromkeys(word(value) for value in (points[0], points[-1])))
    values = [name, count, f"{points[0]:.2f}", f"{points[-1]:.2f}", listed(words, "to")]
    text = "{0}: {1}. Kappa {2}, which one convention calls {4}."
    if points[0] != points[-1]:
        text = "{0}: {1}. The estimates run from kappa {2} to {3}, in one convention {4}."
    if min(ends) < points[0] or max(ends) > points[-1]:
        values += [f"{min(ends):.2f}", f"{max(ends):.2f}"]
        text += " With brackets and ranges: {5} to {6}."
    return Frame(text, tuple(values), shown)
