"""What the demo says, line by line, in the language of the terminal."""

import os
import time

from django.utils import translation

_began = time.monotonic()


def speak_the_terminals_language() -> None:
    """Chinese where LC_ALL, LC_MESSAGES or LANG ask for it, English elsewhere."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    translation.activate("zh-hans" if asked.lower().startswith("zh") else "en")


def say(text: str) -> None:
    """At once, also into a pipe, with the seconds since the start."""
    print(f"{time.monotonic() - _began:6.1f} s  {text}", flush=True)
