"""Whatever an officer does with money is a row of the audit: who, when, about what, why (S24)."""

from decimal import Decimal

from agents.audit import at_door
from agents.audit.pruning import broken_audit_rows
from agents.models import AuditEntry
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Export, Hold, HoldRuling
from points.reports.taking import take_report
from points.settlement.export import note_export
from points.settlement.release import release_settlement
from points.subsidies.budget import enter_budget
from points.subsidies.granting import grant_subsidy
from tests.conftest import NINE
from tests.settlement.conftest import NEW_YEAR, Q4


def deeds(**said):
    rows = AuditEntry.objects.filter(**said).select_related("actor__officer").order_by("id")
    return [(row.deed, row.actor.officer.name, row.about_name) for row in rows if row.actor]


def test_the_way_of_a_quarter(two_services, money, freeze):
    with at_door("192.0.2.9"):
        batch = freeze().batch
        release_settlement("2026Q4", by=money.zhao, at=NEW_YEAR)
        release_settlement("2026Q4", by=money.qian, at=NEW_YEAR)
        note_export("2026Q4", name="发放表.xlsx", sha256="ab" * 32, by=money.li, at=NEW_YEAR, why="发放")
    assert deeds(address="192.0.2.9") == [
        ("quarter_frozen", "李主任", batch),
        ("quarter_released", "赵科长", batch),
        ("quarter_released", "钱会计", batch),
    ]
    assert list(broken_audit_rows()) == []


def test_holds_and_their_rulings(two_services, money):
    order = two_services[0]
    hold = open_hold(order.pk, covers=Hold.Covers.SERVICE, words="核实", by=money.li, at=NINE)
    rule_on_hold(hold.pk, verdict=HoldRuling.Verdict.RELEASED, words="属实", by=money.zhao, at=NINE)
    assert deeds(at=NINE) == [
        ("hold_placed", "李主任", order.number),
        ("hold_ruled", "赵科长", order.number),
    ]


def test_budgets_and_subsidies(cast, money):
    enter_budget(2026, "transport", yuan=Decimal(500), basis="县财预〔2026〕9号", by=money.li, at=NINE)
    grant_subsidy(
        cast.wei, "transport", month="2026-11", yuan=Decimal(30), reason="下乡", by=money.li, at=NINE
    )
    assert [deed for deed, _, _ in deeds(at=NINE)] == ["budget_entered", "subsidy_posted"]


def test_a_report_taken_out_of_the_house(two_services, money):
    take_report(Q4, Export.What.TABLES, by=money.li, reason="季度发放", at=NINE).file.close()
    row = AuditEntry.objects.filter(deed="exported").latest("id")
    assert (row.actor, row.reason) == (money.li.user, "季度发放") and "2026Q4" in row.about_name
    assert AuditEntry.objects.filter(deed="exported").count() == Export.objects.count()
