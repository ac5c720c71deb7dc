"""The chart as a picture for print: axes, labels, legend, pages."""
