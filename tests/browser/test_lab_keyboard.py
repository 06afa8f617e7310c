"""Every lesson in JupyterLab, answered from its first control to its last without a mouse."""

import pytest
from test_lab import BANK, LESSONS, count_cells, questions, wait_for_events

from hoedu.progress import fold
from hoedu.progress.events import from_row


@pytest.mark.parametrize("notebook", LESSONS)
def test_a_whole_lesson_by_keyboard_alone(lab, lab_tab, notebook):
    lab.open(lab_tab, notebook)
    lab_tab.wait_for_timeout(2000)
    before = count_cells(lab_tab)
    items = questions(notebook)
    lab_tab.evaluate("document.querySelector('[data-ho=start] summary').focus()")
    assert walk(lab_tab, len(items)) == {item.id for item in items}
    events = [from_row(row) for row in wait_for_events(lab, len(items))]
    states = fold(events, BANK)
    assert [item.id for item in items if not states[item.id].correct] == []
    assert count_cells(lab_tab) == before


def walk(page, many: int) -> set[str]:
    """A learner at the keyboard: Tab on, and at each control do what the answer needs, until so many questions are answered."""
    done: set[str] = set()
    for _ in range(3000):
        page.keyboard.press("Tab")
        at = page.evaluate(WHERE)
        if at is None or at["item"] in done:
            continue
        if at["what"] == "check":
            page.keyboard.press("Enter")
            done.add(at["item"])
            if len(done) == many:
                break
        else:
            type_answer(page, BANK[at["item"]], at)
    return done


WHERE = """() => {
    const node = document.activeElement, item = node?.closest("[data-ho=item][data-live]");
    if (!item) return null;
    const name = item.dataset.item, value = node.value;
    if (node.matches(".ho-check")) return { item: name, what: "check" };
    if (node.closest(".ho-confidence")) return { item: name, what: "confidence" };
    if (node.matches("select")) return { item: name, what: "select", name: node.name };
    if (node.matches(".ho-grip")) return { item: name, what: "grip" };
    if (node.matches("[type=radio], [type=checkbox], [type=text]")) return { item: name, what: node.type, value };
    return null;
}"""


def type_answer(page, item, at) -> None:
    now = "document.activeElement.value"
    if at["what"] == "radio":
        page.keyboard.press("Space")
        for _ in range(8):
            if page.evaluate(now) == item.key():
                return
            page.keyboard.press("ArrowDown")
    elif at["what"] == "confidence":
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    elif at["what"] == "checkbox":
        for _ in item.options:
            if page.evaluate(now) in item.key():
                page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
    elif at["what"] == "text":
        page.keyboard.type(str(item.key()))
    elif at["what"] == "select":
        for _ in range(12):
            if page.evaluate(now) == item.key()[at["name"]]:
                return
            page.keyboard.press("ArrowDown")
    elif at["what"] == "grip":
        order = "[...document.activeElement.closest('.ho-steps').children].map((li) => li.dataset.key)"
        focused = "document.activeElement.closest('li').dataset.key"
        for place, key in enumerate(item.key()):
            while page.evaluate(focused) != key:
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
            while page.evaluate(order).index(key) > place:
                page.keyboard.press("ArrowUp")
            page.keyboard.press("Space")
