"""The unit of analysis of this study: state-years, the same for all types of alliance."""

from entente.regressions.unit import Unit

UNITS = {"visitor_year": Unit("visitor_year", schema="toy/visitor_year", keys=("ccode",))}
