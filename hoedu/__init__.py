"""hoedu: the small helper package of an open workbook on heterotopic ossification.

A lesson says `import hoedu as ho`, then `ho.start("03")`, `ho.ask("03-...")`, `ho.explore("hip-odds")`,
`ho.reveal("03-...")`, `ho.case("swollen-thigh")`, `ho.finish("03")` and `ho.references("03")`; the last one,
`ho.exam()`, `ho.review()` and `ho.terms()`. Facts:
`ho.table("incidence")`, `ho.fact("INC001")`, `ho.cite("zhu2015")`. Models: `ho.risk`, `ho.growth`.
"""

import sys
from importlib import import_module

__version__ = "0.1.0"

# Where each name lives. Nothing is loaded until it is used: `import hoedu` stays quick.
_HOMES = {
    "start": "api", "ask": "api", "answer": "api", "explore": "api", "reveal": "api",
    "finish": "api", "case": "api", "case_map": "api", "references": "api", "progress_code": "api", "restore": "api",
    "exam": "api", "review": "api", "terms": "api",
    "table": "evidence", "fact": "evidence", "cite": "evidence",
    "grade": "grading",
}  # fmt: skip
_MODULES = ("risk", "growth", "evidence", "charts", "answers")
__all__ = [*_HOMES, *_MODULES]

if sys.platform == "emscripten":  # a kernel inside the browser
    import_module("hoedu.inbrowser").prepare()


def __getattr__(name: str):
    if name in _HOMES:
        return getattr(import_module(f"hoedu.{_HOMES[name]}"), name)
    if name in _MODULES:
        return import_module(f"hoedu.{name}")
    raise AttributeError(f"hoedu has no {name!r}; it has {', '.join(sorted(__all__))}")


def __dir__():
    return sorted([*__all__, "__version__"])
