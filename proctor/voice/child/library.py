"""Which espeak library is used: the one that ``pip install 'proctor[voice]'`` brings, else the system's."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path


def load_espeak() -> str:
    """Load the library so that pyttsx3 finds it, and say which it is; "" where only the system can have one.

    pyttsx3 loads it by its name alone. A library of that name that is in the process already is the one it gets.
    """
    try:
        import espeakng_loader
    except ImportError:
        return ""
    try:
        path = espeakng_loader.get_library_path()
        data = espeakng_loader.get_data_path()
        ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
    except (OSError, RuntimeError):  # made for another system, or without its data
        return ""
    os.environ["ESPEAK_DATA_PATH"] = data
    return f"espeakng-loader, {Path(path).name}"
