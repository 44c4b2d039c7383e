"""The time zones of French voters, by the places people know."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def zone_in_words(zone: str) -> str:
    """Where the clock of `zone` is the local one; the zone's own name where it is not known."""
    return {
        "Europe/Paris": translate("zone", "France hexagonale et Corse"),
        "America/Guadeloupe": translate("zone", "Guadeloupe"),
        "America/Martinique": translate("zone", "Martinique"),
        "America/Cayenne": translate("zone", "Guyane"),
        "Indian/Reunion": translate("zone", "La Réunion"),
        "Indian/Mayotte": translate("zone", "Mayotte"),
        "America/Miquelon": translate("zone", "Saint-Pierre-et-Miquelon"),
        "America/St_Barthelemy": translate("zone", "Saint-Barthélemy"),
        "America/Marigot": translate("zone", "Saint-Martin"),
        "Pacific/Tahiti": translate("zone", "Polynésie : Tahiti, Tuamotu, Australes"),
        "Pacific/Marquesas": translate("zone", "Polynésie : Marquises"),
        "Pacific/Gambier": translate("zone", "Polynésie : Gambier"),
        "Pacific/Noumea": translate("zone", "Nouvelle-Calédonie"),
        "Pacific/Wallis": translate("zone", "Wallis-et-Futuna"),
    }.get(zone, zone)
