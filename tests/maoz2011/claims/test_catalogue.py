"""Every claim of the text has one test."""

import pandas as pd
import pytest

from entente.judging.claims.registry import Family
from entente.studies.maoz2011.claims.catalogue import catalogue


def test_every_claim_is_covered_and_no_other(root):
    claims = pd.read_csv(root / "config/maoz2011/printed/claims.csv")
    assert list(catalogue()) == sorted(claims["claim_id"])
    assert len(catalogue()) == 194


def test_every_test_says_in_a_sentence_what_it_computes():
    for claim_id, claim in catalogue().items():
        assert claim.computed.endswith("."), claim_id
        assert claim.computed[0].isupper() or claim.computed.startswith("R²"), claim_id
        assert "{" not in claim.computed, claim_id


def test_a_claim_has_one_test():
    family = Family()
    family.add("p01-01", "It.", lambda evidence: [])
    with pytest.raises(ValueError, match="p01-01"):
        family.add("p01-01", "It.", lambda evidence: [])
