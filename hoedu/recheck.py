"""Printed figures beside what their counts give: the rows of `number_checks.csv`, computed again."""

from hoedu import synthesis
from hoedu.evidence import Fact, fact, facts
from hoedu.synthesis import Counts


def counts_of(row: Fact) -> Counts:
    """The counts of one row of `trials.csv`."""
    return synthesis.counts(*(row.number(name) for name in ("events_treat", "n_treat", "events_control", "n_control")))


def checks() -> list[Fact]:
    return [row for row in facts().values() if row.table == "number_checks"]


def recompute(check: Fact) -> tuple[float, float | None, float | None]:
    """What the counts give for one check, with its interval where the figure has one."""
    trials = [counts_of(fact(name.strip())) for name in check["from_rows"].split(";")]
    measure, method = check["measure"].removeprefix("interval of "), check["method"]
    if measure in ("RR", "OR", "I2"):
        if method == "one trial, turned round":
            found = synthesis.effect(trials[0], measure)
            return 1 / found.estimate, 1 / found.high, 1 / found.low
        model = "random" if method == "DerSimonian-Laird" else "mh"
        pooled = synthesis.pool(trials, "OR" if measure == "I2" else measure, model)
        return (100 * pooled.i2, None, None) if measure == "I2" else pooled.effect[1:4]
    if measure == "P":
        tests = {"Fisher's exact test": synthesis.fisher, "Pearson's chi-square": synthesis.pearson}
        value = tests[method](trials[0]) if method in tests else synthesis.pearson(trials[0], yates=True)
    else:
        value = trials[0].n_treat if measure == "people in the first arm" else trials[0].n_control
    return value, None, None
