"""The command line: thin calls of the public names; results on stdout, messages and progress on stderr."""
