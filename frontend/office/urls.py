from django.urls import path, register_converter

from frontend.office import (
    account,
    audit,
    coverage,
    desk,
    holds,
    live,
    member,
    more,
    officers,
    order,
    orders,
    people,
    place,
    rewards,
    roster,
    rules,
    settlement,
    settling,
    steps,
    trial,
)
from frontend.office.management.csv_export import figures_csv
from frontend.office.management.page import figures
from frontend.office.quarters import QuarterConverter

register_converter(QuarterConverter, "quarter")

app_name = "office"
ORDER = "orders/<uuid:order_id>/"
QUARTER = "rewards/<quarter:quarter>/"

urlpatterns = [
    path("", live.live, name="live"),
    path("orders/", orders.orders, name="orders"),
    path(ORDER, order.order, name="order"),
    path(f"{ORDER}assign/", steps.assign, name="assign"),
    path(f"{ORDER}locate/", steps.locate, name="locate"),
    path(f"{ORDER}confirm/", steps.confirm, name="confirm"),
    path(f"{ORDER}cancel/", steps.cancel, name="cancel"),
    path(f"{ORDER}reveal/", steps.reveal, name="reveal"),
    path("desk/", desk.desk, name="desk"),
    path("people/", people.people, name="people"),
    path("people/add/", member.add, name="member_add"),
    path("people/import/", roster.roster_import, name="roster"),
    path("people/import/template.xlsx", roster.roster_template, name="roster_template"),
    path("people/import/<uuid:import_id>/", roster.roster_confirm, name="roster_confirm"),
    path("people/<int:agent_id>/", member.member, name="member"),
    path("people/<int:agent_id>/change/", member.change, name="member_change"),
    path("people/<int:agent_id>/end/", member.end, name="member_end"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path("rewards/", rewards.rewards, name="rewards"),
    path("rewards/<quarter:quarter>/export/", rewards.reward_export, name="reward_export"),
    path("figures/", figures, name="figures"),
    path("figures/figures.csv", figures_csv, name="figures_csv"),
    path("trial/", trial.trial, name="trial"),
    path(f"{QUARTER}settlement/", settlement.settlement, name="settlement"),
    path(f"{QUARTER}freeze/", settling.freeze, name="freeze"),
    path(f"{QUARTER}release/", settling.release, name="release"),
    path(f"{QUARTER}bank-result/", settling.bank_result, name="bank_result"),
    path(f"{QUARTER}budget/", settling.budget, name="budget"),
    path("holds/", holds.holds, name="holds"),
    path("holds/new/", holds.hold, name="hold"),
    path("holds/<int:hold_id>/rule/", holds.rule_hold, name="rule_hold"),
    path("appeals/<int:appeal_id>/rule/", holds.rule_appeal, name="rule_appeal"),
    path("ask/", place.place, name="place"),
    path("more/", more.more, name="more"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="own_password"),
    path("account/second-step/", account.begin_second_step, name="own_step"),
    path("officers/", officers.officers, name="officers"),
    path("officers/add/", officers.add, name="officer_add"),
    path("officers/<int:officer_id>/", officers.officer_page, name="officer"),
    path("officers/<int:officer_id>/change/", officers.change, name="officer_change"),
    path("officers/<int:officer_id>/end/", officers.end, name="officer_end"),
    path("officers/<int:officer_id>/reset/", officers.reset, name="officer_reset"),
    path("rules/", rules.rules, name="rules"),
    path("rules/policy/", rules.plan_policy, name="plan_policy"),
    path("audit/", audit.audit, name="audit"),
    path("audit/export/", audit.audit_export, name="audit_export"),
]
