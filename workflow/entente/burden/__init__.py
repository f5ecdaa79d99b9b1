"""Burden sharing in groups of states: measures, tests and models; numbers in, numbers out.

What is called by one name is found here, but loaded only when asked for.  Code of this package imports from
the modules themselves, so that :mod:`entente.core.import_closure` sees which a script depends on.
"""

from entente.core.lazy_names import lazy_names

#: Names of functions by the modules in which they are, and of modules that are offered as they are.
_HOMES = {"commons": "public_good.equilibrium", "exploitation": "rank_tests"}
_MODULES = ("actors", "needs", "networks")

__all__, __getattr__, __dir__ = lazy_names(__name__, _HOMES, _MODULES)
