"""Tests of claims of Maoz (2011) that fit no form, and the rows that they and the forms ask for."""
