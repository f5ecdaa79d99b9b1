"""The machine and the software that was measured, in words."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("numpy", "numba", "mesa")


def describe_machine() -> str:
    """Return processor, cores, memory, operating system, versions, and how busy it is, as one sentence."""
    processor = _field("/proc/cpuinfo", "model name") or platform.machine()
    cores = len(os.sched_getaffinity(0))
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) / 2**20
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return (
        f"{processor}, {cores} core{'s' * (cores != 1)}, {memory:.0f} GiB of memory, {system}, "
        f"Python {platform.python_version()}, {packages}; load average at the start {os.getloadavg()[0]:.1f}"
    )


def _field(file: str, name: str) -> str:
    """Value of the first line ``name : value`` of a file of the kernel's; empty if there is none."""
    found = re.search(rf"^{name}\s*:\s*(.*)$", Path(file).read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip() if found else ""
