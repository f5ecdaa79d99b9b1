"""Claims as functions: each yields what it finds in the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from entente.judging.claims.evidence import Evidence
from entente.judging.claims.parts import Part, Remark

Test = Callable[[Evidence], Iterable[Part | Remark]]


@dataclass(frozen=True)
class Claim:
    """How a claim is tested.

    Attributes
    ----------
    computed : str
        What is computed, in one sentence.
    test : callable
        From the evidence to parts and remarks; raises NotTestable with the reason.
    of_tables : bool
        Whether it reads Tables 1 to 4, so that the same test can be put to the printed numbers.
    """

    computed: str
    test: Test
    of_tables: bool = False


class Family(dict[str, Claim]):
    """Claims of one kind, by claim_id."""

    def claim(self, claim_id: str, computed: str, *, of_tables: bool = False) -> Callable[[Test], Test]:
        """Return a decorator that adds a test."""

        def add(test: Test) -> Test:
            self.add(claim_id, computed, test, of_tables=of_tables)
            return test

        return add

    def add(self, claim_id: str, computed: str, test: Test, *, of_tables: bool = False) -> None:
        """Add a test.

        Raises
        ------
        ValueError
            If there is one for the claim: each claim has one.
        """
        if claim_id in self:
            raise ValueError(f"There are two tests of claim {claim_id}.")
        self[claim_id] = Claim(computed, test, of_tables)
