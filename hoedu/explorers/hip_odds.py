"""From an average risk and odds ratios to people out of a thousand, after hip replacement."""

from itertools import product

from hoedu import risk
from hoedu.evidence import fact
from hoedu.explorers.base import Control, Explorer, Frame, per_cent, thousand, tick

# The averages a learner may start from: the same operation, looked at in seven ways.
AVERAGES = ("INC020", "INC017", "INC002", "INC001", "INC009", "INC011", "INC019")
FACTORS = {
    "cemented": ("RF002", "a cemented implant"),
    "bilateral": ("RF003", "both hips operated"),
    "spondylitis": ("RF004", "ankylosing spondylitis"),
    "ankylosed": ("RF005", "an ankylosed hip"),
    "arthritis": ("RF006", "rheumatoid arthritis"),
}
_OVERLAP = " An ankylosed hip is often part of ankylosing spondylitis: ticking both counts the same thing twice."
_NEVER = ("No figure: the two diseases are not combined here, since no source gives their odds ratios together. "
          "Untick ankylosing spondylitis or rheumatoid arthritis.")  # fmt: skip


def build() -> Explorer:
    averages = tuple((row, f"{fact(row)['estimate_pct']} % ({fact(row).sources[0].short})") for row in AVERAGES)
    ticks = tuple(tick(name, called[0].upper() + called[1:]) for name, (_, called) in FACTORS.items())
    controls = (
        Control("average", "Average risk of HO, as each source counted it", "choice", averages, "INC001"),
        Control("sex", "Sex", "choice", (("woman", "woman"), ("man", "man")), "woman"),
        *ticks,
    )
    frames = {}
    for row, sex, *on in product(AVERAGES, ("woman", "man"), *(("0", "1") for _ in FACTORS)):
        chosen = [name for name, value in zip(FACTORS, on) if value == "1"]
        frames["|".join((row, sex, *on))] = _frame(row, sex, chosen)
    return Explorer(
        name="hip-odds",
        title="From odds to people, after hip replacement",
        todo="Choose an average risk first. Then change one factor at a time and watch the people, not the ratio.",
        controls=controls,
        frames=frames,
        columns=("Who", "Risk of any HO", "Out of 1,000", "At the limits of this odds ratio"),
        groups=("A woman with no other factor: {1} of 1,000", "{7}: {3} of 1,000"),
        notes=(
            "A teaching tool, not a calculator for patients: pooled odds ratios whose adjustment the abstract does not "
            "state, not validated; the pooled ratios are for HO of any grade (not Brooker III-IV), while the [3 %](INC020) "
            "counts only HO in records.",
            f"The average is split into women and men at the share of men in one series ([{risk.MEN_SHARE:.0%}](INC020)"
            " , read there). How common the other factors are is not known, so the woman's risk is slightly too high.",
        ),
        sources=(*AVERAGES, "RF001", *(row for row, _ in FACTORS.values())),
    )


def _frame(row: str, sex: str, chosen: list[str]) -> Frame:
    average = fact(row).number("estimate_pct") / 100
    woman = risk.hip_risk(average)
    if {"spondylitis", "arthritis"} <= set(chosen):
        values = (per_cent(woman), thousand(woman))
        cells = (_line("A woman with no other factor", 0),)
        return Frame(_NEVER, values, cells=cells, people=(round(1000 * woman),))
    male = sex == "man"
    ratios = {FACTORS[name][0]: fact(FACTORS[name][0]).number("estimate") for name in chosen}
    person = risk.hip_risk(average, male, ratios.values())
    factors = ([("RF001", "being a man")] if male else []) + [FACTORS[name] for name in chosen]
    called = _called(sex, [FACTORS[name][1] for name in chosen])
    values = [per_cent(woman), thousand(woman), per_cent(person), thousand(person), f"{fact(row)['estimate_pct']}\u00a0%",
              f"{person / woman:.2f}", f"{risk.odds(person) / risk.odds(woman):.2f}", called, called.lower()]  # fmt: skip
    cells = [_line("A woman with no other factor", 0), _line("{7}", 2)]
    for factor, name in factors:
        ends = [_at_limit(average, male, ratios, factor, end) for end in ("ci_low", "ci_high")]
        cells.append((f"… {name}, at its limits", "", "", f"{{{len(values)}}} to {{{len(values) + 1}}}"))
        values += [per_cent(end) for end in ends]
    if not factors:
        text = ("At an average of {4}, a woman with no other factor has a risk of {0}: {1} of 1,000. Choose a man, or tick "
                "a factor.")  # fmt: skip
    else:
        text = ("At an average of {4}: a woman with no other factor {0}; {8} {2}, or {3} of 1,000. The odds are {6} times "
                "hers, the risk {5} times.")  # fmt: skip
        if len(factors) > 1:
            text += " Several ratios were multiplied, as if they acted independently: that has not been shown."
        if {"spondylitis", "ankylosed"} <= set(chosen):
            text += _OVERLAP
    return Frame(text, tuple(values), cells=tuple(cells), people=(round(1000 * woman), round(1000 * person)))


def _line(name: str, first: int) -> tuple[str, ...]:
    return (name, f"{{{first}}}", f"{{{first + 1}}}", "")


def _at_limit(average: float, male: bool, ratios: dict[str, float], factor: str, end: str) -> float:
    """The risk with one odds ratio at one end of its interval and all others at their estimates."""
    limit = fact(factor).number(end)
    if factor == "RF001":
        return risk.hip_risk(average, False, [limit, *ratios.values()])
    return risk.hip_risk(average, male, [limit if row == factor else ratio for row, ratio in ratios.items()])


def _called(sex: str, factors: list[str]) -> str:
    if not factors:
        return f"A {sex} with no other factor"
    return f"A {sex} with {', '.join(factors[:-1])}{' and ' if len(factors) > 1 else ''}{factors[-1]}"
