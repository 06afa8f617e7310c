"""Treatments as changes of parameters. Every mapping is our own teaching choice, not part of the published model."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

LABEL = "teaching extension"
STOP = 42.0  # days: how long the treatments of the teaching runs last


@dataclass(frozen=True, slots=True)
class Treatment:
    """One treatment, from day `start` to day `stop` (days of the model).

    factors   parameter -> what it is multiplied by while the treatment lasts
    cells     what progenitors (Cm) are multiplied by, once, on day `start` (1: nothing)
    warning   where the mapping is known to mislead
    """

    name: str
    title: str
    factors: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    cells: float = 1.0
    start: float = 0.0
    stop: float = STOP
    warning: str = ""
    label: str = LABEL

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"start and stop are days with 0 <= start <= stop; got {self.start} and {self.stop}")
        for name, value in {**self.factors, "cells": self.cells}.items():
            if not 0 <= value <= 10:
                raise ValueError(f"{name}: a factor lies from 0 to 10; got {value}")

    def at(self, start: float, stop: float | None = None) -> "Treatment":
        """The same treatment at another time."""
        return replace(self, start=start, stop=max(start, self.stop) if stop is None else stop)

    def strength(self, factor: float) -> "Treatment":
        """The same treatment with every factor set to `factor` (1 does nothing, 0 blocks wholly)."""
        cells = self.cells if self.cells == 1 else factor
        return replace(self, factors={name: factor for name in self.factors}, cells=cells)


TREATMENTS = (
    Treatment("nsaid", "NSAID: less of the inflammatory signal", {"k_0": 0.4, "k_1": 0.4},
              warning="It lowers what debris and macrophages release. That an NSAID does this is our simplification."),
    Treatment("nsaid-pge2", "NSAID: the signal feeds progenitors less", {"a_pm1": 0.4},
              warning="Another reading of the same drug: prostaglandin feeds progenitors. Compare the two."),
    Treatment("radiation", "Radiation: one dose that kills progenitors", cells=0.1,
              warning="A single loss of progenitors. Everything else that radiation does is left out."),
    Treatment("bmp", "BMP or ACVR1 inhibitor", {"phi": 0.2},
              warning="It lowers the share that turns to bone. Slowing how fast progenitors leave (d_m) instead would "
                      "raise bone in this model: a wrong sign."),
    Treatment("rar-gamma", "RAR gamma agonist", {"phi": 0.2, "p_cs": 0.2},
              warning="It changes cartilage too, yet bone comes out as with the BMP inhibitor: bone here does not need "
                      "cartilage, in a real lesion it often does."),
)  # fmt: skip


def treatment(name: str) -> Treatment:
    """One treatment by name. Raises ValueError where there is none."""
    for one in TREATMENTS:
        if one.name == name:
            return one
    raise ValueError(f"there is no treatment {name!r}; there are {', '.join(one.name for one in TREATMENTS)}")
