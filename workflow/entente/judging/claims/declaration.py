"""Claims as a study declares them: what a paper says, and how it is tested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from entente.core.checked_yaml import Declared, checked, near_text, read_declared
from entente.core.declared_words import ForEach, combinations, names_in_braces, put
from entente.core.errors import ConfigurationError
from entente.judging.claims.evidence import Evidence
from entente.judging.claims.forms import FORMS, Form
from entente.regressions.specification import Specification
from entente.systems.alliance_types import Alliance


class Claim(Declared):
    """A claim: what the paper says on a page, and prints; what is to be known, and how it is tested.

    ``computes`` says so in a sentence where the forms do not; a claim ``by_construction`` cannot fail, since
    it is about a definition, or about the program's own rules: it does not count as supported.
    """

    says: str
    prints: str
    test: tuple[Form, ...]
    computes: str = ""
    remark: str = ""
    page: str
    by_construction: bool = False

    def computed(self, evidence: Evidence) -> str:
        """Return what is computed, in a sentence."""
        return self.computes or " ".join(form.told(evidence) for form in self.test)


class Claims(Declared):
    """The claims of a paper, by page and number, and what is to be known to read the verdicts.

    Those of several papers are named by paper and number: ``sources`` are the papers, by what names of claims
    begin with, and ``paper`` is what they are called together.
    ``titles`` are of models, by the beginning of their names, and ``alliance`` is what they are estimated for
    unless the tables tell; ``bounds`` are those of words of degree, and stand in braces in ``notes``.

    A claim ``for_each`` of some words is as many claims, of which the first has the name of the entry, the
    others the numbers that follow.  ``{<name>}`` is the word itself in the test, in sentences what ``words``
    call it; a remark may be one for a word alone, under that word.
    """

    paper: str
    alliance: Alliance | Literal[""] = ""
    titles: dict[str, str]
    sources: dict[str, str] = {}
    words: dict[str, str] = {}
    bounds: dict[str, float | list[float]]
    notes: list[str]
    claims: dict[str, Any]


def read_claims(path: str | Path) -> Claims:
    """Read the claims of a study, ``config/<study>/claims.yaml``.

    A ConfigurationError is raised if it is absent or no YAML, or a key is unknown, missing or of a wrong
    kind: it names the claim and the key, and known ones near it.
    """
    given = read_declared(path, Claims)
    claims: dict[str, Claim] = {}
    for entry, declared in given.claims.items():
        for name, claim in _each(entry, declared, given.words, f"{path}: {entry}"):
            if name in claims:
                raise ConfigurationError(
                    f"{path}: {entry}: there is a claim {name} already.",
                    "Words of for_each take the numbers that follow: leave room for them.",
                )
            claims[name] = _claim(name, claim, given.sources, f"{path}: {name}")
    return given.model_copy(update={"claims": claims})


def check_names(
    claims: Claims, regressions: Mapping[str, Specification], statistics: Iterable[str], path: str | Path
) -> None:
    """Raise a ConfigurationError where a claim names a model, term or statistic that there is not."""
    for name, claim in claims.claims.items():
        for form in claim.test:
            where, models = f"{path}: {name}, test", [*getattr(form, "of", ()), *getattr(form, "than", ())]
            _known(models, regressions, "regression", where)
            terms = {term for model in models for term in regressions[model].term_names}
            _known(getattr(form, "coefficient", ()), terms, f"term of {', '.join(models)}", where)
            for key in ("statistic", "larger"):
                _known(getattr(form, key, ()), statistics, "statistic", where)


def _known(names: Iterable[str], known: Iterable[str], what: str, where: str) -> None:
    for name in names:
        if name not in known:
            raise ConfigurationError(f"{where}: {name} is no {what}{near_text(name, known)}.")


def _each(name: str, given: Any, called: Mapping[str, str], where: str) -> Iterator[tuple[str, Any]]:
    """A claim for each combination of the words of its ``for_each``: its name, what is said of it."""
    if not isinstance(given, dict) or "for_each" not in given:
        yield name, given
        return
    first = re.fullmatch(r"(.*-)(\d\d)", name)
    if not first:
        raise ConfigurationError(f"{where} has no number from which its claims could be counted.")
    words = checked(given["for_each"], ForEach, f"{where}, for_each")
    for number, chosen in enumerate(combinations(words), start=int(first[2])):
        spoken = {key: called.get(word, word) for key, word in chosen.items()}
        said = {**given, "remark": _remark(given.get("remark", ""), words, chosen, where)}
        made = {
            key: put(value, chosen if key == "test" else spoken)
            for key, value in said.items()
            if key != "for_each"
        }
        if unknown := names_in_braces(str(made)):
            raise ConfigurationError(
                f"{where}: there are no words for {{{unknown[0]}}}.", "Name them in for_each, or correct it."
            )
        yield f"{first[1]}{number:02d}", made


def _remark(remark: Any, words: Mapping[str, tuple[str, ...]], chosen: Mapping[str, str], where: str) -> Any:
    """What there is to remark on some words: of remarks under words, those of these."""
    if not isinstance(remark, dict):
        return remark
    every = [word for several in words.values() for word in several]
    _known(map(str, remark), every, "word of for_each", f"{where}, remark")
    return " ".join(str(text) for word, text in remark.items() if word in chosen.values())


def _claim(name: str, given: Any, sources: Mapping[str, str], where: str) -> Claim:
    place = _place(name, sources, where)
    if not isinstance(given, dict) or not given.get("test"):
        raise ConfigurationError(f"{where}: test is missing.", f"Forms: {', '.join(FORMS)}.")
    tests = given["test"] if isinstance(given["test"], list) else [given["test"]]
    forms = tuple(_form(test, f"{where}, test") for test in tests)
    claim = checked({"page": place, **given, "test": forms}, Claim, where)
    if not claim.computes and any(type(form).told is Form.told for form in forms):
        raise ConfigurationError(f"{where}: computes is missing.", "Say in a sentence what is computed.")
    return claim


def _place(name: str, sources: Mapping[str, str], where: str) -> str:
    """Return the page of a claim, or the paper if claims are of several."""
    source, number = re.fullmatch(r"(.*?)(?:-(\d\d))?", name).groups()
    if sources:
        if number is None or source not in sources:
            raise ConfigurationError(
                f"{where} is no name of a claim{near_text(source, sources)}.",
                f"Name it by paper and number: {next(iter(sources))}-01.",
            )
        return sources[source]
    if number is None or not re.fullmatch(r"p\d\d", source):
        raise ConfigurationError(f"{where} is no name of a claim.", "Name it by page and number: p07-01.")
    return str(int(source[1:]))


def _form(given: Any, where: str) -> Form:
    keys = list(map(str, given)) if isinstance(given, dict) else []
    name = next((key for key in keys if key in FORMS), None)
    if name is None:
        near = near_text(keys[0], FORMS) if keys else ""
        raise ConfigurationError(f"{where}: no key names a form{near}.", f"Forms: {', '.join(FORMS)}.")
    return checked(given, FORMS[name], where)
