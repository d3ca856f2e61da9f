"""What stops a build."""

from __future__ import annotations


class BuildError(Exception):
    """A reason why the base data can't be built, worded for the person who runs the build."""
