"""Tables as they come from files: CSV folders and workbooks, with the place of every cell."""
