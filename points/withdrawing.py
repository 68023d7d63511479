"""A planned points rule is taken back before its day (LS-11 … LS-14)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agents.audit import Deed, record_audit
from agents.errors import Kind, NotFound, NotPermitted, Refusal
from agents.models import Officer
from agents.rights import Right
from agents.text import require
from points.models import PointsRule, PointsRuleWithdrawal
from points.posting.ledger import open_ledger

REASON_LENGTH_MAX = 500


class PointsRuleNotFound(NotFound):
    code = "points_rule_not_found"
    sentence = _("There is no such version.")


class RuleInForce(Refusal):
    kind = Kind.CONFLICT
    code = "rule_in_force"
    sentence = _("This version has begun; services were promised its points. Plan a new one instead.")


class RuleWithdrawn(Refusal):
    kind = Kind.CONFLICT
    code = "rule_withdrawn"
    sentence = _("%(officer)s has withdrawn this version already.")


@transaction.atomic
def withdraw_points_rule(version: int, *, by: Officer, reason: str, at: datetime) -> PointsRuleWithdrawal:
    """It will not come into force, and its day is free again. The same officer's second tap is the same withdrawal.

    Versions planned for later days stay as they were announced. Raises NotPermitted, FieldMissing, TextTooLong,
    PointsRuleNotFound, RuleInForce or RuleWithdrawn.
    """
    if not by.may(Right.SET_RULES):
        raise NotPermitted
    said = require(reason, max_length=REASON_LENGTH_MAX, field="reason")
    # Who posts reads the rules under the same lock: midnight falls before this or after it.
    open_ledger(by.county_id)
    rule = PointsRule.objects.filter(county_id=by.county_id, version=version).first()
    if rule is None:
        raise PointsRuleNotFound
    known = PointsRuleWithdrawal.objects.select_related("officer").filter(rule=rule).first()
    if known:
        if known.officer_id == by.pk:
            return known
        raise RuleWithdrawn(officer=known.officer.name)
    if rule.effective_at <= at:
        raise RuleInForce
    withdrawal = PointsRuleWithdrawal.objects.create(
        county_id=by.county_id, rule=rule, officer=by, reason=said, withdrawn_at=at
    )
    record_audit(
        Deed.POINTS_RULE_WITHDRAWN,
        by=by,
        at=at,
        about=rule,
        reason=said,
        before={"effective_at": rule.effective_at},
    )
    return withdrawal
