"""The page grades as Python does: every key, every distractor and every form of answer, through the functions and
through the controls a learner uses.
"""

import pytest

from hoedu.grading import grade
from hoedu.items import load

BANK = load()
NUMBERS = ["1,5", "1.5", "1.5 %", " 1.5", "1,334", "0,125", "1.234,5", "1 500", "−3", "+2", "~7", "7 kg", "12.5.1", "", "abc",
           "1e3", ".5", "5.", "３０", "1'000", "30 percent", "30 per cent.", "--2", "1,2,3", "10²", "½", "9" * 61]  # fmt: skip


def responses(item) -> list:
    """Key, distractors, blanks, junk."""
    blanks = [None, "", [], {}]
    forms = NUMBERS if item.kind == "numeric" else ["Nonsense", "THE " + str(item.key()).upper() + "."]
    if item.kind in ("numeric", "text"):
        blanks = [None, "", "   "]
    else:
        forms = ["not-a-key"] if item.kind in ("single", "hotspot") else [["not-a-key"]]
        if item.kind in ("matching", "cloze"):
            forms = [{"odd": "x"}, {name: "" for name in item.key()}, dict(list(item.key().items())[:1])]
    return [item.key(), *item.distractors(), *blanks, *forms]


@pytest.mark.parametrize("item", BANK.values(), ids=BANK)
def test_functions_agree(shared_tab, item):
    sets = item.variants or (item,)  # every set of numbers of a question that has several
    asked = [[one, response] for one in sets for response in responses(one)]
    found = shared_tab.evaluate(
        """async (asked) => {
            const { grade } = await import("./js/grade.js");
            return asked.map(([spec, response]) => grade(spec, response));
        }""",
        [[one.page_spec(), response] for one, response in asked],
    )
    for (one, response), theirs in zip(asked, found, strict=True):
        ours = grade(one, response)
        assert (theirs["status"], theirs.get("message", "")) == (ours.status, ours.message), response
        assert theirs["score"] == pytest.approx(ours.score, abs=1e-12), response
        assert theirs["verdicts"] == dict(ours.verdicts), response
        assert theirs["whys"] == list(ours.whys), response


# Answer one question as a learner does: by its inputs and its button; say what the page then says.
ANSWER = """async ([spec, html, response]) => {
    const { enhanceItem } = await import("./js/item.js");
    const { grade } = await import("./js/grade.js");
    const holder = document.createElement("div");
    document.querySelector("main").append(holder);
    holder.innerHTML = html;
    const root = holder.firstElementChild;
    const kept = [];
    enhanceItem(root, spec, { record: (row) => kept.push(row) });
    const click = (node) => node.click();
    const choose = (select, value) => { select.value = value; select.dispatchEvent(new Event("input", { bubbles: true })); };
    if (spec.kind === "single" || spec.kind === "hotspot") click(root.querySelector(`.ho-options [value="${response}"]`));
    if (spec.kind === "multiple") for (const key of response) click(root.querySelector(`.ho-options [value="${key}"]`));
    if (spec.kind === "numeric" || spec.kind === "text") root.querySelector(".ho-field input").value = String(response);
    if (spec.kind === "matching" || spec.kind === "cloze")
        for (const [name, value] of Object.entries(response)) choose(root.querySelector(`select[name="${name}"]`), value);
    if (spec.kind === "ordering") {
        // A first move and back, so that the order shown at the start counts as an answer too.
        root.querySelector(".ho-steps li [aria-label^='Move down']").click();
        for (const [place, key] of response.entries()) {
            const step = () => [...root.querySelectorAll(".ho-steps > li")].findIndex((li) => li.dataset.key === key);
            while (step() > place) root.querySelector(`.ho-steps > li[data-key="${key}"] [aria-label^="Move up"]`).click();
        }
    }
    const sure = root.querySelector(".ho-confidence input[value='2']");
    if (sure) sure.click();
    root.querySelector(".ho-check").click();
    holder.remove();
    return kept.map(([item, hash, given, confidence]) => ({ item, hash, confidence, score: grade(spec, given).score }));
}"""


@pytest.mark.parametrize("item", BANK.values(), ids=BANK)
def test_controls_agree(shared_tab, item):
    from hoedu.html.items import item_html

    for response in [item.key(), *item.distractors()]:
        kept = shared_tab.evaluate(ANSWER, [item.page_spec(), item_html(item), response])
        assert len(kept) == 1, response
        assert (kept[0]["item"], kept[0]["hash"]) == (item.id, item.hash)
        assert kept[0]["confidence"] == (2 if item.confidence else None)
        assert kept[0]["score"] == pytest.approx(grade(item, response).score, abs=1e-12), response
