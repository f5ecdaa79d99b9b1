"""The explorer: its formulas against Python's, and the page as a reader has it, in a browser."""

import json
import re
import subprocess
from html import unescape

import numpy as np
import pytest

from entente.core.errors import GameInputError
from entente.games.burden import REGIONS, Switches, solve, thresholds
from entente.games.burden_design import RANGES
from entente.games.explorer import EXAMPLES, explorer_page
from entente.games.explorer.explorer import FOLDER

SOLVED = ["s", "a", "a_alone", "share", "prize", "prize_alone", "payoff", "payoff_alone"]
HEADLINES = {"restraint": "Restraint", "none_needed": "No alliance", "deterrence": "Deterrence"}
THRESHOLDS = ["k_0", "k_1", "k_2"]

#: Shows what a script finds as text in which JSON's missing and infinite numbers are words.
REPORT = """
<script>
const report = (() => {{ {script} }})();
const words = (_, x) => typeof x === "number" && !Number.isFinite(x) ? String(x) : x;
const shown = document.body.appendChild(document.createElement("pre"));
shown.id = "report";
shown.textContent = JSON.stringify(report, words);
</script>
"""


@pytest.fixture(scope="module")
def visit(browser, tmp_path_factory):
    """A function that opens a page, runs a script in it and returns what the script does."""
    folder = tmp_path_factory.mktemp("explorer")
    file = folder / "page.html"

    def opened(page, script, address="", width=1280):
        file.write_text(page + REPORT.format(script=script), encoding="utf-8")
        found = subprocess.run(
            [
                *(browser, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"),
                *(f"--user-data-dir={folder / 'profile'}", f"--window-size={width},1800", "--dump-dom"),
                f"{file.as_uri()}#{address}",
            ],
            capture_output=True,
            text=True,
            timeout=120,
        )
        report = re.search(r'<pre id="report">(.*?)</pre>', found.stdout, flags=re.DOTALL)
        assert report and "Uncaught" not in found.stderr, found.stderr
        return json.loads(unescape(report[1]))

    return opened


def states(n=1000):
    """Settings of the controls, as arrays, half of them close to where the region changes."""
    rng = np.random.default_rng(20240)
    q, c_a, c_b = rng.uniform(0.02, 0.98, n), rng.uniform(0.005, 0.4, n), rng.uniform(0.005, 0.4, n)
    k, sigma = np.exp(rng.uniform(np.log(0.005), np.log(20), n)), 10 ** rng.uniform(-4, 1, n)
    eta = rng.choice([0.0, 0.13, 0.5, 0.77, 1.0], n, p=[0.15, 0.15, 0.15, 0.15, 0.4])
    close = 1 + rng.choice([-1e-2, -1e-6, 1e-6, 1e-2], n)
    found = thresholds(q=q, c_a=c_a, c_b=c_b)
    edges = np.choose(rng.integers(3, size=n), [found.k_0, found.k_1, found.k_2])
    kind = np.arange(n) % 6
    k = np.where((kind == 0) & np.isfinite(edges), edges * close, k)
    between = found.k_0 * (found.k_1 / found.k_0) ** rng.uniform(size=n)
    k = np.where((kind == 2) & np.isfinite(between), between, k)
    given = {"q": q, "c_a": c_a, "c_b": c_b, "k": k, "sigma": sigma, "eta": eta}
    least = solved(given | {"sigma": np.full(n, np.inf)})["s"]
    given["sigma"] = np.where(np.isin(kind, [1, 2]) & np.isfinite(least), least * close, sigma)
    return given


def solved(given):
    """Python's solution of games that differ in η too, arrays by name."""
    found = {name: np.empty(len(given["eta"])) for name in SOLVED}
    found["region"] = np.empty(len(given["eta"]), dtype=object)
    for eta in np.unique(given["eta"]):
        rows = given["eta"] == eta
        game = {name: values[rows] for name, values in given.items() if name != "eta"}
        part = solve(**game, switches=Switches(surplus=eta))
        for name, array in found.items():
            array[rows] = getattr(part, name)
    return found


def rows_of(given):
    return [dict(zip(given, map(float, row), strict=True)) for row in zip(*given.values(), strict=True)]


@pytest.fixture(scope="module")
def computed(visit):
    """Settings, and what the page's formulas make of them, arrays by name."""
    given = states()
    formulas = (FOLDER / "formulas.js").read_text(encoding="utf-8")
    rows = visit(
        f"<body><script>{formulas}</script>",
        f"return {json.dumps(rows_of(given))}.map((state) => ({{...solve(state), ...thresholds(state)}}));",
    )
    found = {name: np.array([float(row[name]) for row in rows]) for name in SOLVED + THRESHOLDS}
    return given, found | {"region": [row["region"] for row in rows]}


def test_formulas_are_those_of_python(computed):
    given, here = computed
    there = solved(given)
    regions, counts = np.unique(there["region"].astype(str), return_counts=True)
    assert len(here["region"]) == 1000 and len(regions) == 6 and counts.min() >= 20
    assert here["region"] == there["region"].tolist()
    for name in SOLVED:
        np.testing.assert_allclose(here[name], there[name], rtol=0, atol=1e-9, err_msg=name)


def test_thresholds_are_where_the_region_changes(computed):
    given, found = computed
    exact = thresholds(q=given["q"], c_a=given["c_a"], c_b=given["c_b"])
    ultimatum = given["eta"] == 1
    for name in THRESHOLDS:
        ours, theirs = found[name], getattr(exact, name)
        assert np.array_equal(np.isnan(ours), np.isnan(theirs))
        np.testing.assert_allclose(ours[ultimatum], theirs[ultimatum], rtol=1e-9, err_msg=name)
    changes = {"k_0": "s", "k_1": "none_needed", "k_2": "none_needed"}
    for name, change in changes.items():
        there = np.isfinite(found[name]) & (found[name] > 1e-6)
        for factor, beyond in ((1 - 1e-4, False), (1 + 1e-4, True)):
            moved = {key: values[there] for key, values in given.items()}
            after = solved(moved | {"k": found[name][there] * factor})
            holds = np.isfinite(after["s"]) if change == "s" else after["region"] == change
            assert (holds == (beyond != (name == "k_2"))).all(), (name, factor)


def test_page_shows_pythons_numbers_and_follows_its_controls(visit):
    report = visit(
        explorer_page("", RANGES),
        """
        const seen = { examples: {} };
        for (const button of document.querySelectorAll("[data-example]")) {
          button.click();
          writeAddress();
          seen.examples[button.textContent] = {
            cells: Object.fromEntries(
              [...document.querySelectorAll("td[id]")].map((cell) => [cell.id, cell.textContent]),
            ),
            current: document.querySelector("[aria-current=true]").dataset.region,
            headline: element("headline").textContent,
            address: location.hash,
          };
        }
        const slider = element("k-slider");
        slider.value = 100;
        slider.dispatchEvent(new Event("input"));
        seen.slid = [state.k, element("k").value];
        element("handle").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp" }));
        seen.moved = [state.sigma, Number(element("sigma").value)];
        const map = element("map"), { x, y } = presentMapScales();
        const { left, top } = map.getBoundingClientRect();
        map.setPointerCapture = map.hasPointerCapture = () => true;  // no pointer is down
        seen.dragged = [["pointerdown", 0.5, 0.1], ["pointermove", 2, 1]].map(([kind, k, sigma]) => {
          map.dispatchEvent(new PointerEvent(kind, { clientX: left + x(k), clientY: top + y(sigma) }));
          return [state.k, state.sigma];
        });
        element("q").value = "1.5";
        element("q").dispatchEvent(new Event("input"));
        seen.refused = [state.q, element("q").getAttribute("aria-invalid"), element("problem").textContent];
        const times = Array.from({ length: 10 }, (_, i) => {
          const start = performance.now();
          change({ k: 0.1 + i / 10 });
          document.body.getBoundingClientRect();
          return performance.now() - start;
        });
        seen.fastest = Math.min(...times);
        return seen;
        """,
    )
    for name, example in EXAMPLES.items():
        shown, found = report["examples"][name], one(example)
        assert shown["current"] == found["region"]
        assert shown["headline"].startswith(
            {"restraint": "Restraint", "none_needed": "No alliance", "deterrence": "Deterrence"}[
                found["region"]
            ]
        )
        edges = thresholds(q=example["q"], c_a=example["c_a"], c_b=example["c_b"])
        given = found["s"]
        expected = found | {name: getattr(edges, name) for name in THRESHOLDS}
        expected |= {"given": given, "arms": found["a"], "superpower": example["sigma"] - given}
        expected |= {"adversary": 1 - found["prize"], "adversary_alone": 1 - found["prize_alone"]}
        expected["superpower_alone"] = example["sigma"] * (found["region"] == "none_needed")
        del expected["region"], expected["a"]
        assert shown["cells"] == {name: text(value) for name, value in expected.items()}
        address = dict(entry.split("=") for entry in shown["address"].removeprefix("#").split("&"))
        assert {key: float(value) for key, value in address.items()} == example
    assert report["slid"] == [0.316, "0.316"]  # halfway from .01 to 10 by ratios
    assert report["moved"][0] == pytest.approx(report["moved"][1]) and report["moved"][0] > 0.3
    np.testing.assert_allclose(report["dragged"], [[0.5, 0.1], [2, 1]], rtol=0.02)
    assert report["refused"][:2] == [0.35, "true"] and "from 0.1 to 0.9" in report["refused"][2]
    assert report["fastest"] < 50


def one(example):
    found = solved({name: np.array([value]) for name, value in example.items()})
    return {name: array[0] for name, array in found.items()}


def text(value):
    """Four significant digits; – for what there is not."""
    return "–" if np.isnan(value) else "0" if abs(value) < 1e-12 else f"{value:.4g}"


def test_map_shows_the_regions_where_they_are(visit):
    maps = [
        {"q": 0.35, "c_a": 0.1, "c_b": 0.1, "eta": 1.0},
        {"q": 0.9, "c_a": 0.3, "c_b": 0.1, "eta": 1.0},
        {"q": 0.1, "c_a": 0.1, "c_b": 0.3, "eta": 0.5},
        {"q": 0.6, "c_a": 0.05, "c_b": 0.2, "eta": 0.3},
    ]
    rng = np.random.default_rng(7)
    given = {name: np.repeat([others[name] for others in maps], 300) for name in maps[0]}
    given |= {
        "k": np.exp(rng.uniform(np.log(0.011), np.log(9.9), 1200)),
        "sigma": 2 * rng.uniform(size=1200) ** 2,
    }
    seen = visit(
        explorer_page("", RANGES),
        f"""
        const {{ left, top }} = element("map").getBoundingClientRect(), {{ x, y }} = presentMapScales();
        return {json.dumps(rows_of(given))}.map(({{ k, sigma, ...others }}) => {{
          if (Object.entries(others).some(([name, value]) => state[name] !== value)) change(others);
          const shapes = document.elementsFromPoint(left + x(k), top + y(sigma));
          return shapes.find((shape) => shape.matches("path.region"))?.classList[1];
        }});
        """,
    )
    around = [
        solved(given | {"k": given["k"] * ratio, "sigma": given["sigma"] * more})["region"]
        for ratio in (0.98, 1, 1.02)
        for more in (0.9, 1, 1.1)
    ]
    clear = np.all([regions == around[0] for regions in around], axis=0)
    assert clear.sum() > 1000 and set(around[0][clear]) == set(REGIONS)
    assert np.array(seen)[clear].tolist() == around[0][clear].tolist()


def test_narrow_page_does_not_overflow(visit):
    furthest = visit(
        explorer_page("DEMO", RANGES),
        """
        document.documentElement.style.width = "400px";
        redraw();
        return [...document.querySelectorAll("body *")].map((part) => part.getBoundingClientRect().right);
        """,
        width=500,  # the least that a window may have
    )
    assert len(furthest) > 100 and 350 < max(furthest) <= 400


def test_page_says_what_is_wrong_with_its_address(visit):
    report = visit(
        explorer_page("", RANGES),
        """return { q: element("q").value, k: state.k, problem: element("problem").textContent };""",
        address="q=0.5&k=50&charm=1",
    )
    assert report["q"] == "0.5" and report["k"] == EXAMPLES["Restraint"]["k"]
    assert "k is “50”: give a number from 0.01 to 10" in report["problem"] and "“charm”" in report["problem"]


def test_page_needs_no_other_file_and_carries_label_and_caution():
    page = explorer_page("DEMO <1>", RANGES)
    assert not re.search(r"https?:|//[a-z]|\bsrc\s*=|<link|@import|url\((?!#)|\bfetch\(|\bimport\b", page)
    assert '<p class="label">DEMO &lt;1&gt;</p>' in page and "<title>DEMO &lt;1&gt;: " in page
    assert "our reduced form, built to carry the published claims" in page and "it is not her model" in page
    assert 'class="label"' not in explorer_page("", RANGES)


def test_ranges_reach_the_controls_and_the_examples():
    page = explorer_page("", RANGES | {"k": (0.5, 1.0)})
    assert 'id="q" min="0.1" max="0.9"' in page
    assert f'id="k" min="{11 / 30}" max="1.4"' in page


@pytest.mark.parametrize(
    ("ranges", "message"),
    [
        ({"q": (0.1, 0.9)}, "The range of c_a is missing"),
        (RANGES | {"k": (0, 1)}, "the range of k is 0 at position 0"),
        (RANGES | {"sigma": (0, np.inf)}, "The range of sigma is 0–inf"),
    ],
)
def test_wrong_ranges_are_refused(ranges, message):
    with pytest.raises(GameInputError, match=message):
        explorer_page("", ranges)
