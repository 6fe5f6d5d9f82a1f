"""Takes from this process what a query never needs: connections to others, and starting programs.

The text of a query is looked at before it runs (`guard`); this is what holds should that look miss something. It works
on Linux (a seccomp filter, see `man 2 seccomp`), on x86-64 and ARM64; elsewhere the look at the text stands alone.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from dataclasses import dataclass
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_DENY: Final = 0x00050000 | 13  # EACCES
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_X32: Final = 0x40000000
"""Numbers from here on are a second set of the same calls on x86-64."""


@dataclass(frozen=True, slots=True)
class _Architecture:
    code: int
    denied: tuple[int, ...]
    """socket, execve, execveat, io_uring_setup"""


_ARCHITECTURES: Final = {
    "x86_64": _Architecture(0xC000003E, (41, 59, 322, 425)),
    "aarch64": _Architecture(0xC00000B7, (198, 221, 281, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_connections() -> bool:
    """Make the kernel refuse this thread, and those it starts later, new sockets and programs (EACCES).

    Returns:
        Whether it does; False where this system has no such filter.
    """
    architecture = _ARCHITECTURES.get(platform.machine())
    if not sys.platform.startswith("linux") or architecture is None:
        return False
    code = _filter(architecture)
    program = _Program(len(code) // 8, code)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(architecture: _Architecture) -> bytes:
    """Instructions of 8 bytes: operation, where to go if it holds and if not, operand."""
    denied = architecture.denied
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 0, len(denied) + 3, architecture.code),  # another architecture's calls: deny
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, len(denied) + 1, 0, _X32),
        *((_EQUAL, len(denied) - place, 0, number) for place, number in enumerate(denied)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
