"""Propositions as their file declares them, and what is refused."""

import pytest

from entente.core.errors import ConfigurationError
from entente.judging.claims.declaration import read_claims
from entente.judging.propositions.declaration import read_propositions
from entente.regressions.declaration import read_regressions
from entente.studies.maoz2011.units import UNITS
from entente.systems.alliance_types import ALLIANCES

TEXT = """\
P1:
  title: More of this, more of that.
  note: >-
    Two
    lines.
  parts:
    a:
      claims: [p07-05]
      sign: negative
      term: srg_capabilities
      models: [table1_degree_baseline]
      alliances: [pact]
"""


@pytest.fixture(scope="module")
def regressions(root):
    return read_regressions(root / "config/maoz2011/models", UNITS)


@pytest.fixture(scope="module")
def propositions(root, regressions):
    return read_propositions(root / "config/maoz2011/propositions.yaml", regressions)


def test_all_parts_of_the_four_propositions_are_declared(propositions):
    parts = {proposition.name: [part.name for part in proposition.parts] for proposition in propositions}
    assert parts == {
        "P1": ["a", "b"],
        "P2": ["a", "c", "d", "f (economic)", "f (institutional)"],
        "P3": ["i (density)", "i (components)", "ii (polarization)", "iii (centralization)"],
        "P4": ["density", "polarization", "centralization"],
    }


def test_each_part_expects_what_its_claims_say(root, propositions):
    claims = read_claims(root / "config/maoz2011/claims.yaml").claims
    for proposition in propositions:
        for part in proposition.parts:
            for claim in part.claims:
                said = claims[claim]
                assert proposition.name in said.says
                assert said.prints.startswith({1: "+", -1: "-"}[part.sign])


def test_conflict_is_tested_on_every_kind_of_it_in_the_first_and_the_last_iteration(
    propositions, regressions
):
    for part in propositions[-1].parts:
        tested = {(regressions[model].outcome, regressions[model].sample) for model in part.models}
        assert tested == {
            (outcome, sample)
            for outcome in ("wars_per_state", "dispute_dyads_per_state", "dispute_days")
            for sample in ("first", "last")
        }
        for model in part.models:
            (term,) = (term for term in regressions[model].terms if term.name == part.term)
            assert term.column == {"polarization": "abm_npi"}.get(part.name, f"abm_{part.name}")


def test_models_of_density_and_centralization_differ_from_those_of_table_4_by_that_term_only(regressions):
    for name, model in regressions.items():
        if name.startswith("p4_"):
            _, measure, conflict, iteration = name.split("_")
            printed = regressions[f"table4_{conflict}_{iteration}"]
            assert (model.outcome, model.estimator, model.extra_variances) == (
                printed.outcome,
                printed.estimator,
                printed.extra_variances,
            )
            assert model.terms[1:] == printed.terms[1:]
            assert model.terms[0].name == f"abm_predicted_{measure}"


def test_one_type_of_alliance_is_enough_only_where_nothing_depends_on_it(propositions, regressions):
    for proposition in propositions:
        for part in proposition.parts:
            same = all(
                regressions[model].for_alliance("any") == regressions[model].for_alliance("pact")
                for model in part.models
            )
            assert set(part.alliances) == ({"pact"} if same else set(ALLIANCES))


def test_a_proposition_is_read(tmp_path, regressions):
    path = tmp_path / "propositions.yaml"
    path.write_text(TEXT, encoding="utf-8")
    (proposition,) = read_propositions(path, regressions)
    assert (proposition.note, proposition.models) == ("Two lines.", ["table1_degree_baseline"])
    assert proposition.parts[0].sign == -1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("table1_degree_baseline", "table1_degree", "P1, part a names the model table1_degree,"),
        ("srg_capabilities", "trade", "P1, part a names the term trade, which table1_degree_baseline"),
        ("negative", "downwards", "downwards"),
        ("[pact]", "[treaty]", "treaty"),
        ("p07-05", "five", "five"),
    ],
)
def test_what_a_proposition_may_not_say(tmp_path, regressions, old, new, message):
    path = tmp_path / "propositions.yaml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=f"(?s)propositions.yaml.*{message}"):
        read_propositions(path, regressions)
