"""The report as one HTML page that asks nothing of any other host, and as pages to print."""
