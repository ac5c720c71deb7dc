"""Commands that vary a portfolio or compare plans."""
