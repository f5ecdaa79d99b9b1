"""The three rule sets on history: situations of years, forecasts of shares, ties and effort."""
