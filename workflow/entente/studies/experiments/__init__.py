"""The study of survey experiments: its settings, figures and pages."""
