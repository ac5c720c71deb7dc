"""Open contracting data in: files in every wrapping, periods, ends, option prose, the review. All names are invented."""
