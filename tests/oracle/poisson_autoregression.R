# Reference values for tests/models/test_poisson_autoregression_oracle.py, with R, from the predictive density of
# Brandt and Williams (2001) written out period by period, maximised by optim (there with dnbinom, because the
# gamma functions of the literal formula cancel where the scale is large).  In this folder:
#     Rscript poisson_autoregression.R > poisson_autoregression.out
# discoveries.csv is R's data set discoveries; persistent_counts.csv is written here.

likelihood <- function(params, y, x, lags, literal = FALSE) {
  p <- lags
  rho <- params[1:p]; rate <- exp(drop(x %*% params[-(1:p)])); start <- y[1:(p + 3)]
  total <- 0
  for (t in (p + 1):length(y)) {
    m <- mean(start); s <- var(start)
    if (t >= p + 3) {
      m <- sum(rho * y[t - (1:p)]) + (1 - sum(rho)) * rate[t]
      s <- sum(rho^2) * var(y[1:(t - 1)]) + (1 - sum(rho^2)) * var(rate[1:(t - 1)])
    }
    total <- total + if (literal) lgamma(s * m + y[t]) - lgamma(s * m) - lgamma(y[t] + 1) + s * m * log(s) -
      (s * m + y[t]) * log(1 + s) else dnbinom(y[t], size = s * m, mu = m, log = TRUE)
  }
  total
}

inside <- function(free, p) {
  weights <- exp(free[1:p])
  c(weights / (1 + sum(weights)), free[-(1:p)])
}

estimate <- function(title, y, x, p, points) {
  cat("==", title, "\n")
  for (i in seq_along(points))
    cat(sprintf("at_%s %.14g\n", paste(points[[i]], collapse = ","), likelihood(points[[i]], y, x, p, literal = TRUE)))
  start <- c(rep(-1, p), coef(glm(y ~ 0 + x, family = poisson)))
  height <- function(free) likelihood(inside(free, p), y, x, p)
  for (round in 1:5)
    start <- optim(start, height, method = "BFGS",
                   control = list(fnscale = -1, reltol = 1e-15, maxit = 2000, ndeps = rep(1e-6, length(start))))$par
  params <- inside(start, p)
  hessian <- optimHess(params, likelihood, y = y, x = x, lags = p,
                       control = list(ndeps = rep(1e-4, length(params))))
  errors <- sqrt(diag(solve(-hessian)))
  names <- c(paste0("rho_", 1:p), colnames(x))
  cat(sprintf("b_%s %.10g\n", names, params), sprintf("se_%s %.10g\n", names, errors), sep = "")
  cat(sprintf("llf %.14g\n", likelihood(params, y, x, p)))
}

cat(R.version.string, "\n")

y <- as.numeric(discoveries)
write.csv(data.frame(year = 1860:1959, discoveries = y), "discoveries.csv", row.names = FALSE, quote = FALSE)
x <- cbind(const = 1, trend = (0:99) / 100)
estimate("discoveries_1", y, x, 1, list(c(.3, 1.2, -.5), c(.05, 0, 0), c(.95, 2, 1)))
estimate("discoveries_3", y, x, 3, list(c(.1, .2, .3, 1.2, -.5), c(.01, .5, .4, 3, -2)))

set.seed(2001)
n <- 160
d <- data.frame(wealth = round(rnorm(n, sd = .5), 3), member = rbinom(n, 1, .3))
x <- cbind(const = 1, as.matrix(d))
rate <- exp(drop(x %*% c(1.5, .6, -.5)))
y <- c(3, 6, 2, 5, 4, rep(NA, n - 5))
for (t in 6:n) {
  m <- .4 * y[t - 1] + .2 * y[t - 2] + .4 * rate[t]
  s <- .2 * var(y[1:(t - 1)]) + .8 * var(rate[1:(t - 1)])
  y[t] <- rnbinom(1, size = s * m, mu = m)
}
d$count <- y
write.csv(d, "persistent_counts.csv", row.names = FALSE, quote = FALSE)
estimate("persistent_2", y, x, 2, list(c(.4, .2, 1.5, .6, -.5)))
