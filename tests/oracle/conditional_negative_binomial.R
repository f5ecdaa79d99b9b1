# Reference values for tests/models/test_conditional_negative_binomial.py, with R and maxLik, from the
# likelihood of Hausman, Hall and Griliches (1984) written out group by group.  In this folder:
#     Rscript conditional_negative_binomial.R > conditional_negative_binomial.out
# patents_hgh.csv holds four columns of PatentsHGH in the R package Ecdat (346 firms, 1975-79).
# unbalanced_counts.csv is written by this script.

suppressMessages(library(maxLik))
options(digits = 12, width = 100)

estimate <- function(y, x, offset, group) {
  rows <- split(seq_along(y), group)
  rows <- rows[vapply(rows, function(r) length(r) > 1 && sum(y[r]) > 0, TRUE)]
  by_group <- function(beta) vapply(rows, function(r) {
    lambda <- exp(drop(x[r, , drop = FALSE] %*% beta) + offset[r])
    lgamma(sum(lambda)) + lgamma(sum(y[r]) + 1) - lgamma(sum(lambda) + sum(y[r])) +
      sum(lgamma(lambda + y[r]) - lgamma(lambda) - lgamma(y[r] + 1))
  }, 0)
  scores <- function(beta) t(vapply(rows, function(r) {
    lambda <- exp(drop(x[r, , drop = FALSE] %*% beta) + offset[r])
    weight <- digamma(lambda + y[r]) - digamma(lambda) + digamma(sum(lambda)) -
      digamma(sum(lambda) + sum(y[r]))
    colSums(x[r, , drop = FALSE] * (lambda * weight))
  }, numeric(ncol(x))))
  fit <- maxLik(by_group, scores, start = setNames(numeric(ncol(x)), colnames(x)), method = "NR",
                control = list(tol = 0, reltol = 0, gradtol = 1e-9, iterlim = 200))
  scale <- length(rows) / (length(rows) - 1)
  robust <- vcov(fit) %*% crossprod(scores(coef(fit))) %*% vcov(fit) * scale
  print(rbind(estimate = coef(fit), std_error = sqrt(diag(vcov(fit))), clustered = sqrt(diag(robust))))
  cat("loglik", format(as.numeric(logLik(fit)), digits = 14), "groups", length(rows),
      "rows", sum(lengths(rows)), "\n\n")
}

cat(R.version.string, "maxLik", as.character(packageVersion("maxLik")), "\n\n")

cat("== patents ~ 1 + log_rd | firm\n")
d <- read.csv("patents_hgh.csv")
estimate(d$patents, cbind(const = 1, log_rd = d$log_rd), 0 * d$patents, d$firm)

cat("== patents ~ 1 + log_rd + year + log_rd^2, offset .1 year | firm\n")
x <- cbind(const = 1, log_rd = d$log_rd, year = d$year, log_rd_squared = d$log_rd^2)
estimate(d$patents, x, .1 * d$year, d$firm)

cat("== count ~ 1 + wealth + member + region, offset log_exposure | state\n")
set.seed(1984)
size <- rep(c(1, 2, 3, 5, 8, 13, 40), times = c(3, 6, 8, 10, 8, 5, 2))
state <- rep(seq_along(size), size)
n <- length(state)
u <- data.frame(state = sprintf("s%02d", state), wealth = round(rnorm(n), 3), member = rbinom(n, 1, .3),
                region = rbinom(length(size), 1, .5)[state], log_exposure = round(runif(n, -1, 1), 3))
lambda <- exp(.2 + .5 * u$wealth - .4 * u$member + .3 * u$region + u$log_exposure)
u$count <- rpois(n, rgamma(n, lambda, scale = rgamma(length(size), 1.5)[state]))
u$count[state %in% c(5, 11)] <- 0
u <- u[sample(n), ]
write.csv(u, "unbalanced_counts.csv", row.names = FALSE, quote = FALSE)
estimate(u$count, cbind(const = 1, as.matrix(u[c("wealth", "member", "region")])), u$log_exposure, u$state)
