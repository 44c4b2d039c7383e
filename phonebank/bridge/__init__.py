"""The only place where worker threads meet Qt."""

from __future__ import annotations

from phonebank.bridge.bridge import Bridge

__all__ = ["Bridge"]
