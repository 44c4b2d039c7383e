"""What a supervisor finds in the window beside the room: each place's page, over its service.

These places change the office's data, so they exist only where the office's owner sits.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from phonebank.office.hosting import hosting_of
from phonebank.ui.supervisor.shell import Place

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.intake.file_service import FileService
    from phonebank.office.office import Office
    from phonebank.store.room import RoomOffice
    from phonebank.targeting.workbench import Workbench
    from phonebank.ui.supervisor.bureaux.page import BureauxPage
    from phonebank.ui.supervisor.files.page import FilesPage
    from phonebank.ui.supervisor.lists.page import ListsPage
    from phonebank.ui.supervisor.office.page import OfficePage
    from phonebank.ui.supervisor.review.page import ReviewPage
    from phonebank.ui.supervisor.scores.page import ScoresPage

# An import under way outlives its page: the window is built anew for another language.
_FILES: WeakKeyDictionary[Office, dict[str, FileService]] = WeakKeyDictionary()
# Scores of a large town are read once for the pages that need them.
_BENCHES: WeakKeyDictionary[Office, Workbench] = WeakKeyDictionary()


def owns(office: Office, supervisor: RoomOffice) -> bool:
    """Whether these places are for this supervisor.

    In an office that others join they are its owners', once one has an account; before that, and
    where it serves this computer only, every supervisor's.
    """
    if not office.owned:
        return False
    hosted = office.cluster is None or hosting_of(office.folder) is not None
    return supervisor.kind == "owner" or not (hosted and supervisor.owners)


def places(bridge: Bridge, office: Office, by: str = "", zone: str = "") -> tuple[Place, ...]:
    """The places offered after the room, in the rail's order; none on a desk that only joined.

    `by` is the supervisor's name, kept with what is imported; `zone` the office's time zone.
    """
    if not office.owned:
        return ()
    offered: list[Place] = []
    offered.append(Place("files", partial(_files_page, bridge, office, by, zone)))
    offered.append(Place("review", partial(_review_page, bridge, office, by)))
    offered.append(Place("scores", partial(_scores_page, bridge, office)))
    offered.append(Place("bureaux", partial(_bureaux_page, bridge, office)))
    offered.append(Place("lists", partial(_lists_page, bridge, office)))
    offered.append(Place("office", partial(_office_page, bridge, office)))
    return tuple(offered)


def _office_page(bridge: Bridge, office: Office) -> OfficePage:
    # Late: what a place needs is imported when it is first visited.
    from phonebank.office.keeper import OfficeKeeper
    from phonebank.ui.supervisor.office.page import OfficePage

    return OfficePage(bridge, OfficeKeeper(office))


def _files_page(bridge: Bridge, office: Office, by: str, zone: str) -> FilesPage:
    from phonebank.intake.file_service import FileService
    from phonebank.office.secret import objection_key
    from phonebank.ui.supervisor.files.page import FilesPage

    services = _FILES.setdefault(office, {})
    if by not in services:
        key, kept = objection_key(office), office.folder / "refused"
        services[by] = FileService(office.owner_url, key, kept, by)
    return FilesPage(bridge, services[by], zone)


def _review_page(bridge: Bridge, office: Office, by: str) -> ReviewPage:
    from phonebank.intake.reviewing import ReviewService
    from phonebank.office.secret import objection_key
    from phonebank.ui.supervisor.review.page import ReviewPage

    return ReviewPage(bridge, ReviewService(office.owner_url, objection_key(office), by))


def _scores_page(bridge: Bridge, office: Office) -> ScoresPage:
    from phonebank.store.owner import OwnerStore
    from phonebank.targeting.scores_service import ScoresService
    from phonebank.ui.supervisor.scores.page import ScoresPage

    return ScoresPage(bridge, ScoresService(partial(OwnerStore, office.owner_url)))


def _bench(office: Office) -> Workbench:
    from phonebank.targeting.workbench import Workbench

    if office not in _BENCHES:
        _BENCHES[office] = Workbench(office.owner_url)
    return _BENCHES[office]


def _bureaux_page(bridge: Bridge, office: Office) -> BureauxPage:
    from phonebank.ui.supervisor.bureaux.page import BureauxPage

    return BureauxPage(bridge, _bench(office))


def _lists_page(bridge: Bridge, office: Office) -> ListsPage:
    from phonebank.ui.supervisor.lists.page import ListsPage

    return ListsPage(bridge, _bench(office))
