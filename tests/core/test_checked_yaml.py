"""Files of declarations: read, or refused with file, place and reason."""

from typing import Annotated, Literal

import pytest
from pydantic import Field

from entente.core.checked_yaml import (
    ByName,
    Declared,
    Distinct,
    Name,
    Named,
    Several,
    read_declared,
    read_yaml,
)
from entente.core.errors import ConfigurationError


class Part(Named):
    sign: Literal["positive", "negative"]
    term: Name
    models: Several[Name]
    rows: Literal["all"] | Distinct[int] = "all"
    factor: float = 1.0


class Proposition(Named):
    title: Annotated[str, Field(min_length=1, max_length=5)]
    parts: ByName[str, Part]


class Propositions(Declared):
    propositions: ByName[Annotated[str, Field(pattern="^P[0-9]$")], Proposition]


GOOD = """\
propositions:
  P1:
    title: T
    parts:
      a: {sign: positive, term: x, models: [m, n]}
"""


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "some.yaml"
        path.write_text(text, encoding="utf-8")
        return read_declared(path, Propositions)

    return reading


def test_what_stands_under_a_name_knows_it(read):
    (proposition,) = read(GOOD).propositions
    (part,) = proposition.parts
    assert (proposition.name, part.name, part.models, part.rows) == ("P1", "a", ("m", "n"), "all")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            GOOD.replace("title", "titel"),
            r"P1.title is missing\n.*P1: unknown key 'titel', did you mean 'title'",
        ),
        (
            GOOD.replace("title: T", "title: ''"),
            r": propositions.P1.title is '': it should have at least 1",
        ),
        (GOOD.replace("title: T", "title: Longer"), r"P1.title is 'Longer': it should have at most 5"),
        (GOOD.replace("title: T", "title: 2"), r"P1.title is 2: it should be a valid string"),
        (GOOD.replace("P1", "One"), r"propositions.One has no proper name: it should match pattern"),
        (GOOD.replace("P1", "1"), r"propositions.1 has no proper name: it should be a valid string"),
        (
            GOOD.replace("term: x", "name: a, term: x"),
            r"P1.parts.a: unknown key 'name', known are sign, term",
        ),
        (GOOD.replace("[m, n]", "[m, m]"), r"P1.parts.a.models is \['m', 'm'\]: 'm' is listed twice"),
        (GOOD.replace("[m, n]", "[]"), r"P1.parts.a.models is \[\]: it should have at least 1 item"),
        (GOOD.replace("[m, n]", "m"), r"P1.parts.a.models is 'm': it should be a list"),
        (GOOD.replace("[m, n]", "[m, N]"), r"P1.parts.a.models.1 is 'N': it should match pattern"),
        (GOOD.replace("positive", "up"), r"P1.parts.a.sign is 'up': it should be 'positive' or 'negative'"),
        (GOOD.replace("term: x", "term: x, rows: some"), r"rows is 'some': it should be 'all' or .* a list"),
        (
            GOOD.replace("term: x", "term: x, rows: [1, a]"),
            r": propositions.P1.parts.a.rows.1 is 'a': it should be a valid int",
        ),
        (
            GOOD.replace("term: x", "term: x, factor: true"),
            r"P1.parts.a.factor is True: it should be a valid num",
        ),
        (GOOD.replace("term: x", "7: x, term: x"), r"P1.parts.a: unknown key 7, known are sign, term"),
        (GOOD + "more: 1", r": unknown key 'more', known are propositions"),
        ("propositions: {P1: }", r"propositions.P1 is None: it should be a mapping"),
        ("- P1", r"it is \['P1'\]: it should be a mapping"),
        (
            GOOD.replace("term: x", "term: x, terms: y"),
            r"P1.parts.a: unknown key 'terms', did you mean 'term'",
        ),
        (GOOD + GOOD, "keys occur twice"),
        ("P1: [ [", "no valid YAML"),
        ("P1: 1914-06-31", "no valid YAML: day"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(read, text, message):
    with pytest.raises(ConfigurationError, match=f"(?s)some.yaml.*?{message}"):
        read(text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="absent.yaml cannot be read"):
        read_declared(tmp_path / "absent.yaml", Propositions)


def test_the_module_that_describes_the_keys_is_named_and_many_problems_are_counted(read):
    with pytest.raises(ConfigurationError, match=rf"Keys and their meanings: workflow/{__name__}.py"):
        read(GOOD.replace("term", "trem"))
    parts = "".join(f"      a{number}: {{}}\n" for number in range(10))
    with pytest.raises(ConfigurationError, match="(?s)P1.parts.a0.sign is missing\n.*and 10 more\n"):
        read(GOOD + parts)


def test_a_file_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: é".encode("latin-1"))
    with pytest.raises(ConfigurationError, match="latin.yaml is no valid YAML: .*utf-8"):
        read_yaml(path)


def test_plain_values_come_out_as_they_are(tmp_path):
    (tmp_path / "plain.yaml").write_text("a: 1.5\nb: [1, x, true, 0, 0.5, '070']\nc: {d: null}")
    plain = {"a": 1.5, "b": [1, "x", True, 0, 0.5, "070"], "c": {"d": None}}
    assert read_yaml(tmp_path / "plain.yaml") == plain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", r"keys occur twice: \['a'\]"),
        ("a: {b: 1, b: 2}", r"keys occur twice: \['b'\]"),
        ("a: .nan", r"\.nan is no number"),
        ("a: [1, -.inf]", r"-\.inf is no number"),
        ("a: 070", "070 would be read as 56: write the number without leading zeros"),
        ("a: {b: [2, -010]}", "-010 would be read as -8"),
        ("070: a", "070 would be read as 56"),
        ("a: 1:30", "1:30 would be read as 90"),
        ("a: 1:30.5", r"1:30\.5 would be read as 90\.5"),
        ("a: [1", "expected"),
    ],
)
def test_what_would_be_lost_is_an_error(tmp_path, text, message):
    (tmp_path / "lost.yaml").write_text(text)
    with pytest.raises(ConfigurationError, match=f"lost.yaml is no valid YAML(.|\n)*{message}"):
        read_yaml(tmp_path / "lost.yaml")
