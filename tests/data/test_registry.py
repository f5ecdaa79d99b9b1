import copy
import csv
import hashlib
import re
from pathlib import Path

import pytest
import yaml

from entente.core.errors import RegistryError
from entente.data.registry import RawFile, Registry

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "datasets.yaml"

ROLES = {
    "state_system",
    "states",
    "major_powers",
    "capabilities",
    "disputes",
    "wars",
    "dyadic_wars",
    "alliances",
    "contiguity",
    "capitals",
    "igo_states",
    "igo_dyads",
    "trade_dyads",
    "trade_national",
    "polity",
    "regime_panel",
    "rivalries",
    "religions",
}

ENTRY = {
    "title": "The toy dataset",
    "dataset": "toys",
    "role": "toy",
    "file": "toys/toy.csv",
    "version": "1",
    "vintages": ["paper"],
    "years": "1816-2001",
    "bytes": 10,
    "sha256": "0" * 63 + "a",
    "url": "https://example.org/0123456789abcdef0123456789abcdef01234567/toy.csv",
    "landing_page": "https://example.org/toys",
    "citation": "Nobody. 1914. Toys.",
    "terms": "free",
    "quirks": "none known",
    "edition": "Toys 1",
}


@pytest.fixture(scope="module")
def shipped():
    return Registry.load(SHIPPED)


@pytest.fixture
def load(tmp_path):
    """Function that loads a registry written as text, or as entries that differ from a good one."""

    def load_from(content):
        path = tmp_path / "datasets.yaml"
        if isinstance(content, dict):
            content = yaml.safe_dump({name: ENTRY | changes for name, changes in content.items()})
        path.write_text(content, encoding="utf-8")
        return Registry.load(path)

    return load_from


# The registry of this repository


@pytest.mark.parametrize("vintage", ["paper", "current"])
def test_each_role_has_one_file_in_each_vintage(shipped, vintage):
    assert {raw.role for raw in shipped.files(vintage)} == ROLES
    assert all(len(shipped.parts(role, vintage)) == 1 for role in ROLES)


def test_every_file_is_pinned_and_digested(shipped):
    for raw in shipped.raw_files:
        assert re.fullmatch("[0-9a-f]{64}", raw.sha256), raw.name
        assert re.search("/[0-9a-f]{40}/", raw.url or raw.made_of), raw.name
        assert raw.file.split("/")[0] == raw.dataset, raw.name


def test_no_two_files_have_the_same_digest_or_title(shipped):
    assert len({raw.sha256 for raw in shipped.raw_files}) == len(shipped.raw_files)
    assert len({raw.title for raw in shipped.raw_files}) == len(shipped.raw_files)


def test_optional_files_are_read_by_no_role_of_the_replication(shipped):
    assert {raw.role for raw in shipped.files("optional")}.isdisjoint(ROLES)


def test_editions_tell_the_vintages_apart(shipped):
    paper, current = shipped.editions("paper"), shipped.editions("current")
    assert set(paper) == set(current) == ROLES
    assert "" not in {*paper.values(), *current.values()}
    differing = {role for role in ROLES if paper[role] != current[role]}
    assert differing == {"alliances", "capabilities", "disputes", "polity", "rivalries"}
    for role in ROLES:
        same_file = shipped.parts(role, "paper") == shipped.parts(role, "current")
        assert same_file == (role not in differing), role


def test_files_are_sorted(shipped):
    ids = [raw.name for raw in shipped.files("paper")]
    assert ids == sorted(ids)


@pytest.mark.real_data
def test_the_published_files_are_those_of_the_registry(shipped, real_data):
    compared = set()
    for raw in shipped.raw_files:
        path = real_data / raw.file
        if "paper" in raw.vintages or path.exists():
            content = path.read_bytes()
            assert (len(content), hashlib.sha256(content).hexdigest()) == (raw.bytes, raw.sha256), raw.name
            compared.add(raw.name)
    assert compared.issuperset(raw.name for raw in shipped.files("paper"))


@pytest.mark.real_data
def test_the_manifest_has_every_file_of_the_registry(shipped, real_data):
    manifest = real_data / "MANIFEST.tsv"
    if not manifest.exists():
        pytest.skip("the folder of published files has no MANIFEST.tsv")
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file, delimiter="\t")}
    assert set(rows) >= {raw.file for raw in shipped.raw_files}
    for raw in shipped.raw_files:
        row = rows[raw.file]
        assert (row["vintage"], row["sha256"], int(row["bytes"])) == (
            ",".join(raw.vintages),
            raw.sha256,
            raw.bytes,
        )
        assert row["url"] == raw.url or (raw.made_of and "(stacked;" in row["url"]), raw.name


# Registries that break their schema


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sha256", "abc"),
        ("sha256", "A" * 64),
        ("bytes", 0),
        ("bytes", "10"),
        ("url", "https://example.org/main/toy.csv"),
        ("url", "http://example.org/0123456789abcdef0123456789abcdef01234567/toy.csv"),
        ("file", "../toy.csv"),
        ("file", "/toys/toy.csv"),
        ("file", "toys/../../toy.csv"),
        ("vintages", []),
        ("vintages", ["newest"]),
        ("vintages", ["paper", "paper"]),
        ("version", 4.0),
        ("title", ""),
    ],
)
def test_a_bad_value_is_named_with_entry_and_key(load, key, value):
    with pytest.raises(RegistryError) as caught:
        load({"good": {"file": "toys/good.csv", "role": "good"}, "bad": {key: value}})
    assert re.search(rf"bad\.{key}(\.0)?(:| is) ", str(caught.value))
    assert "good." not in str(caught.value)


@pytest.mark.parametrize("key", sorted(ENTRY.keys() - {"url"}))
def test_a_missing_key_is_named(load, key):
    entry = copy.deepcopy(ENTRY)
    del entry[key]
    with pytest.raises(RegistryError, match=rf"toy(\.{key}|: edition) is missing"):
        load(yaml.safe_dump({"toy": entry}))


MADE_OF = {
    "made_of": "https://example.org/0123456789abcdef0123456789abcdef01234567/toys/",
    "pieces": "config/pieces/toys.csv",
}


@pytest.mark.parametrize(
    ("changes", "without", "said"),
    [
        (MADE_OF, "", "a file has an url, or made_of and pieces"),
        (MADE_OF, "url pieces", "a file has an url, or made_of and pieces"),
        (MADE_OF, "url made_of", "a file has an url, or made_of and pieces"),
        (MADE_OF | {"made_of": "https://example.org/main/toys/"}, "url", r"toy\.made_of"),
        (MADE_OF | {"pieces": "/tmp/toys.csv"}, "url", r"toy\.pieces"),
    ],
)
def test_a_file_that_is_put_together_says_of_what_in_place_of_an_address(load, changes, without, said):
    good = {key: value for key, value in (ENTRY | MADE_OF).items() if key != "url"}
    assert load(yaml.safe_dump({"toy": good})).raw_files[0].pieces == MADE_OF["pieces"]
    wrong = {key: value for key, value in (ENTRY | changes).items() if key not in without.split()}
    with pytest.raises(RegistryError, match=said):
        load(yaml.safe_dump({"toy": wrong}))


@pytest.mark.real_data
def test_pieces_of_the_stacked_file_are_those_that_lie_listed_beside_it(shipped, real_data, root):
    entry = next(raw for raw in shipped.raw_files if raw.pieces)
    sources = real_data / "un_peacekeeping/country_month_sources.tsv"
    with sources.open(encoding="utf-8", newline="") as file:
        beside = {row["file"].split("/")[-1]: row["sha256"] for row in csv.DictReader(file, delimiter="\t")}
    with (root / entry.pieces).open(encoding="utf-8", newline="") as file:
        listed = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    assert len(listed) == 148 and listed == {
        name: sha256 for name, sha256 in beside.items() if name != ".csv"
    }


def test_files_that_nothing_reads_need_no_edition(load):
    entry = {key: value for key, value in ENTRY.items() if key != "edition"}
    registry = load(yaml.safe_dump({"toy": entry | {"vintages": ["optional"]}}))
    assert registry.raw_files[0].edition == ""


def test_an_unknown_key_is_named(load):
    with pytest.raises(
        RegistryError, match="toy: unknown key 'licence', known are role, part, vintages, title"
    ):
        load({"toy": {"licence": "free"}})


def test_an_id_that_occurs_twice_is_refused(load):
    text = yaml.safe_dump({"toy": ENTRY})
    with pytest.raises(RegistryError, match="keys occur twice: \\['toy'\\]"):
        load(text + text)


def test_a_path_that_occurs_twice_is_refused(load):
    with pytest.raises(RegistryError, match="entries one and two.*toys/toy.csv"):
        load({"one": {}, "two": {"role": "other"}})


def test_a_role_that_two_files_of_a_vintage_claim_is_refused(load):
    with pytest.raises(RegistryError, match="entries one and two.*'toy' of vintage 'current'"):
        load(
            {
                "one": {"vintages": ["paper", "current"]},
                "two": {"vintages": ["current"], "file": "toys/2.csv"},
            }
        )


def test_optional_files_may_share_a_role(load):
    registry = load(
        {"one": {"vintages": ["optional"]}, "two": {"vintages": ["optional"], "file": "toys/2.csv"}}
    )
    assert [raw.name for raw in registry.parts("toy", "optional")] == ["one", "two"]


@pytest.mark.parametrize("content", ["", "- toy", "toy: [", "Toy: {}"])
def test_what_is_no_registry_is_refused(load, content):
    with pytest.raises(RegistryError, match="datasets.yaml"):
        load(content)


def test_an_absent_registry_is_said(tmp_path):
    with pytest.raises(RegistryError, match="datasets.yaml cannot be read"):
        Registry.load(tmp_path / "datasets.yaml")


# Asking a registry


def test_an_unknown_vintage_lists_the_known_ones(load):
    with pytest.raises(RegistryError, match="vintage 'newest'[^$]*\\['paper'\\]"):
        load({"toy": {}}).files("newest")


def test_an_unknown_role_lists_the_known_ones(load):
    with pytest.raises(RegistryError, match="role 'wars' in vintage 'paper'[^$]*\\['toy'\\]"):
        load({"toy": {}}).parts("wars", "paper")


@pytest.mark.parametrize(
    ("years", "covered"),
    [
        ("1816-2001", (1816, 2001, (1816, 2001))),
        ("2001", (2001, 2001, (2001, 2001))),
        ("1776-2018 (the United States to 2020)", (1776, 2018, (1776, 2020))),
        ("1945-2010 (every 5)", (1945, 2010, (1945, 2010))),
        ("time-invariant", None),
    ],
)
def test_years_are_parsed(root, years, covered):
    raw = Registry.load(root / "config/datasets.yaml").raw_files[0]
    assert RawFile.model_validate(raw.model_dump(exclude_unset=True) | {"years": years}).covered == covered


@pytest.mark.parametrize("years", ["1816 onwards", "2017-04", "1816–2001", "2001-1816", "until 2001"])
def test_years_that_say_something_else_are_refused(root, years):
    raw = Registry.load(root / "config/datasets.yaml").raw_files[0]
    with pytest.raises(ValueError, match=f"years is '{years}'"):
        RawFile.model_validate(raw.model_dump(exclude_unset=True) | {"years": years})


# A study's own registry beside it


@pytest.fixture
def load_own(tmp_path):
    """Function that loads a study's own registry beside a shared one, whose one entry is `toy`."""

    def load_from(entries):
        (tmp_path / "datasets.yaml").write_text(yaml.safe_dump({"toy": ENTRY}))
        (tmp_path / "own.yaml").write_text(yaml.safe_dump(entries))
        return Registry.load(tmp_path / "own.yaml", shared=Registry.load(tmp_path / "datasets.yaml"))

    return load_from


def test_an_entry_that_studies_share_is_taken_up_by_its_id(load_own):
    [raw] = load_own({"toy": {"role": "own_toy", "vintages": ["any"]}}).raw_files
    assert (raw.name, raw.role, raw.vintages) == ("toy", "own_toy", ("any",))
    assert {key: getattr(raw, key) for key in ("file", "sha256", "url", "citation", "edition")} == {
        key: ENTRY[key] for key in ("file", "sha256", "url", "citation", "edition")
    }


def test_what_it_says_of_the_file_itself_stands_in_one_place(load_own):
    with pytest.raises(RegistryError, match="toy, which studies share: unknown key 'sha256'"):
        load_own({"toy": {"role": "own_toy", "vintages": ["any"], "sha256": "0" * 64}})
    with pytest.raises(
        RegistryError, match="entry mine, key file: 'toys/toy.csv' is that of the shared entry toy"
    ):
        load_own({"mine": ENTRY | {"role": "own_toy"}})
    with pytest.raises(RegistryError, match="vintages is missing"):
        load_own({"toy": {"role": "own_toy"}})


def test_a_role_means_another_file_in_each_registry(load_own):
    [raw] = load_own({"mine": ENTRY | {"file": "toys/mine.csv"}}).parts(ENTRY["role"], "paper")
    assert raw.file == "toys/mine.csv"
