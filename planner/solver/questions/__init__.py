"""Small questions about a plan that exists: how early, what if only these move, can all of them. Each is one small model."""
