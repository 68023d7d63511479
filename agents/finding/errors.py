"""Why a place cannot be used."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Refusal


class UnknownVillage(Refusal):
    code = "unknown_village"
    sentence = _("This village is not in the county. Please choose one from the list.")


class PointOutsideCounty(Refusal):
    code = "point_outside_county"
    sentence = _("This point lies outside the county. Please choose a village.")


class NotAPoint(Refusal):
    code = "not_a_point"
    sentence = _("This is no point on the map. Latitude goes from -90 to 90, longitude from -180 to 180.")


class UnknownPointSystem(Refusal):
    code = "unknown_point_system"
    sentence = _("Points can be given in WGS-84, GCJ-02 or BD-09.")
