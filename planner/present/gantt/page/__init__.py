"""The chart as one self-contained web page."""
