"""What espeak makes of texts, in its own phonemes (IPA). In a process of its own: the library can be begun once in each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

CODE = """
import ctypes, json, sys
from proctor.voice.child.library import load_espeak
load_espeak()
from pyttsx3.drivers import _espeak
_espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, 50)
_espeak.SetVoiceByName(b"en-us")
translate = _espeak.dll.espeak_TextToPhonemes
translate.restype = ctypes.c_char_p
translate.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
UTF8, IPA = 1, 2

def clauses(text):
    letters = ctypes.create_string_buffer(text.encode() + b"\\0")
    at = ctypes.c_void_p(ctypes.addressof(letters))
    while at.value:
        yield (translate(ctypes.byref(at), UTF8, IPA) or b"").decode().strip()

def phonemes(text):
    list(clauses("x."))  # the engine takes something of a text over into the next
    return " | ".join(one for one in clauses(text) if one)

version = _espeak.Info(0).decode().split()[0]
json.dump([version, [phonemes(one) for one in json.load(sys.stdin)]], sys.stdout)
"""


def phonemes_of(texts: Sequence[str]) -> tuple[str, list[str]] | None:
    """The engine's version, and each text's phonemes; None where there is no espeak at all."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], input=json.dumps(list(texts)), capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    version, found = json.loads(done.stdout)
    return version, found
