"""What print and text say, put to the results of a run: verdicts, scorecard, propositions, claims."""
