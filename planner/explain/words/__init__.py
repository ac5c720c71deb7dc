"""An explanation as sentences that can be read aloud, each with the records it rests on; none without a fact behind it."""
