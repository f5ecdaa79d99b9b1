"""The package of estimators costs nothing until an estimator is asked for."""

import subprocess
import sys

import pytest

import entente.models


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("entente.models", {"numpy", "pandas", "scipy", "statsmodels"}),
        ("entente.models.coefficients", {"scipy", "statsmodels"}),
    ],
)
def test_importing_what_is_light_imports_no_library(module, heavy):
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("name", entente.models.__all__)
def test_every_export_is_the_class_of_its_module(name):
    found = getattr(entente.models, name)
    assert found.__name__ == name and found.__module__.startswith("entente.models.")
    assert name in dir(entente.models)


def test_unknown_names_are_missing_attributes():
    with pytest.raises(AttributeError, match="has no attribute 'Oracle'"):
        entente.models.Oracle  # noqa: B018
