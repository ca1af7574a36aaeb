"""The machine's own clocks: the one place of the core that asks a machine for the time."""

from __future__ import annotations

import sys
import time
import uuid
from functools import cache
from pathlib import Path

from proctor.state.clock import Instant


class SystemClock:
    """The machine's clocks: the system clock, the one that counts through suspend, and the id of the boot."""

    speed = 1.0

    def now(self) -> Instant:
        return Instant(time.time_ns() // 1_000_000, _steady(), _boot_id())

    def sleep(self, milliseconds: int) -> None:
        time.sleep(max(0, milliseconds) / 1_000)


def _steady() -> int:
    """Milliseconds that count through suspend: CLOCK_BOOTTIME on Linux, CLOCK_MONOTONIC on macOS (Python's own monotonic
    clock stands still there while the machine sleeps), the tick count on Windows."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    if sys.platform == "win32":
        import ctypes

        tick = ctypes.windll.kernel32.GetTickCount64
        tick.restype = ctypes.c_ulonglong
        return int(tick())
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1_000_000
    return time.monotonic_ns() // 1_000_000


@cache
def _boot_id() -> str:
    """The kernel's name for this boot; where there is none, a name for this run of the program.

    With a name of its own for each run, durations across runs come from the system clock, which is noted.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return _darwin_boot_id() or _windows_boot_id() or str(uuid.uuid4())


def _darwin_boot_id() -> str:
    if sys.platform != "darwin":
        return ""
    import subprocess

    asked = subprocess.run(["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _windows_boot_id() -> str:
    """The number of the boot, which Windows counts."""
    if sys.platform != "win32":
        return ""
    import winreg

    place = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return f"windows-{winreg.QueryValueEx(key, 'BootId')[0]}"
    except OSError:
        return ""
