"""The equations as data: read from `growth_equations.csv`, checked, and turned into a Python or a JavaScript function.

An expression is names, numbers, + - * / and parentheses: one text that both languages read alike.
"""

import ast
from collections.abc import Callable, Iterable
from functools import cache

from hoedu.errors import ContentError
from hoedu.evidence import facts

STATES = ("D", "M0", "M1", "M2", "c1", "c2", "Cm", "Cb", "mc", "mb")
PUBLISHED, EXTENSION = "published", "teaching extension"

_ALLOWED = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Name, ast.Load, ast.Constant, ast.Add, ast.Sub, ast.Mult,
            ast.Div, ast.USub)  # fmt: skip


def names_in(expression: str) -> list[str]:
    """The names of an expression. Raises ContentError for anything but arithmetic of names and numbers."""
    try:
        nodes = list(ast.walk(ast.parse(expression, mode="eval")))
    except SyntaxError:
        raise ContentError("is not an expression", file="growth_equations.csv", place=expression[:60]) from None
    for node in nodes:
        number = not isinstance(node, ast.Constant) or type(node.value) in (int, float)
        if not isinstance(node, _ALLOWED) or not number:
            message = f"holds {type(node).__name__}; only names, numbers, + - * / and parentheses are read"
            raise ContentError(message, file="growth_equations.csv", place=expression[:60])
    return [node.id for node in nodes if isinstance(node, ast.Name)]


@cache
def equations(part: str = EXTENSION) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """(auxiliaries, balances), each as (name, expression); balances in the order of STATES.

    `part` "published" gives the published equations; "teaching extension" puts its rows in their place.
    """
    auxiliaries: dict[str, str] = {}
    balances: dict[str, str] = {}
    for row in facts().values():
        if row.table == "growth_equations" and row["part"] in (PUBLISHED, part):
            {"auxiliary": auxiliaries, "balance": balances}[row["kind"]][row["name"]] = row["expression"]
    if set(balances) != set(STATES):
        raise ContentError("a balance for each state, and no other, is needed", file="growth_equations.csv")
    return tuple(auxiliaries.items()), tuple((name, balances[name]) for name in STATES)


@cache
def symbols(part: str = EXTENSION) -> tuple[str, ...]:
    """The parameters the equations name, in their order. Raises ContentError where an auxiliary is used too early."""
    auxiliaries, balances = equations(part)
    known, found = set(STATES), {}
    for name, expression in (*auxiliaries, *balances):
        for used in names_in(expression):
            if used in dict(auxiliaries) and used not in known:
                raise ContentError(f"uses {used} before it is worked out", file="growth_equations.csv", place=name)
            if used not in known:
                found[used] = None
        known |= {name}
    return tuple(found)


@cache
def rates(part: str = EXTENSION) -> Callable:
    """`rates(y, p)`: the rate of change per day of each state. `y` (10, ...) and `p`, one entry for each of
    `symbols(part)`, may hold one run or many side by side.
    """
    auxiliaries, balances = equations(part)
    lines = ["def rates(y, p):", f"    {', '.join(STATES)} = y", f"    {', '.join(symbols(part))} = p"]
    lines += [f"    {name} = {expression}" for name, expression in auxiliaries]
    lines += [f"    return {_joined(expression for _, expression in balances)}"]
    space: dict = {}
    exec(compile("\n".join(lines), "<growth equations>", "exec"), {"__builtins__": {}}, space)  # arithmetic only, see names_in
    return space["rates"]


def _joined(expressions: Iterable[str]) -> str:
    return f"({', '.join(expressions)})"


def javascript(part: str = EXTENSION) -> str:
    """The same as the body of a JavaScript function of `p`, which gives a function (y, out) that fills `out`."""
    auxiliaries, balances = equations(part)
    lines = [f"const [{', '.join(symbols(part))}] = p;", "return (y, out) => {"]
    lines += [f"const {name} = y[{number}];" for number, name in enumerate(STATES)]
    lines += [f"const {name} = {expression};" for name, expression in auxiliaries]
    lines += [f"out[{number}] = {expression};" for number, (_, expression) in enumerate(balances)]
    return "\n".join([*lines, "};"])
