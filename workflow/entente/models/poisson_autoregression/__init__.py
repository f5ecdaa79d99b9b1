"""Linear Poisson autoregression, PAR(p), of persistent counts."""
