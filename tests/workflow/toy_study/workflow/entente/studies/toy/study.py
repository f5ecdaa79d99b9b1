"""What this study is to the workflow."""

from pydantic import Field

from entente.core.checked_yaml import Declared
from entente.core.study import Study


class Settings(Declared):
    """Settings of the study toy."""

    least: int = Field(ge=0, description="States with fewer visits in all are left out.")


STUDY = Study(name="toy", title="Visits of state", tables=("visits",), settings=Settings)
