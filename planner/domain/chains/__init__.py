"""What the chain of options is built from: the terms of notice, the price of a length, and one link."""
