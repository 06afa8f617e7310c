"""The tools of the rehabilitation lesson on a page with no kernel: they agree with Python, by mouse and by keyboard; the sheet prints."""

import json
import re
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from rehab_texts import SHARED, UNSAFE
from test_access import CONTRAST

from hoedu.explorers import build, evidence_board, leaflet, plan_builder, teach_back
from hoedu.explorers.plan_builder import VERDICTS, carry_out, plans, worst
from hoedu.explorers.plan_builder_words import COLLEAGUE, FELL, LUCK
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import plain
from hoedu.html.page import part
from hoedu.rehab import WEEKS
from hoedu.wording import LONGEST, asked_for, met, read

TOOLS = ("evidence-board", "plan-builder", "teach-back", "leaflet")
STUDIES = evidence_board.STUDIES


@pytest.fixture(scope="module")
def tools_site(tmp_path_factory):
    """The address of a folder with a page for each tool, and one with all of them."""
    parts = {name: part(explorer_html(build(name)), explorer_spec(build(name))) for name in TOOLS}
    parts["all"] = "".join(parts.values())
    with pages(tmp_path_factory.mktemp("tools"), parts) as address:
        yield address


def on_page(browser, site, name, **options):
    ready = "[data-ho]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, f"/{name}.html", ready, **options)


# ---- the board


def place(page, number, direction, certainty):
    selects = page.locator(".ho-study").nth(number).locator("select")
    selects.nth(0).select_option(direction)
    selects.nth(1).select_option(certainty)


def test_the_board_places_compares_and_concludes(browser, tools_site):
    with on_page(browser, tools_site, "evidence-board") as page:
        status, ours = page.locator("p.ho-sentence"), page.locator(".ho-ours")
        page.get_by_role("button", name="Compare with ours").click()
        expect(status).to_have_text("Place at least one study first: direction and certainty.")
        expect(ours).to_be_hidden()
        for number, study in enumerate(STUDIES[:-1]):
            place(page, number, study.direction, study.certainty)
        expect(status).to_have_text(f"{len(STUDIES) - 1} of {len(STUDIES)} studies placed.")
        assert page.locator(".ho-told-why:visible").count() == 0, "nothing is told before it is asked for"
        page.get_by_role("button", name="Compare with ours").click()
        expect(status).to_contain_text("1 still to place.")
        expect(ours).to_be_hidden()
        last = STUDIES[-1]
        place(
            page,
            len(STUDIES) - 1,
            last.direction,
            next(word for word in ("probable", "contested") if word not in (last.certainty, *last.also)),
        )
        expect(status).to_contain_text(
            f"{len(STUDIES) - 1} of {len(STUDIES)} placed as ours, 0 more that can be defended, 1 otherwise."
        )
        expect(page.locator(".ho-conclusion")).to_have_text(evidence_board.VERDICT)
        for number, study in enumerate(STUDIES):
            told = page.locator(".ho-told-why").nth(number)
            expect(told).to_contain_text(plain(study.why))
            expect(told).to_have_attribute("data-mark", "2" if study is last else "0")
        expect(page.locator(".ho-mine-ours table")).to_have_count(4)
        page.reload()
        expect(status).to_have_text(f"{len(STUDIES)} of {len(STUDIES)} studies placed.")
        page.get_by_role("button", name="Take all off the board").click()
        expect(status).to_have_text(f"0 of {len(STUDIES)} studies placed.")


def test_a_place_that_can_be_defended_is_told_so(browser, tools_site):
    number, study = next((n, s) for n, s in enumerate(STUDIES) if "probable" in s.also)
    with on_page(browser, tools_site, "evidence-board") as page:
        place(page, number, study.direction, "probable")
        page.get_by_role("button", name="Compare with ours").click()
        expect(page.locator(".ho-told-why").nth(number)).to_contain_text("○ Can be defended.")


def test_the_board_by_keyboard(browser, tools_site):
    with on_page(browser, tools_site, "evidence-board") as page:
        page.locator(".ho-study select").first.focus()
        page.keyboard.type("movement help")
        page.keyboard.press("Tab")
        page.keyboard.type("unc")
        expect(page.locator("p.ho-sentence")).to_contain_text("1 of")
        page.get_by_role("button", name="Compare with ours").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".ho-told-why").first).to_contain_text("✓ Placed as ours.")


@pytest.mark.parametrize("kept", ["x", "[[]]", "{}", "[1,2]", '[["<b>","nonsense"]]', "null"])
def test_a_damaged_board_is_left_out(browser, tools_site, kept):
    with on_page(browser, tools_site, "evidence-board") as page:
        page.evaluate("(text) => localStorage.setItem('hoedu.evidence-board', text)", kept)
        page.reload()
        expect(page.locator("p.ho-sentence")).to_have_text(f"0 of {len(STUDIES)} studies placed.")


def test_the_prescription_is_judged(browser, tools_site):
    with on_page(browser, tools_site, "evidence-board") as page:
        box, told = page.get_by_label("Your line"), page.locator(".ho-feedback")
        check = page.get_by_role("button", name="Check the line")
        check.click()
        expect(told).to_have_text("Write your line first.")
        box.fill(evidence_board.MODEL_LINE)
        check.click()
        expect(told).to_contain_text("✓ It can be given.")
        box.fill("Stretch it hard every day, active and pain-free, not in FOP.")
        check.click()
        expect(told).to_contain_text("✗ Not safe as it stands.")
        box.fill("<img src=x onerror=alert(1)> gentle")
        check.click()
        expect(told).to_contain_text("△ 1 of 5 there.")
        assert page.locator(".ho-board img").count() == 0


# ---- the plan builder

SET = """(plan) => { const form = document.querySelector(".ho-planform");
    form.querySelector(`[value=${plan.movement}]`).checked = true;
    form.querySelector(`[value=${plan.referral}]`).checked = true;
    const [splint, seating] = form.querySelectorAll("[type=checkbox]");
    splint.checked = plan.splint; seating.checked = plan.seating;
    document.querySelector(".ho-plan .ho-check").click();
    return { said: [...document.querySelectorAll(".ho-plan-said li")].map((row) => row.textContent),
        news: document.querySelector(".ho-plan .ho-feedback p").textContent,
        now: document.querySelector(".ho-now").textContent,
        table: [...document.querySelectorAll(".ho-record tbody tr")].at(-1)?.innerText ?? "" }; }"""


def go_to(page, number):
    page.evaluate("""(text) => { document.querySelector(".ho-goto input").value = text;
        [...document.querySelectorAll(".ho-goto button")].at(-1).click(); }""", str(number))  # fmt: skip


def test_the_page_and_python_agree_on_every_patient(browser, tools_site):
    """Two courses by chance for each patient of the deck: the same words, degrees and news in both."""
    every, random = list(plans()), Random(7)
    deck = build("plan-builder").deck
    with on_page(browser, tools_site, "plan-builder") as page:
        for number, p in enumerate(deck, start=1):
            for _ in range(2):
                go_to(page, number)
                assert page.locator(".ho-plan dd").all_inner_texts() == [text for _, text in plan_builder.lines(p)]
                if p.fop == "known":
                    expect(page.locator(".ho-locked")).to_be_visible()
                    expect(page.locator(".ho-planform")).to_be_hidden()
                    continue
                joint = p.start
                for week in range(1, (1 if p.fop else WEEKS) + 1):
                    plan = random.choice(every)
                    mine = carry_out(p, joint, week, plan)
                    shown = page.evaluate(
                        SET,
                        {
                            "movement": plan.movement,
                            "referral": plan.referral,
                            "splint": plan.splint,
                            "seating": plan.seating,
                        },
                    )
                    assert len(shown["said"]) == len(mine.said), (number, week, plan)
                    for row, said in zip(shown["said"], mine.said):
                        assert (
                            f"{VERDICTS[said.verdict].symbol} {VERDICTS[said.verdict].word}. {plain(said.reason)}"
                            in row
                        ), (number, week, plan)
                    assert mine.news in shown["news"]
                    joint = mine.after
                    if p.fop:
                        expect(page.locator(".ho-locked")).to_be_visible()
                        continue
                    word = VERDICTS[worst(mine.said)].word
                    assert re.search(
                        rf"\b{mine.before.range}°.*{re.escape(word)}.*\b{mine.after.range}°", shown["table"], re.S
                    ), (number, week, shown)
                    begun = plan_builder.begins(p, joint, week + 1)[0] if week < WEEKS else joint
                    assert plan_builder.found(p, begun) in shown["now"] and f" {begun.range}°" in shown["now"]


def choose(page, movement, referral):
    page.locator(f".ho-planform input[value={movement}]").check()
    page.locator(f".ho-planform input[value={referral}]").check()
    page.locator(".ho-plan .ho-check").click()


def test_a_red_flag_interrupts_and_asks_for_a_new_decision(browser, tools_site):
    deck = build("plan-builder").deck
    number = next(n for n, p in enumerate(deck, start=1) if p.flag == "clot")
    p = deck[number - 1]
    with on_page(browser, tools_site, "plan-builder") as page:
        go_to(page, number)
        alarm = page.locator(".ho-alarm")
        for _ in range(1, p.flag_week):
            expect(alarm).to_be_hidden()
            choose(page, "assisted", "none")
        expect(alarm).to_contain_text(f"The whole {p.side} leg has been swollen")
        expect(alarm).to_have_attribute("role", "alert")
        expect(alarm).to_be_focused()
        expect(alarm).to_be_in_viewport()
        assert page.locator(".ho-planform input[type=radio]:checked").count() == 0
        page.locator(".ho-plan .ho-check").click()
        expect(page.locator(".ho-plan .ho-feedback")).to_have_text("Choose the movement, and who is told.")
        choose(page, "assisted", "none")
        told = page.locator(".ho-plan .ho-feedback")
        expect(told).to_contain_text("a clot until imaged")
        expect(told).to_contain_text(COLLEAGUE.strip())
        expect(told).to_have_attribute("data-state", "wrong")
        for _ in range(p.flag_week, WEEKS):
            choose(page, "rest", "none")
        summary = page.locator(".ho-plan .ho-summary")
        expect(summary).to_contain_text(f"The red flag of week {p.flag_week} was not answered the same day.")
        expect(summary.locator("p").first).to_be_focused()
        expect(page.locator(".ho-record tbody tr")).to_have_count(WEEKS)
        svg = page.locator(".ho-range svg")
        assert svg.get_attribute("role") == "img" and "with the plan marked best" in svg.get_attribute("aria-label")
        page.get_by_role("button", name="The same patient again").click()
        expect(page.locator(".ho-now")).to_contain_text("Week 1 of 8.")


def test_the_best_plan_leaves_nothing_unsafe_or_missed(browser, tools_site):
    deck = build("plan-builder").deck
    number = next(n for n, p in enumerate(deck, start=1) if p.kind == "mature" and p.flag)
    with on_page(browser, tools_site, "plan-builder") as page:
        go_to(page, number)
        for week in plan_builder.course(deck[number - 1]):
            plan = week.plan
            page.evaluate(
                SET,
                {"movement": plan.movement, "referral": plan.referral, "splint": plan.splint, "seating": plan.seating},
            )
        summary = page.locator(".ho-plan .ho-summary")
        expect(summary).to_contain_text("8 of 8 weeks safe.")
        expect(summary).to_contain_text("Nothing unsafe, and nothing missed.")
        expect(summary).to_contain_text("was answered the same day.")


def test_a_summary_says_where_even_the_best_course_loses_range(browser, tools_site):
    deck = build("plan-builder").deck
    losing = {
        n: plan_builder.course(p)[-1].after.range < p.start.range for n, p in enumerate(deck, start=1) if not p.fop
    }
    with on_page(browser, tools_site, "plan-builder") as page:
        for lost in (True, False):
            go_to(page, next(n for n, loses in losing.items() if loses == lost))
            for _ in range(WEEKS):
                choose(page, "active", "today")
            expect(page.locator(".ho-plan .ho-summary").get_by_text(FELL)).to_have_count(int(lost))


def test_a_summary_does_not_praise_luck(browser, tools_site):
    """A mature hip reaches its bony limit in any case: equal range does not make an unreviewed seat right."""
    deck = build("plan-builder").deck
    number = next(n for n, p in enumerate(deck, start=1) if p.kind == "mature" and not p.flag)
    with on_page(browser, tools_site, "plan-builder") as page:
        for seating in (False, True):
            go_to(page, number)
            for _ in range(WEEKS):
                page.evaluate(SET, {"movement": "assisted", "referral": "planned", "splint": False, "seating": seating})
            expect(page.locator(".ho-plan .ho-summary").get_by_text(LUCK)).to_have_count(int(not seating))


def test_fop_locks_the_page(browser, tools_site):
    deck = build("plan-builder").deck
    toes = next(n for n, p in enumerate(deck, start=1) if p.fop == "toes")
    with on_page(browser, tools_site, "plan-builder") as page:
        go_to(page, toes)
        assert "aim" not in page.locator(".ho-now").inner_text(), "no number to reach in FOP"
        choose(page, "assisted", "none")
        expect(page.locator(".ho-plan .ho-feedback")).to_contain_text("passive movement is forbidden")
        expect(page.locator(".ho-locked")).to_contain_text("The plan stops here")
        for part_ in (".ho-planform", ".ho-plan .ho-check", ".ho-record"):
            expect(page.locator(part_)).to_be_hidden()
        page.get_by_role("button", name="Another patient").click()
        expect(page.locator(".ho-plan .ho-patient").first).to_have_text(f"Patient {toes % plan_builder.SIZE + 1}")


def test_the_weeks_so_far_outlast_a_reload(browser, tools_site):
    """The same words, record and verdicts; a patient found to have FOP stays locked."""
    deck = build("plan-builder").deck
    parts = (".ho-plan .ho-patient", ".ho-now", ".ho-alarm", ".ho-plan .ho-feedback", ".ho-record", ".ho-plan .ho-summary")
    for kind, weeks in (("clot", 3), ("clot", WEEKS), ("toes", 1)):
        number = next(n for n, p in enumerate(deck, start=1) if kind in (p.flag, p.fop))
        with on_page(browser, tools_site, "plan-builder") as page:
            told = lambda: [page.locator(part_).first.inner_text() for part_ in parts]  # noqa: B023, E731
            go_to(page, number)
            for _ in range(weeks):
                choose(page, "assisted", "none")
            before = told()
            page.reload()
            assert told() == before, (kind, weeks)
            if kind == "toes":
                expect(page.locator(".ho-planform")).to_be_hidden()
            elif weeks == WEEKS:
                page.get_by_role("button", name="The same patient again").click()
                page.reload()
                expect(page.locator(".ho-now")).to_contain_text("Week 1 of 8.")
            else:
                choose(page, "rest", "none")
                expect(page.locator(".ho-record tbody tr")).to_have_count(weeks + 1)


@pytest.mark.parametrize("kept", ["x", "7", "null", '{"at": 67}', '{"at": 1, "plans": [null]}', '{"at": 1, "plans": [{"movement": "fly", "referral": "none"}]}',
                                  '{"at": 1, "plans": {"length": 2}}', '{"at": "constructor"}'])  # fmt: skip
def test_damaged_weeks_are_left_out(browser, tools_site, kept):
    with on_page(browser, tools_site, "plan-builder") as page:
        page.evaluate("(text) => localStorage.setItem('hoedu.plan-builder', text)", kept)
        page.reload()
        expect(page.locator(".ho-plan .ho-patient").first).to_have_text("Patient 1")
        expect(page.locator(".ho-now")).to_contain_text("Week 1 of 8.")


def test_a_plan_by_keyboard(browser, tools_site):
    with on_page(browser, tools_site, "plan-builder") as page:
        page.locator(".ho-planform input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.locator(".ho-plan .ho-feedback")).to_contain_text("Week 1: gentle range.")


@pytest.mark.parametrize("number", ["0", "67", "x", "1.5", ""])
def test_a_number_that_names_nobody(browser, tools_site, number):
    with on_page(browser, tools_site, "plan-builder") as page:
        page.locator(".ho-goto input").fill(number)
        page.locator(".ho-goto input").press("Enter")
        expect(page.locator(".ho-goto [role=status]")).to_have_text(f"Patients are numbered 1 to {plan_builder.SIZE}.")


# ---- the teach-back

VECTORS = [
    *teach_back.MODELS.values(), "", "   ", "Force it.", "Never force it.", "Do not stop, force it.", "don\u2019t force; it hurts.", evidence_board.MODEL_LINE,
    "You have ankylosis and a DVT. ROM is contraindicated!", "If the leg swells, wait.", "If the leg swells, do not wait. Call the ward today.",
    "The bone will dissolve by itself.", "It won't dissolve.", "Which changes would make you ring us?", "<b>bold</b> & \"quotes\" ; & <script>",
    "Warm, red. Call\nus\n\nthe same day", "a " * 3000, "never force " * 400, "Heterotopic ossification necessitates intervention.", "7 days, 2 weeks; 3.5 Gy",
    "If your chest hurts, ring the emergency number at once.", "If the leg swells, ring the ward at once.", "Ring 112 at once; breathless.",
    "We move your legs gently every day, and look at them the next morning.", "Push it, but never past the pain.", "Nobody should force it. Move it yourself, as far as is comfortable.", "X" * 5000,
    *SHARED,
]  # fmt: skip


def test_the_page_judges_as_python_does(browser, tools_site):
    with on_page(browser, tools_site, "teach-back") as page:
        spec = explorer_spec(build("teach-back"))
        found = page.evaluate("""async ([spec, texts]) => { const { teachJudged } = await import("/js/teach.js");
            const { readText } = await import("/js/wording.js");
            return texts.map((text) => ({ read: readText(text), by: Object.fromEntries(Object.keys(spec.own).map((name) => {
                const { rows, dangers } = teachJudged(spec, text, name);
                return [name, { rows: Object.fromEntries(rows.map((row) => [row.key, row.ok])), dangers: dangers.map((one) => one.key) }]; })) })); }""",
            [spec, VECTORS])  # fmt: skip
        for text, one in zip(VECTORS, found, strict=True):
            mine = read(text)
            assert one["read"] == {
                "words": mine.words,
                "sentences": mine.sentences,
                "syllables": mine.syllables,
                "grade": pytest.approx(mine.grade),
            }, text[:60]
            for name, theirs in one["by"].items():
                judged = teach_back.judge(text, name)
                assert theirs["rows"] == {key: ok for key, ok in judged.items() if not key.startswith("danger")}, (
                    text[:60],
                    name,
                )
                assert theirs["dangers"] == [
                    key[7:] for key, ok in judged.items() if key.startswith("danger") and not ok
                ], text[:60]
        checks = explorer_spec(build("evidence-board"))["checks"]
        lines = page.evaluate("""async ([checks, texts]) => { const { criterionMet, dangerIn } = await import("/js/wording.js");
            return texts.map((text) => [checks.criteria.map((one) => criterionMet(one, text)), checks.dangers.map((one) => dangerIn(one, text))]); }""",
            [checks, VECTORS])  # fmt: skip
        for text, (criteria, dangers) in zip(VECTORS, lines, strict=True):
            assert criteria == [met(one, text) for one in evidence_board.PRESCRIPTION], text[:60]
            assert dangers == [asked_for(one, text) for one in evidence_board.DANGERS], text[:60]


def test_a_text_is_judged_kept_and_deleted(browser, tools_site):
    with on_page(browser, tools_site, "teach-back") as page:
        box, told = page.get_by_label("What you would say"), page.locator(".ho-teach .ho-feedback")
        check = page.get_by_role("button", name="Check my text")
        check.click()
        expect(told).to_have_text("Choose whom you speak to.")
        page.locator("input[value=hip]").check()
        check.click()
        expect(told).to_have_text("Write something first.")
        box.fill("The bone is in the muscle. Stretch it hard.")
        check.click()
        expect(told).to_contain_text("✗ One thing must not stand there.")
        expect(told).to_contain_text("△ Says: the same day.")
        safety = teach_back.MODELS["hip"].split("\n")[2]
        box.fill(teach_back.MODELS["hip"].replace(safety, UNSAFE[0][0]))
        check.click()
        expect(told).to_contain_text("✗ 3 things must not stand there.")
        expect(told).to_contain_text("It reads as if a swollen leg were no clot")
        expect(told).to_contain_text("△ Red flag: a swollen leg may be a clot")
        box.fill(teach_back.MODELS["hip"])
        check.click()
        expect(told).to_contain_text("✓ All of it is there.")
        expect(page.locator(".ho-modeltext:visible")).to_have_count(1)
        page.reload()
        expect(box).to_have_value(teach_back.MODELS["hip"])
        assert page.locator("input[value=hip]").is_checked()
        kept = page.evaluate("Object.keys(localStorage)")
        assert kept == ["hoedu.teach-back"], "kept in this browser, under one name"
        page.get_by_role("button", name="Delete what I wrote").click()
        expect(box).to_have_value("")
        assert page.evaluate("Object.keys(localStorage)") == []
        page.get_by_role("button", name="Undo: bring it back").click()
        expect(box).to_have_value(teach_back.MODELS["hip"])
        assert page.locator("input[value=hip]").is_checked() and page.evaluate("Object.keys(localStorage)") == kept


@pytest.mark.parametrize("text", ["<img src=x onerror=\"document.title='x'\">", "<script>document.title='x'</script>", "\u202e\x07 \U0001f9b4", "b" * 100_000],
                         ids=["image", "script", "signs", "huge"])  # fmt: skip
def test_hostile_text_stays_text(browser, tools_site, text):
    with on_page(browser, tools_site, "teach-back") as page:
        page.locator("input[value=cord]").check()
        page.evaluate(
            "(text) => { const box = document.querySelector('textarea'); box.value = text; box.dispatchEvent(new Event('input')); }",
            text,
        )
        page.get_by_role("button", name="Check my text").click()
        expect(page.locator(".ho-teach .ho-feedback")).to_contain_text("missing:")
        assert (
            page.title() == "teach-back" and page.locator(".ho-teach img, .ho-teach .ho-feedback script").count() == 0
        )
        page.reload()
        assert len(page.get_by_label("What you would say").input_value()) <= LONGEST


@pytest.mark.parametrize("kept", ["x", "null", "[]", '{"text": 5}', '{"patient": "<b>", "text": {}}'])
def test_a_damaged_text_is_left_out(browser, tools_site, kept):
    with on_page(browser, tools_site, "teach-back") as page:
        page.evaluate("(text) => localStorage.setItem('hoedu.teach-back', text)", kept)
        page.reload()
        expect(page.get_by_label("What you would say")).to_have_value("")


def test_a_browser_that_keeps_nothing_says_so(browser, tools_site):
    with on_page(browser, tools_site, "teach-back") as page:
        page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
        page.get_by_label("What you would say").fill("a bone")
        expect(page.locator(".ho-private")).to_contain_text("This browser keeps nothing")


# ---- the leaflet


@pytest.mark.parametrize("key, label, title", leaflet.PATIENTS)
def test_a_sheet_is_put_together_and_prints_alone_on_one_page(browser, tools_site, key, label, title):
    blocks = leaflet.blocks_for(key)
    with on_page(browser, tools_site, "all") as page:
        page.evaluate("window.print = () => {}")
        tool = page.locator(".ho-leaflet")
        tool.get_by_label("For whom").select_option(label=label)
        tool.get_by_label("Telephone").fill("01234 <b>5678</b>")
        expect(tool.locator(".ho-sheet")).to_have_count(1)
        expect(tool.locator("[data-fill=phone]")).to_have_text("01234 <b>5678</b>")
        boxes = tool.locator(".ho-blocks input")
        assert [box.is_disabled() for box in boxes.all()] == [block.safety for block in blocks]
        assert all(box.is_checked() for box in boxes.all())
        expect(tool.locator("p.ho-sentence")).to_contain_text(f"reading level {leaflet.grade(blocks):.1f}.")
        pages = []
        for leave_out in (False, True):
            if leave_out:
                for box, block in zip(boxes.all(), blocks):
                    if not block.safety:
                        box.uncheck()
            kept = [block for block in blocks if block.safety or not leave_out]
            assert tool.locator(".ho-sheet section:visible").count() == len(kept)
            expect(tool.locator("p.ho-sentence")).to_contain_text(f"{len(kept)} of {len(blocks)} blocks")
            tool.get_by_role("button", name="Print the sheet").click()
            page.emulate_media(media="print")
            assert page.locator("main:visible").count() == 0
            assert page.locator(".ho-print .ho-sheet-title").inner_text() == title
            assert page.locator(".ho-print section:visible").count() == len(kept)
            pages.append(int(re.search(rb"/Count (\d+)", page.pdf(prefer_css_page_size=True))[1]))
            page.emulate_media(media="screen")
            assert not page.locator(".ho-print").is_visible()
        assert pages == [1, 1]
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".ho-print").count() == 0 and page.locator("html[data-ho-print]").count() == 0


def test_safety_cannot_be_taken_out_by_hand(browser, tools_site):
    with on_page(browser, tools_site, "leaflet") as page:
        page.locator(".ho-blocks input[disabled]").first.evaluate("(node) => node.click()")
        assert page.locator(".ho-sheet section[data-safety]:visible").count() == sum(
            b.safety for b in leaflet.blocks_for("hip")
        )


# ---- all four


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("width", [320, 820])
def test_nothing_runs_off(browser, tools_site, name, width):
    with on_page(browser, tools_site, name, viewport={"width": width, "height": 800}) as page:
        use(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_and_contrast(browser, tools_site, name, theme):
    with on_page(browser, tools_site, name, color_scheme=theme) as page:
        use(page, name)
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        found = Axe().run(page, context=f"[data-name={name}]")
        assert found.violations_count == 0, found.generate_report()
        contrast = page.evaluate(CONTRAST, f"[data-name={name}] *")
        assert contrast["text"][0] >= 4.5 and (contrast["edge"] or [3])[0] >= 3, contrast


def use(page, name):
    """Leave answers of every kind on the page."""
    if name == "evidence-board":
        for number in range(len(STUDIES)):
            place(page, number, ("harms", "unknown", "helps")[number % 3], "uncertain")
        page.get_by_role("button", name="Compare with ours").click()
        page.get_by_label("Your line").fill("Gently, but force it.")
        page.get_by_role("button", name="Check the line").click()
    if name == "plan-builder":
        for movement in ("assisted", "forced", "rest", "active", "assisted", "assisted", "assisted", "assisted"):
            choose(page, movement, "none")
        expect(page.locator(".ho-plan .ho-summary")).to_be_visible()
    if name == "teach-back":
        page.locator("input[value=bruise]").check()
        page.get_by_label("What you would say").fill("Bone. Force it.")
        page.get_by_role("button", name="Check my text").click()


@pytest.mark.parametrize("name", TOOLS)
def test_without_a_script_all_of_it_can_be_read(browser, tools_site, name):
    with on_page(browser, tools_site, name, java_script_enabled=False, viewport={"width": 320, "height": 800}) as page:
        assert page.get_by_role("button").count() == 0
        summaries = page.locator(f"[data-name={name}] details:not([open]) > summary")
        while summaries.count():
            summaries.first.click()
        text = page.locator(f"[data-name={name}]").inner_text()
        wanted = {
            "evidence-board": [evidence_board.VERDICT, plain(STUDIES[0].why), evidence_board.MODEL_LINE],
            "plan-builder": ["The plan stops here", "assumed", "Patient 1"],
            "teach-back": [teach_back.MODELS["cord"].split("\n")[0], "never force"],
            "leaflet": [title for _, _, title in leaflet.PATIENTS],
        }[name]
        for passage in wanted:
            assert " ".join(passage.split()) in " ".join(text.split()), passage
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_control_keeps_its_keys_from_the_notebook(browser, tools_site):
    with on_page(browser, tools_site, "all") as page:
        for name in TOOLS:
            use(page, name) if name != "leaflet" else None
        loose = page.locator(
            "[data-ho] :is(a, button, input, select, textarea, summary):not([data-lm-suppress-shortcuts])"
        )
        expect(loose).to_have_count(0)
        kept = json.loads(page.evaluate("JSON.stringify({ ...localStorage })"))
        assert set(kept) <= {"hoedu.evidence-board", "hoedu.teach-back", "hoedu.plan-builder"}
