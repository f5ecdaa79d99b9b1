"""What estimates say of hypotheses: families of tests, equivalence, verdicts."""
