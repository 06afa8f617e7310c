"""A page with no kernel, as a learner meets it: answer, leave blank, come back, by keyboard, by touch, on paper."""

import re

import pytest
from playwright.sync_api import expect

from hoedu.html.inline import plain
from hoedu.items import load
from hoedu.progress import decode, encode, fold

BANK = load()
SINGLE = BANK["03-dish-marker"]
CORE = [item for item in BANK.lesson("03") if item.use != "practice"]


def question(tab, item_id: str):
    return tab.locator(f'[data-ho=item][data-item="{item_id}"]').first


def pick(tab, item, key: str):
    question(tab, item.id).locator(f'.ho-options input[value="{key}"]').check()


def press_check(tab, item):
    question(tab, item.id).locator(".ho-check").click()


def feedback(tab, item):
    return question(tab, item.id).locator(".ho-feedback")


def rows(tab) -> list:
    return tab.evaluate('JSON.parse(localStorage.getItem("hoedu.progress") ?? "[]")')


def test_nothing_is_chosen_and_no_answer_is_shown_at_first(tab):
    assert tab.locator("input:checked").count() == 0
    assert tab.locator(".ho-item .ho-key:visible").count() == 0
    assert tab.locator(".ho-mark").count() == 0


def test_blank_is_asked_for_again_and_not_kept(tab):
    press_check(tab, SINGLE)
    expect(feedback(tab, SINGLE)).to_have_text("Nothing is answered yet.")
    assert rows(tab) == []


def test_wrong_then_right(tab):
    wrong = SINGLE.distractors()[0]
    pick(tab, SINGLE, wrong)
    press_check(tab, SINGLE)
    expect(feedback(tab, SINGLE)).to_contain_text("✗ Not right. Try once more.")
    assert not question(tab, SINGLE.id).locator(".ho-key").is_visible(), "the answer must not show before the last try"
    pick(tab, SINGLE, SINGLE.key())
    press_check(tab, SINGLE)
    expect(feedback(tab, SINGLE)).to_contain_text("✓ Right.")
    expect(question(tab, SINGLE.id).locator(".ho-mark")).to_have_text("✓ right")
    assert [row[4] for row in rows(tab)] == [wrong, SINGLE.key()]


def test_two_wrong_answers_open_every_reason(tab):
    for key in SINGLE.distractors()[:2]:
        pick(tab, SINGLE, key)
        press_check(tab, SINGLE)
    expect(question(tab, SINGLE.id).locator(".ho-key li").first).to_be_visible()
    assert question(tab, SINGLE.id).locator(".ho-key li").count() == len(SINGLE.options)


def test_focus_stays_on_the_button(tab):
    pick(tab, SINGLE, SINGLE.key())
    question(tab, SINGLE.id).locator(".ho-check").focus()
    tab.keyboard.press("Enter")
    expect(feedback(tab, SINGLE)).to_contain_text("✓ Right.")
    assert tab.evaluate("document.activeElement.className") == "ho-check"


def test_held_question_wants_confidence_and_tells_nothing(tab):
    item = BANK["03-pre-odds-to-people"]
    pick(tab, item, item.key())
    press_check(tab, item)
    expect(feedback(tab, item)).to_have_text("Say how sure you are, too.")
    question(tab, item.id).get_by_label("fairly sure").check()
    press_check(tab, item)
    expect(feedback(tab, item)).to_contain_text("Kept.")
    assert question(tab, item.id).locator(".ho-mark, .ho-key:visible").count() == 0
    question(tab, item.id).locator(".ho-check").click(force=True)
    assert len(rows(tab)) == 1, "one attempt only"


def test_number_as_typed(tab):
    item = BANK["03-severe-share"]
    box = question(tab, item.id).locator(".ho-field input")
    box.fill("about a quarter")
    box.press("Enter")
    expect(feedback(tab, item)).to_have_text("Write one number, for example 12.5.")
    assert rows(tab) == []
    box.fill("23,0 %")
    box.press("Enter")
    expect(feedback(tab, item)).to_contain_text("✓ Right.")


def test_ordering_by_keyboard_alone(tab):
    item = BANK["03-predict-order"]
    grips = question(tab, item.id).locator(".ho-grip")
    assert grips.evaluate_all("nodes => nodes.filter((node) => node.tabIndex === 0).length") == 1, "one tab stop"
    grips.first.focus()
    order = [step.key for step in item.start()]
    for place, key in enumerate(item.key()):
        while (at := order.index(key)) > place:
            question(tab, item.id).locator(f'li[data-key="{key}"] .ho-grip').focus()
            tab.keyboard.press("Space")
            tab.keyboard.press("ArrowUp")
            tab.keyboard.press("Space")
            order[at - 1], order[at] = order[at], order[at - 1]
    press_check(tab, item)
    expect(feedback(tab, item)).to_contain_text("Kept.")
    assert rows(tab)[0][4] == item.key()
    mine = tab.locator(f'[data-ho=reveal][data-item="{item.id}"] .ho-mine')
    expect(mine).to_contain_text(f"You predicted: 1. {plain(item.steps[0].text)}; 2. {plain(item.steps[1].text)}; 3.")


def test_ticks_are_one_tab_stop_and_arrows_move(tab):
    item = BANK["03-what-widens"]
    boxes = question(tab, item.id).locator(".ho-options input")
    assert boxes.evaluate_all("nodes => nodes.filter((node) => node.tabIndex === 0).length") == 1
    boxes.first.focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Space")
    assert boxes.nth(1).is_checked() and not boxes.first.is_checked()


def test_region_by_pointer_and_by_letter(tab):
    item = BANK["03-interval-row"]
    regions = question(tab, item.id).locator(".ho-region")
    regions.nth(1).click()
    assert question(tab, item.id).locator(".ho-options input").nth(1).is_checked()
    pick(tab, item, item.key())
    expect(regions.nth([r.key for r in item.regions].index(item.key()))).to_have_attribute("data-chosen", "true")
    press_check(tab, item)
    expect(feedback(tab, item)).to_contain_text("✓ Right.")


def test_answers_come_back_after_a_reload(tab):
    pick(tab, SINGLE, SINGLE.key())
    press_check(tab, SINGLE)
    tab.reload()
    expect(feedback(tab, SINGLE)).to_contain_text("✓ Right.")
    assert question(tab, SINGLE.id).locator(f'input[value="{SINGLE.key()}"]').is_checked()
    expect(tab.locator(".ho-progress")).to_contain_text(f"1 of {len(CORE)} questions answered")


def test_a_changed_question_gives_no_credit(tab):
    tab.evaluate(
        "([item, key]) => localStorage.setItem('hoedu.progress', JSON.stringify([['abcdef0123', 1, item, '0'.repeat(12), key, null]]))",
        [SINGLE.id, SINGLE.key()],
    )
    tab.reload()
    expect(feedback(tab, SINGLE)).to_contain_text("This question has changed since you answered it.")
    expect(tab.locator(".ho-progress")).to_contain_text(f"0 of {len(CORE)}")


@pytest.mark.parametrize("kept", ["not json", "{}", "[1, null, [2]]", '[["x"]]', "[[]]"])
def test_a_damaged_store_is_left_out(tab, kept):
    tab.evaluate("(text) => localStorage.setItem('hoedu.progress', text)", kept)
    tab.reload()
    expect(tab.locator(".ho-progress")).to_contain_text(f"0 of {len(CORE)}")
    pick(tab, SINGLE, SINGLE.key())
    press_check(tab, SINGLE)
    expect(feedback(tab, SINGLE)).to_contain_text("✓ Right.")


def test_start_again_asks_first_and_forgets(tab):
    pick(tab, SINGLE, SINGLE.key())
    press_check(tab, SINGLE)
    tab.get_by_role("button", name="Start this lesson again").click()
    tab.get_by_role("button", name="No", exact=True).click()
    expect(feedback(tab, SINGLE)).to_contain_text("✓ Right.")
    tab.get_by_role("button", name="Start this lesson again").click()
    tab.get_by_role("button", name="Yes, start again").click()
    expect(feedback(tab, SINGLE)).to_have_text("")
    assert tab.locator(".ho-options input:checked").count() == 0
    expect(tab.locator(".ho-progress")).to_contain_text(f"0 of {len(CORE)}")
    tab.get_by_role("button", name="Undo: bring the answers back").click()
    expect(feedback(tab, SINGLE)).to_contain_text("✓ Right.")
    expect(tab.locator(".ho-progress")).to_contain_text(f"1 of {len(CORE)}")


def test_progress_code_page_to_python_and_back(tab):
    pick(tab, SINGLE, SINGLE.key())
    press_check(tab, SINGLE)
    tab.locator(".ho-code summary").click()
    tab.get_by_role("button", name="Copy my code").click()
    box = tab.get_by_label("Progress code", exact=True)
    expect(box).to_have_value(re.compile("^HO1"))
    attempts = decode(box.input_value())
    assert fold(attempts, BANK)[SINGLE.id].correct
    tab.evaluate("localStorage.clear()")
    tab.reload()
    expect(tab.locator(".ho-progress")).to_contain_text(f"0 of {len(CORE)}")
    tab.locator(".ho-code summary").click()
    box.fill(encode(attempts)[:-1])
    tab.get_by_role("button", name="Use the code").click()
    expect(tab.locator(".ho-said")).to_contain_text("missing")
    box.fill("\n ".join(re.findall(".{1,30}", encode(attempts))))
    tab.get_by_role("button", name="Use the code").click()
    expect(tab.locator(".ho-said")).to_have_text("1 answer restored.")
    expect(feedback(tab, SINGLE)).to_contain_text("✓ Right.")


def test_prediction_stands_beside_the_data(tab):
    item = BANK["03-predict-man"]
    reveal = tab.locator(f'[data-ho=reveal][data-item="{item.id}"]')
    expect(reveal.locator(".ho-mine")).to_contain_text("You have not predicted yet.")
    assert not reveal.locator("details").evaluate("node => node.open")
    question(tab, item.id).locator(".ho-field input").fill("48")
    press_check(tab, item)
    expect(reveal.locator(".ho-mine")).to_have_text("You predicted: 48 %. ✗ The data say something else.")
    assert reveal.locator("details").evaluate("node => node.open")


def test_the_end_compares_before_and_after(tab):
    finish = tab.locator("[data-ho=finish]")
    expect(finish.locator(".ho-held")).to_be_hidden()
    for item in [item for item in BANK.lesson("03") if item.use in ("pretest", "posttest")]:
        wrong = item.use == "pretest"
        pick(tab, item, item.distractors()[0] if wrong else item.key())
        question(tab, item.id).locator(f'.ho-confidence input[value="{3 if wrong else 1}"]').check()
        press_check(tab, item)
    expect(finish.locator("tbody tr").nth(0)).to_have_text(re.compile("Before.*0 of 3.*0 of 3.*–"))
    expect(finish.locator("tbody tr").nth(1)).to_have_text(re.compile("After, the partners of these.*3 of 3.*–.*3 of 3"))
    expect(finish.locator("tbody tr").nth(2)).to_have_text(re.compile("After, all.*6 of 6.*–.*6 of 6"))
    expect(finish).to_contain_text("Look at this lesson again on")
    expect(finish.locator(".ho-held")).to_be_visible()


def test_two_copies_of_a_question_do_not_share_their_choices(tab):
    tab.evaluate(
        """async (id) => {
            const { enhancePage } = await import("./js/main.js");
            const first = document.querySelector(`[data-ho=item][data-item="${id}"]`);
            const holder = document.createElement("div");
            const text = await (await fetch(location.href)).text();
            holder.append(new DOMParser().parseFromString(text, "text/html").querySelector(`[data-ho=item][data-item="${id}"]`));
            document.querySelector("main").append(holder);
            enhancePage(holder);
        }""",
        SINGLE.id,
    )
    copies = tab.locator(f'[data-ho=item][data-item="{SINGLE.id}"]')
    copies.nth(0).locator(".ho-options input").nth(0).check()
    copies.nth(1).locator(".ho-options input").nth(1).check()
    assert copies.nth(0).locator(".ho-options input").nth(0).is_checked()


def test_tomorrow_the_question_is_asked_again(tab):
    """An answer of yesterday is due: the question is open, its answer hidden, and the head leads to it."""
    day = 86_400_000
    row = ["abcdef0123", "now", SINGLE.id, SINGLE.hash, SINGLE.key(), None]
    tab.evaluate(
        "([row, ago]) => { row[1] = Date.now() - ago; localStorage.setItem('hoedu.progress', JSON.stringify([row])); }",
        [row, 2 * day],
    )
    tab.reload()
    expect(feedback(tab, SINGLE)).to_contain_text("Due again: you last answered this on")
    assert question(tab, SINGLE.id).locator("input:checked, .ho-key:visible, .ho-mark").count() == 0
    expect(tab.locator(".ho-progress")).to_contain_text("1 due for another look")
    pick(tab, SINGLE, SINGLE.distractors()[0])
    press_check(tab, SINGLE)
    expect(feedback(tab, SINGLE)).to_contain_text("Try once more.")


def test_the_head_leads_to_the_next_question(tab):
    tab.get_by_role("button", name="Go to the next question").click()
    first = BANK.lesson("03")[0]
    assert tab.evaluate("document.activeElement.closest('[data-ho=item]').dataset.item") == first.id


def test_a_verdict_does_not_outlive_its_answer(tab):
    pick(tab, SINGLE, SINGLE.distractors()[0])
    press_check(tab, SINGLE)
    pick(tab, SINGLE, SINGLE.key())
    expect(feedback(tab, SINGLE)).to_have_text("Changed: check again.")
    assert question(tab, SINGLE.id).locator(".ho-mark").count() == 0


def test_a_kept_answer_stays(tab):
    item = BANK["03-predict-burn"]
    pick(tab, item, item.key())
    press_check(tab, item)
    question(tab, item.id).locator(f'input[value="{item.distractors()[0]}"]').click()
    assert question(tab, item.id).locator(f'input[value="{item.key()}"]').is_checked()
    expect(feedback(tab, item)).to_contain_text("stays as you gave it")


def test_marks_on_ticks_say_what_belongs(tab):
    item = BANK["03-what-widens"]
    right, wrong = item.key(), [o.key for o in item.options if not o.correct]
    pick(tab, item, wrong[0])
    press_check(tab, item)
    press_check(tab, item)
    expect(feedback(tab, item)).to_contain_text("Change your answer first.")
    assert len(rows(tab)) == 1, "the same answer twice is one attempt"
    assert not question(tab, item.id).locator(".ho-key").is_visible()
    pick(tab, item, right[0])
    press_check(tab, item)
    expect(feedback(tab, item)).to_contain_text(f"1 of {len(right)} found, 1 chosen that do not belong.")
    marks = {key: question(tab, item.id).locator(f'li:has(input[value="{key}"]) .ho-mark') for key in right + wrong}
    expect(marks[right[0]]).to_have_text("✓ right")
    expect(marks[right[1]]).to_have_text("✗ belongs too")
    expect(marks[wrong[0]]).to_have_text("✗ does not belong")
    expect(marks[wrong[1]]).to_have_count(0)


@pytest.mark.parametrize(
    "typed, said",
    [("1/3", "not a fraction"), ("30 of 100", "not a fraction"), ("0.23", "right as a fraction of one")],
)
def test_percentages_typed_otherwise(tab, typed, said):
    item = BANK["03-severe-share"]
    box = question(tab, item.id).locator(".ho-field input")
    box.fill(typed)
    box.press("Enter")
    expect(feedback(tab, item)).to_contain_text(said)


def test_the_same_code_twice_adds_nothing(tab):
    pick(tab, SINGLE, SINGLE.key())
    press_check(tab, SINGLE)
    tab.locator(".ho-code summary").click()
    tab.get_by_role("button", name="Copy my code").click()
    expect(tab.get_by_label("Progress code", exact=True)).to_have_value(re.compile("^HO1"))
    tab.get_by_role("button", name="Use the code").click()
    expect(tab.locator(".ho-said")).to_have_text("Nothing new: these answers are here already.")
