"""What this study is to the workflow."""

from entente.core.study import Study

STUDY = Study(name="toy", title="Visits of state", tables=("visits",))
