"""The tables of a risk, and what is said below them."""
