"""Linear regression with first-order autoregressive errors: Cochrane–Orcutt and Prais–Winsten."""
