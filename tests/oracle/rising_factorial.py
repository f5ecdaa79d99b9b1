"""Reference values for tests/models/test_rising_factorial.py, with mpmath 1.4.1 at 800 digits.

In this folder: python rising_factorial.py > rising_factorial.csv
"""

from mpmath import digamma, exp, loggamma, mp, mpf, nstr, polygamma

mp.dps = 800
print("log_base,count,value,first,second")
for log_base in ("-800", "-30", "-1", "0", "2.5", "3.4", "3.5", "5", "10", "20", "30", "800"):
    for count in (1, 2, 5, 29, 31, 1000, 10**6, 10**9):
        base = exp(mpf(log_base))
        value = loggamma(base + count) - loggamma(base) - loggamma(count + 1)
        first = base * (digamma(base + count) - digamma(base))
        second = first + base**2 * (polygamma(1, base + count) - polygamma(1, base))
        # With one event the second derivative is exactly 0.
        numbers = (value, first, second if count > 1 else mpf(0))
        print(log_base, count, *(nstr(number, 17) for number in numbers), sep=",")
