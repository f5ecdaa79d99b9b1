"""A skeleton of a design, drafted from a file of answers: what is known is there, guesses are comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from entente.core.errors import DesignError
from entente.core.storage import write_text
from entente.experiments.designs.column_guesses import Guess, guesses, stands_for_none
from entente.experiments.designs.design_form import BLANK
from entente.experiments.survey.survey_file import read_survey
from entente.experiments.survey.survey_labels import Labels, read_labels

#: What stands before a guess: without it the line counts.
MARK = "#|"

HEAD = """\
# A design drafted from {source}: {rows} rows, {columns} columns.
#
# Lines that begin with {mark} are guesses, by names and values of columns: take away {mark} from those that
# are right, and delete the others.  Then fill in what is left blank, {blank}, before looking at any effect:
# margins, directions and families say what is expected.  Other comments say what may stand in a place.
# What is still blank is refused, and so is what the answers contradict.  To see:
#
#   from entente.experiments import Experiment
#   Experiment.read("{design}", data="{source}").checks()
"""


def write_draft(survey: str | Path, to: str | Path | None = None, *, overwrite: bool = False) -> Path:
    """Write a skeleton of a design from a file of answers, and return its path.

    It goes to a file called after the survey's in the current folder, unless another path is given.
    DesignError is raised if there is one already, unless it may be overwritten; SurveyDataError if the
    answers cannot be read.
    """
    survey = Path(survey)
    path = Path(f"{_key(survey.stem).lower()}.yaml" if to is None else to)
    if path.exists() and not overwrite:
        raise DesignError(f"{path} is there already.", "Name another file, or ask for it to be overwritten.")
    write_text(draft(read_survey(survey), read_labels(survey), survey.as_posix(), path.as_posix()), path)
    return path


def draft(raw: pd.DataFrame, labels: Labels, source: str, design: str) -> str:
    """Return the text of a skeleton for answers and their labels, which are in a file ``source``."""
    found = guesses(raw, labels.columns, labels.codes)
    head = HEAD.format(
        source=source, rows=len(raw), columns=len(raw.columns), mark=MARK, blank=BLANK, design=design
    )
    parts = (
        _about(found, Path(source)),
        _columns(found),
        _factors(found),
        _outcomes(found),
        _covariates(found),
        _expected(),
        _seen(found, len(raw)),
    )
    return head + "".join(f"\n{line}" for part in parts for line in part) + "\n"


def _about(found: Sequence[Guess], source: Path) -> Iterator[str]:
    yield f"title: {BLANK}"
    yield "status: pilot                 # published | pilot"
    yield f"data: {{role: {_key(source.stem).lower()}}}     # its role in the data registry, if it has one"
    yield "registration: none            # or the address of the registration"
    yield f"unit: {{id: null, country: null}}{_perhaps(found, 'id')}{_perhaps(found, 'country')}"
    yield f"weight: null{_perhaps(found, 'weight')}"
    yield "# complete | bernoulli | blocked | clustered | blocked_clustered; then name block, cluster"
    yield "assignment: {kind: complete, block: null, cluster: null}"
    if personal := [_text(guess.column) for guess in found if guess.role == "personal"]:
        yield "# columns that look like personal data: nothing of them is kept"
        yield f"drop: [{', '.join(personal)}]"


def _perhaps(found: Sequence[Guess], role: str) -> str:
    names = [guess.column for guess in found if guess.role == role]
    return f"      # {role}: perhaps {', '.join(names)}" if names else ""


def _columns(found: Sequence[Guess]) -> Iterator[str]:
    """Columns that need to be made: codes of no answer, and words that need a number."""
    yield ""
    yield "# New columns, in this order: value = (v - subtract) * times, after `map`, and without `missing`."
    made = [guess for guess in found if guess.role in ("scale", "covariate") and _is_made(guess)]
    if made:
        yield f"{MARK}columns:"
    for guess in made:
        parts = [f"from: {_text(guess.column)}"]
        if _has_words(guess):
            parts.append(f"map: {{{', '.join(f'{_text(value)}: {BLANK}' for value in guess.values)}}}")
        if guess.missing:
            parts.append(f"missing: {_list(guess.missing)}")
        yield _guessed(guess, parts)


def _factors(found: Sequence[Guess]) -> Iterator[str]:
    yield ""
    yield "# What was varied at random: its levels by raw value, and the level that others are compared with."
    yield "factors:"
    checks = [guess for guess in found if guess.role == "check"]
    for guess in found:
        if guess.role != "factor":
            continue
        levels = ", ".join(f"{_text(value)}: {_text(_level(guess, value))}" for value in guess.values)
        parts = [f"column: {_text(guess.column)}", f"levels: {{{levels}}}", f"reference: {BLANK}"]
        for check in (check for check in checks if guess.column.lower() in check.column.lower()):
            right = ", ".join(f"{_text(value)}: {BLANK}" for value in guess.values)
            parts.append(f"check: {{column: {_text(check.column)}, right: {{{right}}}}}")
        yield _guessed(guess, parts)


def _outcomes(found: Sequence[Guess]) -> Iterator[str]:
    yield ""
    yield "# What effects are on; the margin is the smallest effect that would matter, in the unit.  What"
    yield "# looks like a factor may be such, too."
    yield "outcomes:"
    for guess in found:
        if guess.role == "scale" and len(guess.values) > 1:
            kind = "binary" if len(guess.values) == 2 else "ordinal"
            limits = [BLANK] * 2 if _has_words(guess) else [str(value) for value in _ends(guess)]
            scale = [f"kind: {kind}", f"range: [{', '.join(limits)}]", f"unit: {BLANK}", f"margin: {BLANK}"]
            yield _guessed(guess, scale)


def _covariates(found: Sequence[Guess]) -> Iterator[str]:
    yield ""
    yield "# Known before treatment; scales may be such, too."
    yield "covariates: []"
    if names := [_name(guess) for guess in found if guess.role == "covariate"]:
        yield f"# perhaps [{', '.join(names)}]"
    yield ""
    yield "# What may stand between a treatment and an outcome, asked before it."
    yield f"# mediators: {{name: {{range: [1, 5], outcome: {BLANK}, treatment: {BLANK}}}}}"


def _expected() -> Iterator[str]:
    yield ""
    yield "# What is expected: of one factor a main effect, of several their interaction; `within` a level."
    yield "hypotheses:"
    yield (
        f"{MARK}  H1: {{text: {BLANK}, outcome: {BLANK}, effect: {{{BLANK}: {BLANK}}}, direction: {BLANK}, "
        "family: main}      # positive | negative | none"
    )
    yield "families: {main: none}        # none | holm | bh, within each family"


def _seen(found: Sequence[Guess], rows: int) -> Iterator[str]:
    yield ""
    yield "# What the file has:"
    for guess in found:
        values = ", ".join(_value(guess, value) for value in (*guess.values, *guess.missing))
        missing = f"; {guess.unanswered} of {rows} missing" if guess.unanswered else ""
        yield f"#   {guess.column} ({guess.role}){_words(guess)}: {values or 'many values'}{missing}"


def _value(guess: Guess, value: Any) -> str:
    return f"{value} {_one_line(guess.labels[value])}" if value in guess.labels else f"{value}"


def _words(guess: Guess) -> str:
    return f", {_one_line(guess.words)}" if guess.words else ""


def _guessed(guess: Guess, parts: Sequence[str]) -> str:
    """A line that counts once its mark is taken away, and the words of its column."""
    said = f"      # {_one_line(guess.words)}" if guess.words else ""
    return f"{MARK}  {_key(guess.column)}: {{{', '.join(parts)}}}{said}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _level(guess: Guess, value: Any) -> str:
    """The name of a level: its label, if no other has the same, or else its value."""
    labels = [_one_line(guess.labels.get(one, str(one))) or str(one) for one in guess.values]
    label = labels[guess.values.index(value)]
    return label if labels.count(label) == 1 else f"{label} ({value})"


def _ends(guess: Guess) -> tuple[Any, Any]:
    """The ends of a scale: those of its labels, where it has such, or of the answers."""
    labelled = [code for code, words in guess.labels.items() if not stands_for_none(words)]
    points = [*guess.values, *labelled]
    return min(points), max(points)


def _has_words(guess: Guess) -> bool:
    return any(isinstance(value, str) for value in guess.values)


def _is_made(guess: Guess) -> bool:
    """Whether a column cannot be taken as it is: words, codes of no answer, or a name that is no key."""
    return _has_words(guess) or bool(guess.missing) or _key(guess.column) != guess.column


def _name(guess: Guess) -> str:
    return _key(guess.column) if _is_made(guess) else _text(guess.column)


def _key(column: str) -> str:
    """A name that a design may give: letters, digits and underscores, a letter first."""
    key = re.sub(r"[\W_]+", "_", column, flags=re.ASCII).rstrip("_")
    return key if re.match(r"[A-Za-z]", key) else f"q_{key}"


def _list(values: Iterable[Any]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: Any) -> str:
    """A value as YAML within braces, in quotes where it needs them."""
    return yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10_000)[1:-2]
