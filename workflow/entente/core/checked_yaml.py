"""Files of declarations that a user writes: read, checked against the model that describes them, or refused.

A model says once what a file may say: its fields are the keys, with their types, limits and descriptions.
"""

from __future__ import annotations

import difflib
import math
import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
)

from entente.core.errors import ConfigurationError, EntenteError

#: More problems than this are not listed one by one.
LISTED_PROBLEMS = 20


class Declared(BaseModel):
    """What a file declares; unknown keys and values of another type ("5", 5.5 or true for 5) are refused.

    A key that may be left out has a default.  None, as a default, is no value that a file may give.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Named(Declared):
    """What stands under a name in its file, see :data:`ByName`."""

    _name: str = ""

    @property
    def name(self) -> str:
        """The name that it stands under."""
        return self._name


def means(words: str, default: Any = ..., **limits: Any) -> Any:
    """Declare a key by what it means, what it is where it is left out, and what limits it."""
    return Field(default, description=words, **limits)


Key, Item = TypeVar("Key"), TypeVar("Item")


def named(name: str, declared: Item) -> Item:
    """Give a :class:`Named` declaration its name, and return it."""
    declared._name = name
    return declared


def _unique(items: tuple) -> tuple:
    for position, item in enumerate(items):
        if item in items[:position]:
            raise ValueError(f"{item!r} is listed twice")
    return items


def _as_tuple(given: Any) -> Any:
    return tuple(given) if isinstance(given, list) else given


def or_only(form: type[Declared], key: str) -> Any:
    """Let a text stand for a declaration that gives this one key."""
    validator = BeforeValidator(
        lambda given: {key: given} if isinstance(given, str) else given, json_schema_input_type=str | form
    )
    return Annotated[form, validator]


#: What stands for a part that is left out: `off`, which YAML reads as false.
Off = Literal[False]
#: A name of small letters, digits and underscores, a letter first.
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
#: A text that is not empty, and one without space around it.
Text, Trimmed = Annotated[str, Field(min_length=1)], Annotated[str, Field(pattern=r"^\S(.*\S)?$")]
#: A list; one in which nothing occurs twice; and one of these that is not empty.  In memory a tuple.
Listed = Annotated[tuple[Item, ...], BeforeValidator(_as_tuple)]
Distinct = Annotated[Listed[Item], AfterValidator(_unique), Field(json_schema_extra={"uniqueItems": True})]
Several = Annotated[Distinct[Item], Field(min_length=1)]
#: Declarations under their names.  In memory a tuple of them, each of which knows its name.
ByName = Annotated[
    dict[Key, Item],
    Field(min_length=1),
    AfterValidator(lambda given: tuple(named(name, declared) for name, declared in given.items())),
]


def declared_files(folder: str | Path, ending: str = ".yaml") -> list[Path]:
    """Return the files of a folder, sorted by name; none if there is no folder.

    ConfigurationError is raised if one has another name or ending: what it declares would be passed over.
    """
    files = sorted(path for path in Path(folder).glob("*") if path.suffix in (".yaml", ".yml", ".j2", ".md"))
    for path in files:
        if not re.fullmatch(rf"[a-z][a-z0-9_]*{re.escape(ending)}", path.name):
            raise ConfigurationError(
                f"{path} is no name for a file of this folder.",
                f"Take small letters, digits and underscores, a letter first, and end it in {ending}.",
            )
    return files


def read_declared(
    path: str | Path, form: Any, what: str = "", error: type[EntenteError] = ConfigurationError
) -> Any:
    """Return what a YAML file declares, of a form: a :class:`Declared` class, or a type made of such.

    ``what`` is what the file is called in messages, beside its path.  An ``error`` is raised if the file is
    refused by :func:`read_yaml` or :func:`checked`.
    """
    return checked(read_yaml(path, what, error), form, f"{what} {path}".lstrip(), error)


def read_yaml(path: str | Path, what: str = "", error: type[EntenteError] = ConfigurationError) -> Any:
    """Read a YAML file in which no key may be given twice: plain Python values; None if it is empty.

    An ``error`` is raised if the file is absent, is not UTF-8 or no YAML, names a key twice, or holds a
    number or date that is none.
    """
    where = f"{what} {path}".lstrip()
    try:
        # The loader is a safe one: it makes nothing but plain Python values.
        return yaml.load(Path(path).read_text(encoding="utf-8"), Loader=_StrictLoader)
    except OSError as wrong:
        raise error(f"{where} cannot be read ({wrong.strerror}).") from wrong
    # Bytes that are not UTF-8, and dates that no calendar has, are errors of value.
    except (yaml.YAMLError, ValueError) as wrong:
        raise error(f"{where} is no valid YAML: {wrong}") from wrong


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Safe YAML in which a key that occurs twice, or a number that is none or is misread, is an error."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
        if repeated:
            raise yaml.MarkedYAMLError(problem=f"keys occur twice: {repeated}", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)

    def construct_yaml_float(self, node):
        value = super().construct_yaml_float(node)
        if not math.isfinite(value):
            raise yaml.MarkedYAMLError(problem=f"{node.value} is no number", problem_mark=node.start_mark)
        return _as_written(value, node)

    def construct_yaml_int(self, node):
        return _as_written(super().construct_yaml_int(node), node)


def _as_written(value: float, node: yaml.Node) -> float:
    """Return a number, unless YAML 1.1 takes it for another: 070 for 56, and 1:30 for 90."""
    if re.search(r"^[-+]?0[0-9_]|:", node.value):
        raise yaml.MarkedYAMLError(
            problem=f"{node.value} would be read as {value}: write the number without leading zeros or "
            "colons, or a text in quotes",
            problem_mark=node.start_mark,
        )
    return value


for kind in ("float", "int"):
    constructor = getattr(_StrictLoader, f"construct_yaml_{kind}")
    _StrictLoader.add_constructor(f"tag:yaml.org,2002:{kind}", constructor)


def checked(given: Any, form: Any, where: str | Path, error: type[EntenteError] = ConfigurationError) -> Any:
    """Return plain Python values, which are from ``where``, as an object of the type ``form``.

    An ``error`` is raised that names each key that is unknown, missing or wrong, what is wrong with it, and
    the module that describes it.
    """
    try:
        # The context tells models that what they are given stands in a file.
        return TypeAdapter(form).validate_python(given, context={"where": where})
    except ValidationError as errors:
        problems, remedy = explained(errors, given, form)
    raise error(listed(where, problems), remedy)


def listed(where: str | Path, problems: list[str]) -> str:
    """Return what is wrong with something: on a line with its name, or on lines of their own."""
    if len(problems) == 1:
        return f"{where}: {problems[0]}" + "." * (not problems[0].endswith("?"))
    rest = len(problems) - LISTED_PROBLEMS
    shown = problems[:LISTED_PROBLEMS] + [f"and {rest} more"] * (rest > 0)
    return "\n".join([f"{where}:", *(f"  {problem}" for problem in shown)])


def near_text(name: str, known: Iterable[str]) -> str:
    """Return the names that are close to one that is unknown, as the end of a message; empty if none is."""
    near = difflib.get_close_matches(name, sorted(known), n=3)
    return f"; near it are {', '.join(near)}" if near else ""


#: Words of pydantic, and what they are in a file.
_WORDS = {
    r"^(Input|String|Value|Dictionary|Tuple) should": "it should",
    r"a valid dictionary( or instance of \w+)?": "a mapping",
    r"a valid tuple": "a list",
    r"\bFalse\b": "off",
    r"^Value error, | after validation.*": "",
}

#: What it calls a key that a model does not have, or that is no text.
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument", "invalid_key")


def explained(errors: ValidationError, given: Any, form: Any) -> tuple[list[str], str]:
    """Return what is wrong, place by place, and which modules describe what may stand there."""
    said: dict[tuple, dict[str, list[str]]] = {}
    modules: dict[str, None] = {}
    for wrong in errors.errors(include_url=False):
        model, (place, value) = _model_at(form, wrong["loc"]), _reached(wrong["loc"], given)
        if model:
            modules[f"workflow/{model.__module__.replace('.', '/')}.py"] = None
        if wrong["type"] == "missing":
            place = (*place, wrong["loc"][-1])
        what, why = _message(wrong, place, value, model)
        said.setdefault(place, {}).setdefault(what, []).append(why)
    # Of alternatives the one that was meant is found wrong deeper within.
    within = {place[:depth] for place in said for depth in range(len(place))}
    problems = [
        what + " or ".join(dict.fromkeys(reasons))
        for place in said
        if place not in within
        for what, reasons in said[place].items()
    ]
    return problems, f"Keys and their meanings: {', '.join(modules)}." if modules else ""


def _message(wrong: dict[str, Any], place: tuple, value: Any, model: Any) -> tuple[str, str]:
    """What is wrong, and why."""
    path, why = ".".join(map(str, place)), wrong["msg"]
    for words, ours in _WORDS.items():
        why = re.sub(words, ours, why)
    if wrong["type"] == "missing":
        return f"{path} is missing", ""
    if wrong["type"] in _UNKNOWN:
        known = list(model.__pydantic_fields__)
        near = difflib.get_close_matches(str(place[-1]), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"
        within = ".".join(map(str, place[:-1]))
        return f"{within}{': ' * bool(within)}unknown key {place[-1]!r}, ", hint
    if wrong["loc"][-1:] == ("[key]",):
        return f"{path} has no proper name: ", why
    if wrong["type"] == "value_error" and isinstance(value, dict):
        return f"{path}: " if path else "", why
    return f"{path or 'it'} is {textwrap.shorten(repr(value), 80, placeholder=' …')}: ", why


def _reached(steps: Iterable[Any], given: Any) -> tuple[tuple, Any]:
    """The keys and positions among steps of pydantic's, which name alternatives too, and what is there."""
    place = []
    for step in steps:
        listed = isinstance(given, list) and isinstance(step, int) and step < len(given)
        if listed or (isinstance(given, dict) and step in given):
            given = given[step]
            place.append(step)
    return tuple(place), given


def _model_at(form: Any, steps: Iterable[Any]) -> Any:
    """The model that describes what is reached by some steps; None if the form has none."""
    model = next(_models(form), None)
    for step in steps:
        if field := model and model.__pydantic_fields__.get(step):
            model = next(_models(field.annotation), model)
    return model


def _models(form: Any) -> Iterator[Any]:
    if hasattr(form, "__pydantic_fields__"):
        yield form
    for part in get_args(form):
        yield from _models(part)
