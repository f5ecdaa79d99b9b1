"""What a file of claims may say, and how it is refused."""

from types import SimpleNamespace

import pytest

from entente.core.errors import ConfigurationError
from entente.judging.claims.declaration import check_names, read_claims
from entente.judging.claims.table import judged

from .small import UP, evidence, regressions

HEAD = "paper: Somebody (2000)\nalliance: pact\ntitles: {}\nbounds: {}\nnotes: []\nclaims:\n"
GOOD = 'says: It rises, prints: "+", test: {coefficient: status, of: table1_last, sign: positive}'


@pytest.fixture
def declared(tmp_path):
    def read(claim: str, name: str = "p07-01"):
        path = tmp_path / "claims.yaml"
        path.write_text(f"{HEAD}  {name}: {claim}\n", encoding="utf-8")
        return read_claims(path)

    return read


def test_a_claim(declared):
    claim = declared(f"{{{GOOD}, remark: And more.}}").claims["p07-01"]
    assert (claim.page, claim.says, claim.prints, claim.by_construction) == ("7", "It rises", "+", False)
    seen = evidence(ours=regressions({("table1_last", "pact", "status"): UP}))
    (part,), remarks, _ = judged(claim, seen)
    assert part.value == 1 and remarks == ["And more."]
    assert claim.computed(seen).endswith("of the coefficient of status (Table 1, last).")


def test_a_claim_of_several_tests_on_a_page_without_a_number(declared):
    given = "{page: '[27]', says: a, prints: b, computes: c, test: [{statistic: n, of: m}, {function: f}]}"
    claim = declared(given).claims["p07-01"]
    assert claim.page == "[27]" and len(claim.test) == 2
    assert claim.computed(evidence()) == "c"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("says", "sais"), "\n  says is missing\n  .*unknown key 'sais', did you mean 'says'"),
        (('prints: "+"', "prints: 2"), "p07-01: prints is 2: it should be a valid string"),
        (("coefficient", "coeficient"), "p07-01, test: no key names a form; near it are coefficient"),
        (("sign: positive", "sing: positive"), "p07-01, test: .*unknown key 'sing', did you mean 'sign'"),
        (("sign: positive", "sign: up"), "p07-01, test: sign is 'up': it should be 'positive' or 'negative'"),
        (("of: table1_last", "of: 5"), "p07-01, test: .*should be a name, or a list of names"),
        (("of: table1_last", "of: a, within: 3"), "p07-01, test: within is 3: it should be a list"),
        (("of: table1_last", "of: a, within: [3]"), "p07-01, test: within.1 is missing"),
        ((", sign: positive", ""), "p07-01, test: .*none of sign, .*says what is expected"),
        (("{coefficient: status, of: table1_last, sign: positive}", "soon"), "p07-01, test: no key names"),
        ((", test: {coefficient: status, of: table1_last, sign: positive}", ""), "p07-01: test is missing"),
        (("coefficient: status", "statistic: n"), "p07-01, test: .*unknown key 'sign'"),
        (
            ("coefficient: status, of: table1_last", "difference: a, rows: b, name: c"),
            "p07-01, test: .*between is missing",
        ),
        (
            ("coefficient: status, of: table1_last", "slope: a, rows: b, name: c"),
            "p07-01, test: .*against is missing",
        ),
        (
            ("coefficient: status, of: table1_last", "mean: a, rows: b, name: c"),
            "p07-01: computes is missing",
        ),
    ],
)
def test_a_claim_that_is_refused(declared, change, said):
    assert change[0] in GOOD
    with pytest.raises(ConfigurationError, match=rf"claims.yaml: .*{said}"):
        declared(f"{{{GOOD.replace(*change)}}}")


def test_a_claim_is_named_by_page_and_number(declared):
    with pytest.raises(ConfigurationError, match=r"claims.yaml: page 7 is no name of a claim"):
        declared(f"{{{GOOD}}}", name="page 7")


def test_what_stands_above_the_claims_is_checked(tmp_path):
    path = tmp_path / "claims.yaml"
    path.write_text(HEAD.replace("titles", "title") + "  {}\n", encoding="utf-8")
    with pytest.raises(
        ConfigurationError,
        match="claims.yaml:\n  titles is missing\n.*unknown key 'title', did you mean 'titles'",
    ):
        read_claims(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("table1_last", "table1_lost"), "table1_lost is no regression; near it are table1_last"),
        (("status", "statute"), "statute is no term of table1_last; near it are status"),
        (("coefficient: status", "larger: r2_, than: table1_last"), "r2_ is no statistic; near it are r2"),
    ],
)
def test_models_terms_and_statistics_are_those_that_there_are(declared, change, said):
    known = {"table1_last": SimpleNamespace(term_names=["status"])}
    check_names(declared(f"{{{GOOD}}}"), known, ["n", "r2"], "claims.yaml")
    changed = GOOD.replace(*change)
    if "larger" in changed:
        changed = changed.replace(", sign: positive", "")
    with pytest.raises(ConfigurationError, match=f"claims.yaml: p07-01, test: {said}"):
        check_names(declared(f"{{{changed}}}"), known, ["n", "r2"], "claims.yaml")


SOURCES = 'sources: {olson1966: "Olson & Zeckhauser (1966)"}\nclaims:\n'


def test_claims_of_several_papers_are_named_by_paper(declared, monkeypatch):
    monkeypatch.setattr(f"{__name__}.HEAD", HEAD.replace("claims:\n", SOURCES))
    read = declared(f"{{{GOOD}}}", "olson1966-01")
    assert read.claims["olson1966-01"].page == "Olson & Zeckhauser (1966)"
    for name in ("p07-01", "olson1966", "olsen1966-01", "olson1966-1"):
        with pytest.raises(ConfigurationError, match=rf"{name} is no name of a claim.*\n.*olson1966-01"):
            declared(f"{{{GOOD}}}", name)


EACH = (
    'for_each: {way: [up, down], of: [m, n]}, says: "It goes {way}", prints: "+", computes: "{of}", '
    "test: {statistic: n, of: 'table1_{of}'}"
)


def several(tmp_path, *entries: str):
    path = tmp_path / "claims.yaml"
    text = HEAD.replace("bounds", "words: {up: upwards}\nbounds")
    path.write_text(text + "".join(f"  {entry}\n" for entry in entries), encoding="utf-8")
    return read_claims(path).claims


def test_claims_that_differ_in_words_are_one_entry(tmp_path):
    found = several(tmp_path, f"p07-03: {{{EACH}, remark: {{down: Not much.}}}}", f"p07-01: {{{GOOD}}}")
    assert list(found) == ["p07-03", "p07-04", "p07-05", "p07-06", "p07-01"]
    last = found["p07-06"]
    assert (last.says, last.computes, last.test[0].of) == ("It goes down", "n", ("table1_n",))
    # In sentences a word is what it is called; a remark on one word is none on others.
    assert (found["p07-03"].says, found["p07-03"].remark, last.remark) == ("It goes upwards", "", "Not much.")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([f"p07-03: {{{EACH}}}", f"p07-05: {{{GOOD}}}"], "p07-05: there is a claim p07-05 already"),
        ([f"p07-03: {{{EACH.replace('{of}', '{off}')}}}"], "p07-03: there are no words for {off}"),
        ([f"p07-03: {{{EACH}, remark: {{left: No.}}}}"], "p07-03, remark: left is no word of for_each"),
        ([f"p07-03: {{{EACH.replace('[up, down]', '[]')}}}"], "p07-03, for_each: way"),
        ([f"p07: {{{EACH}}}"], "p07 has no number from which its claims could be counted"),
    ],
)
def test_words_that_are_refused(tmp_path, entries, said):
    with pytest.raises(ConfigurationError, match=said):
        several(tmp_path, *entries)


def test_what_no_public_data_decide_is_not_testable_and_says_why(declared):
    text = "{says: a, prints: b, computes: c, test: {not_testable: nobody may see them}}"
    found = judged(declared(text).claims["p07-01"], evidence())
    assert found == ([], [], "nobody may see them")
