"""What a supervisor finds in the window beside the room: each place's page, over its service.

These places change the office's data, so they exist only where the office's owner sits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.ui.supervisor.shell import Place

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.office.office import Office


def places(_bridge: Bridge, office: Office) -> tuple[Place, ...]:
    """The places offered after the room, in the rail's order; none on a desk that only joined."""
    if not office.owned:
        return ()
    offered: list[Place] = []
    return tuple(offered)
