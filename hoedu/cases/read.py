"""Cases as values, read from `data/cases/*.toml`: one file a patient."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from hoedu import paths
from hoedu.errors import ContentError
from hoedu.items.fields import Fields, read_toml, unique

KINDS = ("history", "examination", "test")
ENDINGS = ("good", "mixed", "harm")
LONGEST_TEXT = 120  # words of one node's text
MOST_NODES = 40
_WORDS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 24  # letters: a step with all its looks has to fit into one short text of an attempt


@dataclass(frozen=True, slots=True)
class Still:
    """What the simulator shows that day: a picture of one of its stacks, a preset of that stack, weeks on the lesion's clock."""

    stack: str
    preset: str
    view: str
    week: float


@dataclass(frozen=True, slots=True)
class Also:
    """A paragraph shown only if `flag` was set before on this path; with `unset`, only if it was not."""

    flag: str
    unset: bool
    text: str


UNSTATED = "unstated"  # the dose of a look that uses radiation, where no row says how much


@dataclass(frozen=True, slots=True)
class Look:
    """Something to ask, examine or test before deciding. `hours` it takes; `dose`: the row of its dose, or UNSTATED."""

    id: str
    kind: str
    label: str
    finding: str
    useful: bool
    why: str
    hours: float = 0.0
    dose: str = ""
    sets: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    picture: Still | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be done, and the node it leads to. `safety`: 0 sound, -1 risky, -2 harmful; `function`: -2 to 2."""

    id: str
    text: str
    to: str
    safety: int
    why: str
    function: int = 0
    sets: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A day of the story. `ending` is empty where there is something to decide; `function` (0 to 100) is of endings."""

    id: str
    day: int
    title: str
    text: str
    who: str = ""
    also: tuple[Also, ...] = ()
    looks: tuple[Look, ...] = ()
    choices: tuple[Choice, ...] = ()
    ending: str = ""
    function: int = 0
    outcome: str = ""

    def look(self, name: str) -> Look | None:
        return next((look for look in self.looks if look.id == name), None)

    def choice(self, name: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == name), None)


@dataclass(frozen=True)
class Case:
    """One patient. `nodes` by id, in the order of the file; `minutes` to play it once; `day0` says what day 0 is."""

    id: str
    title: str
    cause: str
    minutes: int
    patient: str
    brief: str
    goal: str
    objectives: tuple[str, ...]
    day0: str
    assumed: tuple[str, ...]
    start: str
    nodes: dict[str, Node] = field(hash=False)

    @property
    def lesson(self) -> str:
        return self.objectives[0][:2]

    @property
    def event(self) -> str:
        """The name under which a learner's runs are kept."""
        return f"{self.lesson}-case-{self.id}"

    @cached_property
    def hash(self) -> str:
        """12 hexadecimal digits over what can be chosen and where it leads; blind to wording."""
        graph = [[n.id, [look.id for look in n.looks], [[c.id, c.to] for c in n.choices]] for n in self.nodes.values()]
        return hashlib.sha256(json.dumps([self.start, graph]).encode()).hexdigest()[:12]


@cache
def cases() -> dict[str, Case]:
    """All cases of `data/cases` by id; raises ContentError at the first problem."""
    found, problems = read_folder(paths.data_dir() / "cases")
    if problems:
        raise problems[0]
    return {one.id: one for one in found}


def case(name: str) -> Case:
    """One case by its id, for example "swollen-thigh". Raises ContentError where there is none."""
    try:
        return cases()[name]
    except KeyError:
        near = get_close_matches(str(name), cases(), 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(cases())}"
        raise ContentError(f"there is no case {name!r}; {hint}", file="data/cases") from None


def read_folder(folder: Path) -> tuple[list[Case], list[ContentError]]:
    """Every case that can be read, and every problem met on the way."""
    found: list[Case] = []
    problems: list[ContentError] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(read_file(path))
        except ContentError as error:
            problems.append(error)
    return found, problems


def read_file(path: Path) -> Case:
    """The case of one file. Raises ContentError that names file, node and field."""
    return read_case(read_toml(path), path.name)


def read_case(raw: object, file: str) -> Case:
    """One case from its TOML table; its id is the file's name."""
    top = Fields(raw, file, "")
    name = _word(top, "id", longest=60)
    if f"{name}.toml" != file:
        raise top.fail("id", f"is {name!r}; it has to be the file's name")
    if name.endswith(("-restart", "-undo")):
        raise top.fail("id", f"is {name!r}; such endings mean that a lesson starts again, or that this is undone")
    head = {key: top.text(key) for key in ("title", "cause", "patient", "brief", "goal", "day0")}
    objectives = top.texts("objectives", least=1)
    if wrong := [text for text in objectives if not re.fullmatch(r"[0-9]{2}\.[0-9]{1,2}", text)]:
        raise top.fail("objectives", f"holds {wrong[0]!r}; expected objectives such as 11.1")
    minutes, assumed, start = top.integer("minutes", least=1, most=120), top.texts("assumed", ()), _word(top, "start")
    tables = top.tables("node", 2, MOST_NODES)
    top.done()
    nodes = [_node(fields, number) for number, fields in enumerate(tables, 1)]
    unique(top, "node", [node.id for node in nodes])
    return Case(name, **head, minutes=minutes, objectives=objectives, assumed=assumed, start=start,
                nodes={node.id: node for node in nodes})  # fmt: skip


def _node(fields: Fields, number: int) -> Node:
    fields.place, fields.prefix = f"node {number}", ""
    name = _word(fields, "id")
    fields.place = f'node "{name}"'
    ending = fields.one_of("ending", ENDINGS, "") if "ending" in fields else ""
    own: dict[str, Any] = {}
    if ending:
        own = {"function": fields.integer("function", most=100), "outcome": fields.text("outcome")}
        for other in ("choice", "look"):
            if other in fields:
                raise fields.fail(other, "an ending has none")
    elif "choice" not in fields:
        raise fields.fail("choice", "is missing: a node has choices or an ending")
    else:
        looks, choices = fields.tables("look", 0, 7), fields.tables("choice", 2, 5)
        own = {"looks": tuple(map(_look, looks)), "choices": tuple(map(_choice, choices))}
        unique(fields, "look", [look.id for look in own["looks"]])
        unique(fields, "choice", [choice.id for choice in own["choices"]])
        unique(fields, "choice", [choice.text for choice in own["choices"]])
    text = fields.text("text")
    if (words := len(re.sub(r"\]\([^)]*\)", "]", text).split())) > LONGEST_TEXT:
        raise fields.fail("text", f"{words} words; at most {LONGEST_TEXT}")
    node = Node(name, fields.integer("day", least=-36_500, most=36_500), fields.text("title"), text, fields.text("who", ""),
                tuple(map(_also, fields.tables("also", 0, 6))), **({"ending": ending} | own))  # fmt: skip
    fields.done()
    return node


def _also(fields: Fields) -> Also:
    names = [name for name in ("if", "unless") if name in fields]
    if len(names) != 1:
        raise fields.fail("", "needs either if or unless")
    found = Also(_word(fields, names[0]), names[0] == "unless", fields.text("text"))
    fields.done()
    return found


def _look(fields: Fields) -> Look:
    found = Look(
        id=_word(fields, "id"),
        kind=fields.one_of("kind", KINDS),
        label=fields.text("label"),
        finding=fields.text("finding"),
        useful=fields.flag("useful", None),
        why=fields.text("why"),
        hours=fields.number("hours", 0.0, 0, 2_000),
        dose=fields.text("dose", ""),
        sets=_flags(fields),
        refs=fields.texts("refs", ()),
        picture=_still(fields.table("picture")) if "picture" in fields else None,
    )
    if found.useful is None:
        raise fields.fail("useful", "is missing")
    fields.done()
    return found


def _still(fields: Fields) -> Still:
    found = Still(
        fields.text("stack"), fields.text("preset"), fields.text("view"), fields.number("week", least=0, most=52)
    )
    fields.done()
    return found


def _choice(fields: Fields) -> Choice:
    found = Choice(
        id=_word(fields, "id"),
        text=fields.text("text"),
        to=_word(fields, "to"),
        safety=fields.integer("safety", least=-2, most=0),
        why=fields.text("why"),
        function=fields.integer("function", 0, -2, 2),
        sets=_flags(fields),
        refs=fields.texts("refs", ()),
    )
    fields.done()
    return found


def _flags(fields: Fields) -> tuple[str, ...]:
    flags = fields.texts("sets", ())
    for number, flag in enumerate(flags):
        if not _WORDS.fullmatch(flag):
            raise fields.fail(
                f"sets[{number}]", f"is {flag[:60]!r}; expected words and hyphens, like not-anticoagulated"
            )
    return flags


def _word(fields: Fields, name: str, longest: int = _LONGEST_ID) -> str:
    value = fields.text(name, longest=longest)
    if not _WORDS.fullmatch(value):
        raise fields.fail(name, f"is {value!r}; expected small letters, digits and hyphens, like ask-skin")
    return value
