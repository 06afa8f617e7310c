"""The claim review on a page with no kernel: verdicts, sentences, filter, what is kept; it judges as Python does."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import opened, pages
from playwright.sync_api import expect
from test_access import CONTRAST

from hoedu.explorers import build, claim_review
from hoedu.html.explorers import explorer_html, explorer_spec
from hoedu.html.inline import plain
from hoedu.html.page import part
from hoedu.seeds import ASKS, claims

CLAIMS = claims()
BY_ID = {claim.id: claim for claim in CLAIMS}
FIRST = [BY_ID[name] for name in claim_review.FIRST]
KEPT = "hoedu.claim-review"


@pytest.fixture(scope="module")
def review_site(tmp_path_factory):
    tool = build("claim-review")
    with pages(
        tmp_path_factory.mktemp("claims"), {"review": part(explorer_html(tool), explorer_spec(tool))}
    ) as address:
        yield address


def on_page(browser, site, **options):
    ready = "[data-ho=claims]" + ("[data-live]" if options.get("java_script_enabled", True) else "")
    return opened(browser, site, "/review.html", ready, **options)


def judge(page, verdict):
    page.get_by_label(re.compile(f"^{verdict}", re.I)).check()
    page.get_by_role("button", name="Compare with ours").click()


def other(claim):
    return next(
        word for word in ("right", "wrong", "unproven", "imprecise") if word not in (claim.verdict, *claim.also)
    )


def test_ten_claims_from_verdict_to_sentence(browser, review_site):
    with on_page(browser, review_site) as page:
        status, told, stem = (
            page.locator("p.ho-sentence"),
            page.locator(".ho-ourclaim"),
            page.locator("fieldset .ho-stem"),
        )
        box, next_open = (
            page.get_by_label("Your better sentence"),
            page.get_by_role("button", name="Next without a verdict"),
        )
        expect(page.locator(".ho-claimpart:visible")).to_have_count(0)
        page.get_by_role("button", name="Compare with ours").click()
        expect(told).to_have_text("Choose a verdict first.")
        expect(box).to_be_hidden()
        assert plain(FIRST[0].note) not in page.locator(".ho-claimwork").inner_text(), (
            "nothing is told before a verdict"
        )
        for number, claim in enumerate(FIRST):
            expect(stem).to_have_text(claim.claim)
            judge(page, claim.verdict if number else other(claim))
            expect(told).to_contain_text("✓ As ours." if number else "△ Ours is another.")
            expect(told).to_contain_text(plain(claim.note))
            expect(page.get_by_role("radio", disabled=True)).to_have_count(4)
            next_open.click() if number < 9 else None
        expect(status).to_contain_text("10 of 10 judged (9 as ours and 1 otherwise). Of the whole article: 10 of 48.")
        expect(next_open).to_be_hidden()

        # A better sentence for the last of them: blank, the claim itself, unsafe, thin, ours.
        claim, result = FIRST[-1], page.locator(".ho-writing .ho-feedback")
        check = page.get_by_role("button", name="Check the sentence")
        for text, says in (
            ("  ", "Write your sentence first."),
            (claim.claim, "This is the claim as it stands."),
            ("<img src=x onerror=alert(1)> It always cures everybody after surgery.", "✗ Read it again before it stands."),
            ("After hip replacement naproxen is taken by people at high risk.", "△ 2 of 4 there."),
            (plain(claim.better), "✓ All that the checklist asks is there."),
        ):
            box.fill(text)
            check.click()
            expect(result).to_contain_text(says)
        assert page.locator(".ho-review img").count() == 0
        page.get_by_text("Our better sentence, to compare").click()
        expect(page.locator(".ho-writing .ho-better")).to_have_text(plain(claim.better))

        # What was said comes back; a filter keeps its own place; everything can be deleted.
        page.reload()
        expect(box).to_have_value(plain(claim.better))
        page.get_by_label("Which claims").select_option("mimic")
        expect(page.locator("fieldset .ho-todo")).to_have_text("Look-alikes, claim 1 of 3")
        expect(status).to_contain_text("1 of 3 judged (1 as ours).")
        page.get_by_role("button", name="Previous").press("Enter")  # there is none: it stays
        expect(page.locator("fieldset .ho-todo")).to_have_text("Look-alikes, claim 1 of 3")
        page.get_by_role("button", name="Delete all my verdicts and sentences").click()
        expect(status).to_have_text("Deleted from this browser.")
        assert page.evaluate(f"localStorage.getItem('{KEPT}')") is None
        page.get_by_role("button", name="Undo: bring them back").click()
        expect(status).to_contain_text("Of the whole article: 10 of 48.")
        assert plain(claim.better) in page.evaluate(f"localStorage.getItem('{KEPT}')")


def test_on_a_phone_the_next_claim_begins_on_the_screen(browser, review_site):
    with on_page(browser, review_site, viewport={"width": 360, "height": 740}) as page:
        judge(page, FIRST[0].verdict)
        page.get_by_role("button", name="Next", exact=True).click()
        expect(page.locator(".ho-claimwork fieldset legend").first).to_be_in_viewport()


def test_a_verdict_that_can_be_defended_by_keyboard(browser, review_site):
    """The filter, the radios and the buttons with keys alone."""
    number, claim = next((n, c) for n, c in enumerate(FIRST) if c.also)
    with on_page(browser, review_site) as page:
        page.get_by_label("Which claims").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")  # the first verdict
        words = ["right", "imprecise", "wrong", "unproven"]
        page.get_by_role("button", name="Next", exact=True).focus()
        for _ in range(number):
            page.keyboard.press("Enter")
        expect(page.locator("fieldset .ho-stem")).to_have_text(claim.claim)
        page.get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        for _ in range(words.index(claim.also[0])):
            page.keyboard.press("ArrowDown")
        page.get_by_role("button", name="Compare with ours").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".ho-ourclaim")).to_contain_text(f"○ Can be defended. You said {claim.also[0]}.")
        expect(page.get_by_label("Your better sentence")).to_be_focused()
        loose = page.locator(
            "[data-ho] :is(a, button, input, select, textarea, summary):not([data-lm-suppress-shortcuts])"
        )
        expect(loose).to_have_count(0)


def test_the_page_judges_as_python_does(browser, review_site):
    texts = [plain(claim.better) for claim in CLAIMS] + [claim.claim for claim in CLAIMS]
    texts += ["", "🦴 bone", "In 2015 HO may follow a stroke.", "Half of burns, in one review, might.", "Not heterotrophic but heterotopic bone in 3 hips of one series may be.",
              "FOP is operated on.", "Forced stretching may provoke HO.", "Force it hard.",
              "In FOP excision leads to more bone.", "In FOP excision leads to better movement.", "In FOP new bone is excised, followed by exercise.", "Heterotrophic is a misspelling of heterotopic.", "FOP is never operated on.", "It is unproven in 2 of 5 knees (Smith et al 2019)."]  # fmt: skip
    script = """async ([spec, texts, asks]) => {
        const { claimJudged } = await import("./js/claims.js");
        return texts.map((text) => {
          const { rows, dangers } = claimJudged(spec, text, asks);
          return [rows.filter((row) => !row.ok).map((row) => row.key), dangers.map((one) => `danger-${one.key}`)].flat();
        });
    }"""
    with on_page(browser, review_site) as page:
        found = page.evaluate(script, [json.loads(json.dumps(explorer_spec(build("claim-review")))), texts, list(ASKS)])
    for text, lacks in zip(texts, found):
        assert lacks == [key for key, ok in claim_review.judge(text, ASKS).items() if not ok], text


def test_a_damaged_store_is_left_out(browser, review_site):
    with on_page(browser, review_site) as page:
        for kept in (
            "{",
            "7",
            '{"answers": 3}',
            '{"filter": "x", "at": 900, "answers": {"SEED01": {"verdict": "true", "told": true, "text": 5}}}',
        ):
            page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEPT, kept])
            page.reload()
            expect(page.locator("p.ho-sentence")).to_contain_text("0 of 10 judged.")
            expect(page.get_by_role("radio", checked=True)).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_contrast_and_width(browser, review_site, theme):
    with on_page(browser, review_site, color_scheme=theme, viewport={"width": 320, "height": 800}) as page:
        judge(page, "unproven")
        page.get_by_label("Your better sentence").fill("It always heals.")
        page.get_by_role("button", name="Check the sentence").click()
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        found = Axe().run(page, context="[data-name=claim-review]")
        assert found.violations_count == 0, found.generate_report()
        page.get_by_role("button", name="Next", exact=True).click()  # disabled controls need no contrast
        contrast = page.evaluate(CONTRAST, "[data-name=claim-review] *")
        assert contrast["text"][0] >= 4.5 and (contrast["edge"] or [3])[0] >= 3, contrast


def test_without_a_script_and_on_paper_every_claim_is_there(browser, review_site):
    with on_page(browser, review_site, java_script_enabled=False, viewport={"width": 320, "height": 800}) as page:
        assert page.get_by_role("button").count() == 0
        text = " ".join(page.locator("[data-name=claim-review]").inner_text().split())
        assert all(claim.claim in text for claim in CLAIMS) and text.count(
            "right · imprecise · wrong · unproven"
        ) == len(CLAIMS)
        summaries = page.locator("details:not([open]) > summary")
        while summaries.count():
            summaries.first.click()
        text = " ".join(page.locator("[data-name=claim-review]").inner_text().split())
        for claim in CLAIMS:
            assert plain(claim.note) in text and plain(claim.better) in text, claim.id
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with on_page(browser, review_site) as page:
        page.emulate_media(media="print")
        expect(page.locator(".ho-claimwork")).to_be_hidden()
        expect(page.locator(".ho-claimpart:visible")).to_have_count(12)
