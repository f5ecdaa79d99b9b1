"""Evidence is read when it is asked for, kept, and shared but for its regressions."""

import pandas as pd
import pytest

from entente.core.errors import ConfigurationError
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import NotTestable

from .small import evidence, regressions, states


def test_tables_are_read_when_first_asked_for(tmp_path):
    one, other = tmp_path / "one.csv", tmp_path / "other.parquet"
    one.write_text("a\n1\n")
    pd.DataFrame({"a": [2]}).to_parquet(other)
    found = Evidence({"both": [str(one), str(other)], "absent": str(tmp_path / "none.csv")})
    assert found["both"]["a"].tolist() == [1, 2]
    assert found["both"] is found["both"]


def test_a_table_may_follow_from_others():
    found = evidence({"states": states()})
    assert len(found["large"]) == 3
    assert found["large"] is found["large"]


def test_a_table_that_is_not_there():
    with pytest.raises(ConfigurationError, match="no table state; near it are states"):
        evidence({"states": states()})["state"]


def test_what_is_derived_is_shared_by_all_regressions():
    found = evidence({"states": states()})
    derived = found.once(lambda known: len(known["states"]))
    other = found.with_regressions(regressions())
    assert other["large"] is found["large"] and derived == 4
    assert other.regressions is not found.regressions


def test_what_is_derived_may_read_no_regressions():
    with pytest.raises(LookupError, match="may read none"):
        evidence().once(lambda known: known.regressions)


def test_a_table_that_the_run_leaves_out_makes_what_asks_for_it_not_testable():
    functions = {"longer": lambda evidence: evidence["random_runs"]}
    evidence = Evidence({}, functions, left_out={"random_runs": "random systems are left out"})
    for name in ("random_runs", "longer"):
        with pytest.raises(NotTestable, match="^random systems are left out$"):
            evidence[name]
