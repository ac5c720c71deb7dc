"""The one writer of every output: files and folders are replaced whole, and only where they are ours.

Everything is written beside its target, flushed to the disk, and put into place by one rename. So whatever happens, the
old answer or the new one is there. Ctrl-C and the signals of the system wait for the moment that takes. A process that is
killed leaves at most a hidden partial, which the next write of the same target deletes. A link at the target is replaced,
never followed. The rights are what the umask leaves, and no more than what is replaced had.
"""

from planner.writing.csv_text import csv_text
from planner.writing.files import Content, check_writable, write_file
from planner.writing.folders import check_folder_writable, write_folder

__all__ = ["Content", "check_folder_writable", "check_writable", "csv_text", "write_file", "write_folder"]
