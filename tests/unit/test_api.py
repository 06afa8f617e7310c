"""The calls of a lesson: what they return, in plain text and HTML, and that they stand on their own without widgets."""

import pytest

import hoedu as ho
from hoedu.errors import ContentError
from hoedu.html.items import shown_order
from hoedu.items import load
from hoedu.progress import Store
from hoedu.session import Session, session

BANK = load()


@pytest.fixture(autouse=True)
def fresh(tmp_path, monkeypatch):
    """Each test has a kernel of its own, with an empty folder."""
    monkeypatch.setenv("HOEDU_HOME", str(tmp_path))
    session.cache_clear()
    yield
    session.cache_clear()


def letters(item, keys) -> str:
    return "".join("ABCDEFGH"[shown_order(item).index(key)] for key in keys)


def test_answer_by_the_letters_that_are_shown():
    single, several = BANK["03-dish-marker"], BANK["03-what-widens"]
    assert ho.answer(single.id, letters(single, [single.key()])).correct
    assert not ho.answer(single.id, letters(single, [single.distractors()[0]])).correct
    assert ho.answer(several.id, letters(several, several.key()).lower()).correct
    assert ho.answer("03-severe-share", "23,0 %").correct
    assert len(Store().read()) == 4, "each is kept like one made with the mouse"


def test_what_is_no_answer_is_not_kept():
    assert ho.answer("03-severe-share", "").status == "blank"
    assert ho.answer("03-dish-marker", "Z").status == "invalid"
    assert Store().read() == []


def test_progress_goes_to_another_folder_by_code(tmp_path):
    ho.answer("03-severe-share", 23)
    code, before = ho.progress_code(), session().state()
    other = Session(store=Store(tmp_path / "elsewhere"))
    assert other.restore(code) == 1 and other.state() == before
    assert ho.restore(code) == "0 new answers restored."


def test_a_damaged_file_is_said_at_the_head_of_a_lesson(tmp_path):
    (tmp_path / "progress.jsonl").write_text("not an attempt\n")
    assert "could not be read" in ho.start("03").html


@pytest.mark.parametrize("call", [lambda: ho.ask("03-no-such"), lambda: ho.explore("no-such"), lambda: ho.start("99"),
                                  lambda: ho.reveal("03-no-such"), lambda: ho.fact("INC999")])  # fmt: skip
def test_unknown_names_are_said_clearly(call):
    with pytest.raises(ContentError, match="there is no"):
        call()


def test_every_part_has_one_line_of_text_and_html_without_a_script():
    parts = [ho.start("03"), ho.ask("03-dish-marker"), ho.explore("hip-odds"), ho.reveal("03-predict-man"), ho.finish("03"),
             ho.references("03")]  # fmt: skip
    for part in parts:
        data = part._repr_mimebundle_()
        data = data[0] if isinstance(data, tuple) else data
        assert "\n" not in data["text/plain"] and "0x" not in data["text/plain"]
        assert data["text/html"].startswith('<section class="ho') and "<script" not in data["text/html"]


def test_learner_state_never_reaches_what_is_saved():
    before = ho.ask("03-severe-share").html
    ho.answer("03-severe-share", 23)
    assert ho.ask("03-severe-share").html == before
