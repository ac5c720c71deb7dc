"""Whether a path lies on a disk of another machine, where processes cannot share memory."""

from __future__ import annotations

from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "lustre", "fuse.sshfs", "davfs"}
)
_MOUNTS = Path("/proc/self/mounts")


def lies_on_network_disk(path: Path) -> bool:
    """True by the list of mounts on Linux, or by a leading `\\\\` on Windows; False elsewhere."""
    resolved = path.resolve()
    if str(resolved).startswith("\\\\"):
        return True
    if not _MOUNTS.exists():
        return False
    return file_system_of(resolved, _MOUNTS.read_text(encoding="utf-8")) in NETWORK_FILE_SYSTEMS


def file_system_of(path: Path, mounts: str) -> str:
    """Kind of file system that holds an absolute path, from the text of a Linux list of mounts; empty where none does."""
    kind_by_place = {
        Path(place.replace("\\040", " ")): kind
        for _, place, kind, *_ in (line.split(" ") for line in mounts.splitlines() if line.count(" ") >= 2)
    }
    holding = [place for place in kind_by_place if path.is_relative_to(place)]
    return kind_by_place[max(holding, key=lambda place: len(place.parts))] if holding else ""
