from django.urls import path, register_converter

from frontend.office import (
    appraisal,
    bank_accounts,
    desk,
    live,
    order,
    orders,
    people,
    place,
    rewards,
    steps,
    subsidies,
    trial,
)
from frontend.office.management.csv_export import figures_csv
from frontend.office.management.page import figures
from frontend.office.quarters import QuarterConverter

register_converter(QuarterConverter, "quarter")

app_name = "office"
ORDER = "orders/<uuid:order_id>/"

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
    path("rewards/<quarter:quarter>/export/", rewards.reward_export, name="reward_export"),
    path("figures/", figures, name="figures"),
    path("figures/figures.csv", figures_csv, name="figures_csv"),
    path("trial/", trial.trial, name="trial"),
    path("rewards/accounts/", bank_accounts.bank_accounts, name="bank_accounts"),
    path(
        "rewards/accounts/<int:agent_id>/",
        bank_accounts.bank_account_register,
        name="bank_account_register",
    ),
    path("appraisal/", appraisal.appraisal, name="appraisal"),
    path("appraisal/export/", appraisal.appraisal_export, name="appraisal_export"),
    path("subsidies/", subsidies.subsidies, name="subsidies"),
    path("subsidies/grant/", subsidies.subsidy_grant, name="subsidy_grant"),
    path("subsidies/budget/", subsidies.subsidy_budget, name="subsidy_budget"),
    path("subsidies/<int:subsidy_id>/take-back/", subsidies.subsidy_take_back, name="subsidy_take_back"),
    path("ask/", place.place, name="place"),
]
