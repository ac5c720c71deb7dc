"""What a change of what is uncertain, or of when work may begin, does to a plan on the same draws."""
