"""A bound on the memory of this process, so that a stranger's file can't take all that the machine has."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from typing import Any

_WINDOWS = os.name == "nt"
_EXTENDED, _PROCESS_MEMORY = 9, 0x100
"""Of Windows: which information of a job is set, and that the memory of each process in it is bounded."""


def bound_memory(most: int) -> None:
    """Let this process take no more than so many bytes, where the system can see to that (Linux and Windows; macOS takes no notice)."""
    with suppress(ImportError, OSError, ValueError, AttributeError):
        if _WINDOWS:
            _bound_by_job(most)
        else:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (most, most))


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def _bound_by_job(most: int) -> None:
    """Put this process into a job of its own with a bound; the job lasts as long as the process."""
    system: Any = ctypes.CDLL("kernel32")
    system.CreateJobObjectW.restype = system.GetCurrentProcess.restype = ctypes.c_void_p
    limits = JobLimits()
    limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY
    limits.ProcessMemoryLimit = most
    job = ctypes.c_void_p(system.CreateJobObjectW(None, None))
    if job and system.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)):
        system.AssignProcessToJobObject(job, ctypes.c_void_p(system.GetCurrentProcess()))
