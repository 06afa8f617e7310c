"""A small stack of analytic shapes with every kind of picture, for tests of the viewer alone."""

from functools import cache

import numpy as np

from hoedu.imaging.pictures import WEEKS, Finding, Layer, Picture, Preset, Stack

PRESETS = (
    Preset("ho", "Bone in the muscle", "A made-up patient."),
    Preset("swelling", "Swelling without bone"),
    Preset("nothing", "Nothing at all"),
)
MINERAL = WEEKS**2.5 / (WEEKS**2.5 + 10**2.5)
WATER = 0.6 / (1 + np.exp(-(WEEKS - 1.5) / 0.35)) * np.exp(-np.maximum(WEEKS - 4, 0) / 9)
SEES = ((0, "Nothing yet."), (3, "A faint cloud beside the bone."), (8, "A ring of mineral."))


def grid(height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[:height, :width]
    return (x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1


def ball(x, y, at_x, at_y, radius) -> np.ndarray:
    """The path through a ball, 1 at its middle."""
    return np.sqrt(np.clip(1 - ((x - at_x) ** 2 + (y - at_y) ** 2) / radius**2, 0, None))


def cut(values: np.ndarray, step: float) -> Layer:
    """The part of a picture that is not 0."""
    rows, columns = np.nonzero(np.abs(values).max(1))[0], np.nonzero(np.abs(values).max(0))[0]
    part = values[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Layer(part.astype(np.float32), step, int(rows[0]), int(columns[0]))


def anatomy(height: int, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A body with a bone in it, the shell of a lesion, and its surroundings; each 0 to 1."""
    x, y = grid(height, width)
    texture = np.random.default_rng(1).normal(size=(height, width))
    for axis in (0, 1):
        texture = (texture + np.roll(texture, 1, axis) + np.roll(texture, -1, axis)) / 3
    base = ball(x, y, 0, 0, 1.3) * 0.6 + ball(x, y, 0.3, 0, 0.35) + ball(x, y, 0.45, 0.6, 0.4) * 0.7 + 0.01 * texture
    shell = ball(x, y, -0.3, 0.1, 0.22) - 0.85 * ball(x, y, -0.3, 0.1, 0.18)
    return base, shell, ball(x, y, -0.3, 0.1, 0.32)


def outline(height: int, width: int):
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return (tuple(((0.7 + 0.22 * np.cos(a)) * width / 2, (1.1 + 0.22 * np.sin(a)) * height / 2) for a in turn),)


def findings(shell: Layer, around: Layer, amounts: tuple[float, float], shape, cnr) -> dict[str, Finding]:
    both = np.stack([amounts[0] * MINERAL, amounts[1] * WATER], axis=1)
    line = outline(*shape)
    return {
        "ho": Finding((shell, around), both, outline=line, cnr=cnr, sees=SEES),
        "swelling": Finding((around,), both[:, 1:], outline=line, cnr=WATER * 10, colour="inflammation",
                            sees=((0, "The muscle is swollen and dark."),)),
        "nothing": Finding(sees=((0, "Nothing is wrong here."),)),
    }  # fmt: skip


def picture(name, title, kind, shape, scale, step, amounts, windows, **more) -> Picture:
    base, shell, around = anatomy(*shape)
    shell, around = cut(shell * scale, step), cut(around * scale, step)
    low, high = min(windows[0][1:]), max(windows[0][1:])
    doses = more.get("doses", (("usual", 1.0),))
    cnr = np.stack([40 * MINERAL * np.sqrt(factor) for _, factor in doses]) if len(doses) > 1 else 40 * MINERAL
    found = findings(shell, around, amounts, shape, cnr)
    limits = (low - (high - low), high + (high - low), (high - low) / 6)
    base_layer = Layer((base * scale).astype(np.float32), step)
    return Picture(name, title, more.pop("modality", title), kind, 256 / max(shape), base_layer, found, windows, limits, **more)


DOSES = (("a quarter of the dose", 0.25), ("usual dose", 1.0), ("four times the dose", 4.0))


@cache
def fake_stack(film: tuple[int, int] = (512, 512)) -> Stack:
    x, y = grid(32, 32)
    scatter = Layer((0.04 + 0.03 * (1 - x**2) * (1 - y**2)).astype(np.float32), 1e-5)
    grain = Layer(np.random.default_rng(2).normal(size=(96, 96)).astype(np.float32) * 12, 0.25)
    pictures = (
        picture("film", "Film, front", "film", film, 2.0, 0.001, (0.5, -0.02), (("usual", 0.3, 2.2), ("soft tissue", 0.6, 1.4)),
                modality="film from the front", noise=0.01, scatter=scatter, doses=DOSES, usual=1, seed=3,
                marks={"left": "R", "right": "L"}),
        picture("ct", "CT", "linear", (384, 384), 1000, 0.5, (1.0, -0.05), (("bone", -200, 1600), ("soft tissue", -100, 300)),
                modality="CT, one slice", unit="HU", noise=grain, doses=DOSES, usual=1, marks={"left": "R", "top": "front"}),
        picture("plain", "Even noise", "linear", (300, 260), 1000, 0.5, (1.0, -0.05), (("usual", 0, 1500),), noise=20.0, unit="HU"),
        picture("mri", "MRI STIR", "magnitude", (256, 256), 1.0, 0.0005, (-0.2, 0.8), (("usual", 0, 1.5),), noise=0.02, seed=9),
        picture("scan", "Bone scan", "counts", (128, 128), 60, 0.005, (0.9, 0.4), (("usual", 90, 0),),
                modality="bone scan, late phase", unit="counts", doses=DOSES, usual=1, marks={"left": "R"}),
        echo((240, 320)),
    )  # fmt: skip
    return Stack("fake", pictures, PRESETS)


def echo(shape) -> Picture:
    base, shell, around = anatomy(*shape)
    decibel = 10 * np.log10(base**2 + 1e-4)
    rim = cut(np.where(shell > 0.3, 10 * np.log10(np.maximum(shell, 1e-3)), 0), 0.1)
    rim = Layer(np.where(rim.values == 0, -120, rim.values).astype(np.float32), 0.1, rim.top, rim.left)
    shadow = cut((around > 0.4) * -10.0, 0.1)
    flow = np.where(around > 0.2, np.random.default_rng(3).uniform(size=shape), 1.0)
    level = (-40 + 40 * MINERAL)[:, None]
    bone = Finding((shadow,), MINERAL[:, None], (rim,), level, Layer(flow.astype(np.float32), 0.01), WATER * 0.7,
                   outline(*shape), 30 * WATER, SEES)  # fmt: skip
    found = {"ho": bone, "swelling": Finding((shadow,), -WATER[:, None] * 0.3), "nothing": Finding()}
    return Picture("echo", "Ultrasound", "ultrasound", "echo", 0.4, Layer(decibel.astype(np.float32), 0.05), found,
                   (("usual", -40, 5),), (-60, 20, 20), "dB", marks={"top": "skin"})  # fmt: skip
