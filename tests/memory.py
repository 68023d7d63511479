"""What a process has taken at most (Linux)."""

from pathlib import Path


def peak_bytes() -> int:
    """Of this program since it began. ``ru_maxrss`` also counts what its parent had taken when it started it."""
    status = Path("/proc/self/status").read_text()
    kibibytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kibibytes) * 1024
