"""Why an SMS could not be acted upon, in a sentence that goes back by SMS."""

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal


class CodeUnknown(Refusal):
    kind = Kind.NOT_FOUND
    code = "reply_code_unknown"
    sentence = _("No order was offered to you under %(digits)s. Please look at the message again.")


class CodeUsed(Refusal):
    kind = Kind.CONFLICT
    code = "reply_code_used"
    sentence = _("The code %(digits)s was used already.")


class WhichOrder(Refusal):
    code = "reply_which_order"
    sentence = _("Which order? Please reply with its four digits.")


class WordsMissing(Refusal):
    code = "reply_words_missing"
    sentence = _("Please write in a few words after the digits what was done, or why.")
