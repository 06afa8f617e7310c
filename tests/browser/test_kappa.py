"""Cohen's kappa in the page agrees with statsmodels, and says nothing where there is nothing to say."""

import shutil

import numpy as np
import pytest
from conftest import served

from hoedu.widgets.bundle import FOLDER, module_text

WEIGHTS = ("none", "linear", "quadratic")
CALL = """async ([tables, weights]) => {
  const { cohenKappa } = await import("/js/kappa.js");
  return tables.map((table) => {
    try { return cohenKappa(table, weights); } catch (error) { return error.name; }
  });
}"""


@pytest.fixture(scope="module")
def kappa(browser, tmp_path_factory):
    """cohenKappa of many tables, as Chromium works it out."""
    folder = tmp_path_factory.mktemp("kappa")
    shutil.copytree(FOLDER, folder / "js")
    (folder / "index.html").write_text("<!doctype html><title>kappa</title>")
    with served(folder) as address:
        page = browser.new_page()
        page.goto(address)
        yield lambda tables, weights: page.evaluate(CALL, [tables, weights])
        page.close()


def tables(count, seed=0):
    """Random tables of 2 to 6 classes, a third of them thin, a third with readers who mostly agree."""
    rng = np.random.default_rng(seed)
    while count:
        size = int(rng.integers(2, 7))
        table = rng.integers(0, rng.choice([2, 8, 60]), (size, size))
        if rng.random() < 1 / 3:
            table += np.diag(rng.integers(1, 40, size))
        rows, columns = table.sum(1), table.sum(0)
        if table.sum() > 1 and (np.outer(rows, columns).sum() > rows @ columns):  # chance leaves room to disagree
            count -= 1
            yield table.tolist()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # statsmodels, of a table without spread
@pytest.mark.parametrize("weights", WEIGHTS)
def test_kappa_and_its_interval_are_those_of_statsmodels(kappa, weights):
    reference = pytest.importorskip("statsmodels.stats.inter_rater").cohens_kappa
    drawn = list(tables(500))
    assert len(drawn) == 500
    points = 0
    for table, ours in zip(drawn, kappa(drawn, weights)):
        theirs = reference(table, wt=None if weights == "none" else weights)
        assert ours["n"] == np.sum(table)
        assert ours["kappa"] == pytest.approx(theirs.kappa, rel=0, abs=1e-12), table
        if not theirs.var_kappa > 1e-14:  # perfect, or nearly symmetric by chance: no spread is left, but rounding
            assert ours["high"] - ours["low"] < 1e-6
            points += 1
            continue
        assert ours["low"] == pytest.approx(theirs.kappa_low, rel=1e-12, abs=1e-12), table
        assert ours["high"] == pytest.approx(theirs.kappa_upp, rel=1e-12, abs=1e-12), table
    assert points < 100, "most tables compare the interval too"


@pytest.mark.parametrize("weights", WEIGHTS)
def test_no_kappa_where_it_has_no_value(kappa, weights):
    nothing = [[], [[7]], [[0, 0], [0, 0]], [[0, 0], [0, 9]], [[5, 0, 0], [0, 0, 0], [0, 0, 0]]]
    assert kappa(nothing, weights) == [None] * 5
    whole = {"kappa": 1, "n": 10}
    (perfect,) = kappa([[[4, 0], [0, 6]]], weights)
    assert {name: perfect[name] for name in whole} == whole
    assert perfect["low"] == pytest.approx(1, abs=1e-6) and perfect["high"] == pytest.approx(1, abs=1e-6)
    (constant,) = kappa([[[3, 0], [2, 0]]], weights)
    assert constant["kappa"] == pytest.approx(0, abs=1e-12)
    wrong = [[[1, 2]], [[1, 2], [3]], [[1, -1], [0, 2]], [[1, None], [0, 2]], [[1, "2"], [0, 2]]]
    assert kappa(wrong, weights) == ["RangeError"] * 5


def test_unknown_weights_are_refused_and_the_module_joins(kappa):
    assert kappa([[[1, 2], [3, 4]]], "cubic") == ["RangeError"]
    assert "export function cohenKappa" in module_text("kappa")
