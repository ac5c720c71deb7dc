"""Was it right? What runs promised, against what came."""
