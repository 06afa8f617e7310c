"""What the evidence notes state about the growth model, number by number, and how we compute each.

The stated numbers were computed outside this package (SciPy, LSODA). `near(oracle)` says how close ours must come:
within 1 % of the stated number, or within half a unit of its last printed digit where that is wider; percentages of
change within 1 percentage point; days of a peak within 0.1 day.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from hoedu.growth import TEACHING, final_bone, sensitivity, simulate, treatment
from hoedu.growth.treatments import Treatment


class Oracle(NamedTuple):
    section: str
    what: str
    stated: str
    ours: Callable[[], float]
    kind: str = "value"  # value, percent, day, below


def near(oracle: Oracle) -> float:
    """How far ours may lie from what is stated."""
    if oracle.kind == "percent":
        return 1.0
    if oracle.kind == "day":
        return 0.1
    mantissa, _, power = oracle.stated.partition("e")
    rounding = 0.5 * 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))
    return max(0.01 * abs(float(oracle.stated)), rounding * (1 + 1e-9))


@cache
def base(debris: float):
    return simulate(84, start={"D": debris}, every=0.05)


@cache
def end(**settings):
    """Day 400 of the published model."""
    start = {key[:-6]: settings.pop(key) for key in list(settings) if key.endswith("_start")}
    return simulate(400, settings, start, every=400).at(400)


@cache
def timeline(k_0: float = 5e-7, k_max: float = 0.015, c2: float = 0.0, debris: float = 5e7, teaching: bool = False):
    changes = {"k_0": k_0, "k_max": k_max} | (dict(TEACHING) if teaching else {})
    return simulate(84, changes, {"D": debris, "c2": c2})["mb"]


@cache
def teaching():
    return simulate(400, TEACHING, every=0.1)


def reached(share: float) -> float:
    run = teaching()
    return float(run.times[(run["mb"] >= share * run["mb"][-1]).argmax()])


BASE = final_bone()
sensitivities = cache(sensitivity)


def change(one: Treatment) -> float:
    """Change of final bone in per cent."""
    return 100 * (final_bone(treatment=one) / BASE - 1)


def equilibria() -> Iterator[Oracle]:
    settled = cache(lambda **changes: simulate(1500, changes, every=1500).at(1500))
    yield Oracle("3", "Cb* where d_m > k_pm, d_b < k_pb", "318801", lambda: settled()["Cb"])
    yield Oracle("3", "mb* of E1", "1.000", lambda: settled()["mb"])
    yield Oracle("3", "mc* of E1, below", "0.001", lambda: settled()["mc"], "below")
    for name, value in (("Cm", "8.0e5"), ("Cb", "7.829e5"), ("mc", "0.9388"), ("mb", "1.000")):
        yield Oracle("3", f"{name}* of E2", value, lambda name=name: settled(d_m=0.1)[name])
    yield Oracle("3", "Cb* of E0, below", "1", lambda: settled(d_b=0.3)["Cb"], "below")


# debris, then peak@day of M0, M1, M2, c1 (None: the start), c2, Cm, Cb (None: still rising), mc; mb on days 21 and 84
PEAKS = (
    (3e5, "7.72e3@4.6", "1.23e4@12.0", "4.74e3@17.4", None, "0.0037@17.5", "1.12e3@0.2", None, "0.010@15.6", "0.005", "0.253"),
    (2e7, "2.09e5@1.9", "3.19e5@5.5", "1.07e5@8.2", None, "0.080@7.4", "3.50e4@6.7", None, "0.485@13.0", "0.122", "0.660"),
    (5e7, "3.65e5@1.4", "4.86e5@5.1", "1.68e5@8.3", "1.84@0.27", "0.163@7.3", "1.71e5@7.1", "5.58e5@14.0", "0.847@9.0",
     "0.296", "0.766"),
    (2e8, "6.39e5@0.6", "6.03e5@4.3", "2.37e5@13.0", "7.23@0.30", "0.337@8.6", "7.47e5@8.3", "1.13e6@18.7", "0.975@6.7",
     "0.485", "0.874"),
)  # fmt: skip


def published() -> Iterator[Oracle]:
    for debris, *peaks, early, late in PEAKS:
        for name, stated in zip(("M0", "M1", "M2", "c1", "c2", "Cm", "Cb", "mc"), peaks):
            called = f"{debris:g}: peak of {name}"
            peak = lambda part, d=debris, n=name: base(d).peak(n)[part]  # noqa: E731
            if stated:
                value, day = stated.split("@")
                yield Oracle("4", called, value, lambda peak=peak: peak(0))
                yield Oracle("4", f"{called}, day", day, lambda peak=peak: peak(1), "day")
            elif name == "c1":
                yield Oracle("4", called, "1.000", lambda peak=peak: peak(0))
            else:
                yield Oracle("4", f"{debris:g}: Cb rises to", "3.19e5", lambda d=debris: end(D_start=d)["Cb"])
        for day, stated in ((21, early), (84, late)):
            yield Oracle("4", f"{debris:g}: mb on day {day}", stated, lambda d=debris, t=day: base(d).at(t)["mb"])
    for debris, stated in zip((3e5, 2e7, 5e7, 2e8), ("0.995", "0.998", "0.999", "0.999")):
        yield Oracle("4", f"{debris:g}: mb on day 400", stated, lambda d=debris: end(D_start=d)["mb"])
    cases = (("E1", {}, "3.188e5", "9.9e-12", "0.9985"), ("E0", {"d_b": 0.3}, None, "0.440", "0.255"),
             ("E2", {"d_m": 0.1}, "7.83e5", "0.939", "1.000"))  # fmt: skip
    for case, changes, *stated in cases:
        for name, value in zip(("Cb", "mc", "mb"), stated):
            kind = "value" if value else "below"
            ours = lambda c=changes, n=name: end(**c)[n]  # noqa: E731
            yield Oracle("4", f"{case}: {name} on day 400", value or "1", ours, kind)
    for debris, stated in zip((3e5, 2e7, 5e7, 2e8), ("0.045", "0.401", "0.388", "0.101")):
        ours = lambda d=debris: timeline(k_0=8.5e-6, debris=d)[21]  # noqa: E731
        yield Oracle("4", f"k_0 8.5e-6, {debris:g}: mb on day 21", stated, ours)
    for c2, stated in ((0, "0.766"), (10, "0.713"), (100, "0.676")):
        yield Oracle("4", f"c2(0) = {c2}: mb on day 84", stated, lambda c2=c2: timeline(c2=c2)[84])
    yield Oracle("4", "k_max = 0: mb on day 84", "0.980", lambda: timeline(k_max=0.0)[84])


def extension() -> Iterator[Oracle]:
    yield Oracle("5", "baseline", "0.255", lambda: BASE)
    for debris, stated in ((3e5, "0.002"), (3e6, "0.008"), (2e7, "0.090"), (1e8, "0.420"), (2e8, "0.575")):
        yield Oracle("5", f"D0 = {debris:g}", stated, lambda d=debris: final_bone(start={"D": d}))
    shares = ((0.5, "0.161"), (0.25, "0.095"), (0.1, "0.043"), (0.05, "0.022"), (0.02, "0.009"), (0, "0.000"))
    for phi, stated in shares:
        yield Oracle("5", f"phi = {phi:g}", stated, lambda phi=phi: final_bone(phi=phi))
    losses = ((0.15, "0.998"), (0.2, "0.903"), (0.2202, "0.639"), (0.24, "0.434"), (0.27, "0.317"), (0.35, "0.194"),
              (0.4, "0.157"))  # fmt: skip
    for loss, stated in losses:
        yield Oracle("5", f"d_b = {loss:g}", stated, lambda b=loss: final_bone({"d_b": b}))
    debris = (3e5, 3e6, 2e7, 5e7, 2e8)
    for d, stated in zip(debris, ("0.066", "0.318", "0.360", "0.376", "0.433")):
        yield Oracle("5", f"k_0 8.5e-6, D0 = {d:g}", stated, lambda d=d: final_bone({"k_0": 8.5e-6}, {"D": d}))
    for d, stated in zip(debris, ("0.022", "0.228", "0.283", "0.283", "0.079")):
        ours = lambda d=d: timeline(k_0=8.5e-6, debris=d, teaching=True)[21]  # noqa: E731
        yield Oracle("5", f"k_0 8.5e-6, D0 = {d:g}, day 21", stated, ours)
    for share, stated in ((0.5, "15.4"), (0.9, "32.4")):
        yield Oracle("5", f"day of {share:.0%} of final bone", stated, lambda share=share: reached(share), "day")
    ranked = {"k_pm": "2.2", "d_b": "-2.0", "a_pm": "-1.3", "k_pb": "1.2", "d_m": "-1.0", "p_bs": "1.0", "d_c1": "-1.0",
              "a_pm1": "0.75", "a_12": "0.67", "k_0": "0.63", "d_c2": "0.44", "k_e1": "-0.42"}  # fmt: skip
    for name, stated in ranked.items():
        yield Oracle("5", f"sensitivity to {name}", stated, lambda name=name: sensitivities()[name])


DAYS = (0, 3, 5, 7, 10, 14, 21, 28)
TIMING = {
    "nsaid": (-77, -45, -27, -16, -6, -2, 0, 0),
    "nsaid-pge2": (-58, -19, None, -4, None, -0.4, 0, 0),
    "radiation": (-43, -52, -57, -50, -27, -10, -1, 0),  # the first on day 1
    "bmp": (-69, -68, -63, -48, -24, -8, -1, 0),
    "rar-gamma": (-69, None, None, -48, None, -8, None, None),
}


def treatments() -> Iterator[Oracle]:
    for name, row in TIMING.items():
        for day, stated in zip(DAYS, row):
            if stated is not None:
                day = 1 if name == "radiation" and day == 0 else day
                ours = lambda name=name, day=day: change(treatment(name).at(day))  # noqa: E731
                yield Oracle("6", f"{name} from day {day}, change in %", str(stated), ours, "percent")
    nsaid, radiation = treatment("nsaid"), treatment("radiation")
    for stop, stated in ((3, -32), (5, -52), (7, -65), (10, -74), (14, -76)):
        ours = lambda stop=stop: change(nsaid.at(0, stop))  # noqa: E731
        yield Oracle("6", f"nsaid from day 0 to {stop}, change in %", str(stated), ours, "percent")
    for left, stated in ((0.8, "0.200"), (0.6, "0.131"), (0.4, "0.060"), (0.2, "0.014"), (0.1, "0.005")):
        ours = lambda left=left: final_bone(treatment=nsaid.strength(left))  # noqa: E731
        yield Oracle("6", f"nsaid leaves {left:g} of the signal", stated, ours)
    killed = ("0.039", "0.029", "0.041", "0.091", "0.176", "0.228", "0.252")
    for day, stated in zip((1, 3, 5, 7, 10, 14, 21), killed):
        ours = lambda day=day: final_bone(treatment=radiation.strength(0.01).at(day))  # noqa: E731
        yield Oracle("6", f"radiation, 99 % killed, day {day}", stated, ours)
    wrong_sign = Treatment("d_m", "d_m", {"d_m": 0.2})
    yield Oracle("6.1", "d_m x 0.2, days 0-42", "0.728", lambda: final_bone(treatment=wrong_sign))
    yield Oracle("6.1", "d_m x 0.2: most progenitors", "6e5", lambda: simulate(60, TEACHING, treatment=wrong_sign).peak("Cm")[0])
    yield Oracle("6.1", "k_max x 0.5", "0.306", lambda: final_bone({"k_max": 0.0075}))
    yield Oracle("6.1", "k_e1 and k_e2 x 2", "0.160", lambda: final_bone({"k_e1": 24, "k_e2": 48}))
    yield Oracle("6.1", "k_e1 and k_e2 x 0.5", "0.388", lambda: final_bone({"k_e1": 6, "k_e2": 12}))


ORACLES = [*equilibria(), *published(), *extension(), *treatments()]
