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
