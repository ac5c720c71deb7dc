"""The other solvers of a comparison, behind the signature of ours."""
