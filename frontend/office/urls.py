from django.urls import path, register_converter

from frontend.office import (
    desk,
    holds,
    live,
    order,
    orders,
    people,
    place,
    rewards,
    settlement,
    settling,
    steps,
)
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
    path("rewards/", rewards.rewards, name="rewards"),
    path("rewards/<quarter:quarter>.xlsx", rewards.reward_export, name="reward_export"),
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
]
