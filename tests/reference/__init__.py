"""The meanings of docs/meaning.md written down once more, from the CSV tables alone: no line is shared with the planner.

It knows no capacity, freeze, budget or negotiation limit. Without them every migration starts as early as its release and
its precedences allow, and that is best for every cost and for the tie. So it gives the whole answer, without a search.
"""
