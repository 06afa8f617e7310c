"""A branching patient for a lecturer: the best way through, the traps and where they lead, and what to talk about."""

from hoedu.answers.sheet import Sheet, sentence, table
from hoedu.cases import case as case_of
from hoedu.cases import graph
from hoedu.cases.read import Case
from hoedu.cases.score import ENDED, SAFETY
from hoedu.html.case import EFFECT, shown, when


def case(name: str) -> Sheet:
    """One case by its id. Raises AssertionError when its best way is not one of sound choices alone."""
    one = case_of(name)
    way = best_way(one)
    last = one.nodes[way[-1][0]]
    parts = [
        f"## Case: {one.title}",
        f"*{sentence(one.patient)} About {one.minutes} minutes alone; in class, stop at each decision and vote.* {one.brief}",
        f"**What the patient wants.** {sentence(one.goal)}",
        "**The best way.** Looks that help are named where they stand.",
        table(("when", "section", "looks that help", "choice", "why"), _best(one, way)),
        f"It ends: {last.title}. {last.outcome} ({ENDED[last.ending][1]}, function {last.function} of 100).",
        "**The traps, and where each leads.**",
        table(("when", "section", "choice", "", "why", "leads to"), _traps(one)),
        "**Looks that do not help, and why.**",
        table(("section", "look", "why"), _idle(one)),
        "**The endings.**",
        table(("ending", "", "function", "what the patient can do"), _endings(one)),
        "**For the debrief.** Where did the story turn? Which choice was sound and still ended less well, or the other way round? "
        "Which look would have changed the choice? What would you tell the patient now, in one sentence?",
    ]
    line = f"Case {one.id}: best way of {len(way) - 1} choices, all sound; {graph.count(one)} ways, {sum(bool(node.ending) for node in one.nodes.values())} endings"
    return Sheet("\n\n".join(part for part in parts if part), line)


def best_way(one: Case) -> graph.Path:
    """Of the ways by sound choices alone, the one that ends best; of equals the shortest in days, then in choices."""
    sound = [
        way for way in graph.paths(one) if all(one.nodes[node].choice(made).safety == 0 for node, made in way if made)
    ]
    assert sound, f"{one.id}: no way of sound choices"
    best = min(sound, key=lambda way: (-one.nodes[way[-1][0]].function, one.nodes[way[-1][0]].day, len(way)))
    most = max(node.function for node in one.nodes.values() if node.ending)
    assert one.nodes[best[-1][0]].function == most, f"{one.id}: a way with an unsafe choice ends better"
    return best


def _best(one: Case, way: graph.Path):
    for name, made in way[:-1]:
        node = one.nodes[name]
        looks = "; ".join(look.label for look in node.looks if look.useful)
        choice = node.choice(made)
        yield when(one, node.day), node.title, looks, f"{_letter(one, name, made)} {choice.text}", choice.why


def _traps(one: Case):
    for node in one.nodes.values():
        for choice in shown(one, node):
            if choice.safety < 0:
                symbol, word = SAFETY[choice.safety]
                effect = f"; {EFFECT[choice.function]}" if choice.function else ""
                text = f"{_letter(one, node.id, choice.id)} {choice.text}"
                yield (
                    when(one, node.day),
                    node.title,
                    text,
                    f"{symbol} {word}{effect}",
                    choice.why,
                    one.nodes[choice.to].title,
                )


def _idle(one: Case):
    for node in one.nodes.values():
        for look in node.looks:
            if not look.useful:
                yield node.title, look.label, look.why


def _endings(one: Case):
    for node in one.nodes.values():
        if node.ending:
            symbol, word = ENDED[node.ending]
            yield node.title, f"{symbol} {word}", f"{node.function} of 100", node.outcome


def _letter(one: Case, node: str, choice: str) -> str:
    """The letter a choice has on the page."""
    names = [made.id for made in shown(one, one.nodes[node])]
    return "ABCDEFGH"[names.index(choice)]
