"""Write JSON schemas of all files that a user writes, for editors that check YAML: `make schemas`."""

import json
import sys
from pathlib import Path

from pydantic import TypeAdapter

from entente.core.configuration import configuration_form
from entente.core.study import load_study
from entente.data.registry import RawFiles
from entente.judging.claims.declaration import Claims
from entente.judging.propositions.declaration import Propositions
from entente.regressions.specification import Regressions
from entente.reporting.table_specification import TableSpecification
from entente.studies.maoz2011.counterfactuals.declaration import CounterfactualGiven
from entente.studies.maoz2011.dyadic_fit.declaration import DyadicFit
from entente.studies.maoz2011.sensitivity.switches import Switch

#: By the files that are of the form, below config/.
FORMS = {
    "config": configuration_form([load_study("maoz2011")]),
    "datasets": RawFiles,
    "maoz2011/models": Regressions,
    "maoz2011/tables": TableSpecification,
    "maoz2011/counterfactuals": CounterfactualGiven,
    "maoz2011/claims": Claims,
    "maoz2011/dyadic_fit": DyadicFit,
    "maoz2011/propositions": Propositions,
    "maoz2011/sensitivity": list[Switch],
}

if __name__ == "__main__":
    for name, form in FORMS.items():
        path = Path(sys.argv[1]) / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        schema = TypeAdapter(form).json_schema()
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
