# Reference values for tests/models/test_cochrane_orcutt_oracle.py, with R, its nlme and sandwich.  In this folder:
#     Rscript cochrane_orcutt.R > cochrane_orcutt.out
# The iterations are written out; the transformed regressions are lm's, the Newey-West errors sandwich's, and
# the Prais-Winsten estimates at the last rho those of nlme's generalised least squares.
# blaisdell.csv holds the sales of the Blaisdell company (Chatterjee and Hadi), explosive.csv and gaps.csv are written here.

suppressMessages({library(nlme); library(sandwich)})

single <- function(x) readBin(writeBin(x, raw(), size = 4), "numeric", n = length(x), size = 4)
put <- function(...) {
  values <- c(...)
  cat(sprintf("%s %.12g\n", names(values), values), sep = "")
}
durbin_watson <- function(e, follows) {
  changes <- e[follows] - e[which(follows) - 1]
  sum(changes^2, na.rm = TRUE) / sum(e^2, na.rm = TRUE)
}

estimate <- function(title, y, x, time, tol, prais_winsten = FALSE) {
  cat("==", title, "\n")
  follows <- c(FALSE, diff(time) == 1)
  transformed <- function(z, rho) {
    z <- as.matrix(z)
    new <- if (prais_winsten) sqrt(1 - rho^2) * z else NA * z
    new[follows, ] <- z[follows, , drop = FALSE] - rho * z[which(follows) - 1, , drop = FALSE]
    new
  }
  e <- e_ols <- y - drop(x %*% qr.coef(qr(x), y))
  rho <- sum(e[follows] * e[which(follows) - 1]) / sum(e[which(follows) - 1]^2)
  iterations <- 1; last <- 0
  while (abs(rho - last) >= tol && iterations < 5000) {
    last <- rho
    new_x <- transformed(x, rho); new_y <- drop(transformed(y, rho)); kept <- !is.na(new_y)
    e <- y - drop(x %*% qr.coef(qr(new_x[kept, ]), new_y[kept]))
    rho <- sum(e[follows] * e[which(follows) - 1]) / sum(e[which(follows) - 1]^2)
    iterations <- iterations + 1
  }
  new_x <- transformed(x, rho); new_y <- drop(transformed(y, rho)); kept <- !is.na(new_y)
  d <- data.frame(y = new_y, new_x)[kept, ]
  fit <- lm(reformulate(c("0", colnames(x)), "y"), d)
  n <- nrow(d); k <- ncol(x); squares <- sum(resid(fit)^2); total <- sum((d$y - mean(d$y))^2)
  new_e <- rep(NA, length(y)); new_e[kept] <- resid(fit)
  labelled <- function(values, prefix) setNames(values, paste(prefix, colnames(x), sep = "_"))
  put(labelled(coef(fit), "b"), labelled(sqrt(diag(vcov(fit))), "se"), rho = rho, iterations = iterations,
      nobs = n, rsquared = 1 - squares / total, rsquared_adj = 1 - (n - 1) / (n - k) * squares / total,
      fvalue = (total - squares) / (k - 1) / (squares / (n - k)), rmse = summary(fit)$sigma,
      llf = as.numeric(logLik(fit)), durbin_watson_original = durbin_watson(e_ols, follows),
      durbin_watson = durbin_watson(new_e, follows))
  newey_west <- function(adjust) sqrt(diag(NeweyWest(fit, lag = 3, prewhite = FALSE, adjust = adjust)))
  put(labelled(newey_west(FALSE), "nw"), labelled(newey_west(TRUE), "nw_adjusted"))
  if (prais_winsten) {
    d <- data.frame(y, x, stretch = cumsum(!follows))
    g <- gls(reformulate(c("0", colnames(x)), "y"), d, correlation = corAR1(rho, ~ 1 | stretch, fixed = TRUE))
    put(labelled(coef(g), "gls_b"), labelled(sqrt(diag(vcov(g))), "gls_se"))
  }
}

cat(R.version.string, "nlme", as.character(packageVersion("nlme")), "sandwich",
    as.character(packageVersion("sandwich")), "\n")

d <- read.csv("blaisdell.csv")
x <- cbind(isales = single(d$isales), const = 1)
estimate("blaisdell", single(d$csales), x, 1:20, 1e-9)
estimate("blaisdell_prais_winsten", single(d$csales), x, 1:20, 1e-9, prais_winsten = TRUE)

set.seed(1949)
n <- 60
e <- numeric(n)
for (t in 1:n) e[t] <- rnorm(1) + if (t > 1) 1.04 * e[t - 1] else 0
d <- data.frame(year = 1900 + 1:n, wealth = round(rnorm(n) + (1:n) / 20, 3), member = rbinom(n, 1, .4))
d$outcome <- round(2 + d$wealth - .5 * d$member + e, 3)
write.csv(d, "explosive.csv", row.names = FALSE, quote = FALSE)
estimate("explosive", d$outcome, cbind(const = 1, as.matrix(d[c("wealth", "member")])), d$year, 1e-12)

for (t in 1:n) e[t] <- rnorm(1) + if (t > 1) .7 * e[t - 1] else 0
d$outcome <- round(2 + d$wealth - .5 * d$member + e, 3)
d <- d[!d$year %in% c(1901, 1911, 1912, 1933, 1960), ]
write.csv(d, "gaps.csv", row.names = FALSE, quote = FALSE)
estimate("gaps", d$outcome, cbind(const = 1, as.matrix(d[c("wealth", "member")])), d$year, 1e-12)
estimate("gaps_prais_winsten", d$outcome, cbind(const = 1, as.matrix(d[c("wealth", "member")])), d$year, 1e-12,
         prais_winsten = TRUE)
