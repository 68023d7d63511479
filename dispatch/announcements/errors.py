from django.utils.translation import gettext_lazy as _

from agents.errors import NotFound, Refusal


class BeginsInThePast(Refusal):
    code = "begins_in_the_past"
    sentence = _("Today at the earliest.")
    field = "from_day"


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    sentence = _("The last day comes before the first.")
    field = "until_day"


class TooFarAhead(Refusal):
    code = "too_far_ahead"
    sentence = _("At most a year ahead.")


class HalfTranslated(Refusal):
    code = "half_translated"
    sentence = _("English wants both, title and text, or neither.")
    field = "title_en"


class AnnouncementNotFound(NotFound):
    code = "announcement_not_found"
    sentence = _("This announcement is over or was withdrawn.")
