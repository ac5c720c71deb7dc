"""Project files, read and scheduled by MPXJ as MS Project does it."""
