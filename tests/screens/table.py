"""Every page, as whom it is opened: one line a page. ``{…}`` is filled by ``life.py``.

``make screens``, ``make audit`` and the accessibility tests all read this table.
"""

from dataclasses import dataclass

NOBODY, CITIZEN, AGENT, OFFICER, AUDITOR, ADMIN = "nobody", "citizen", "agent", "officer", "auditor", "admin"
PERSONS = (NOBODY, CITIZEN, AGENT, OFFICER, AUDITOR, ADMIN)


@dataclass(frozen=True)
class Page:
    """``bars``: measured by Lighthouse (the pages that the bars name). ``status``: what it answers with."""

    name: str
    path: str
    person: str = NOBODY
    bars: bool = False
    status: int = 200


PAGES = [
    # The citizen
    Page("home", "/", bars=True),
    Page("home-known", "/", CITIZEN),
    Page("announcements", "/announcements/"),
    Page("announcement", "/announcements/{announcement}/"),
    Page("items", "/items/"),
    Page("item", "/items/{code}/", bars=True),
    Page("ask", "/ask/", bars=True),
    Page("ask-item", "/ask/?item={code}", CITIZEN),
    Page("orders", "/orders/", CITIZEN),
    Page("order-open", "/orders/{open}/", CITIZEN, bars=True),
    Page("order-claimed", "/orders/{claimed}/", CITIZEN),
    Page("order-in-progress", "/orders/{in_progress}/", CITIZEN),
    Page("order-completed", "/orders/{completed}/", CITIZEN),
    Page("order-cancelled", "/orders/{cancelled}/", CITIZEN),
    Page("me", "/me/", CITIZEN),
    Page("own-data", "/me/data/", CITIZEN),
    Page("channels", "/me/channels/", CITIZEN),
    # By a link, without signing in
    Page("follow", "/f/{follow}/"),
    Page("rate", "/r/{rate}/"),
    Page("rated", "/r/{rated}/"),
    Page("rate-as-agent", "/r/{rate}/", AGENT, status=403),
    Page("link-unknown", "/f/nowhere/", status=404),
    # In development
    Page("styleguide", "/styleguide/"),
    # The agent
    Page("board", "/agent/", AGENT, bars=True),
    Page("board-map", "/agent/map/", AGENT),
    Page("agent-orders", "/agent/orders/", AGENT, bars=True),
    Page("trip-sheet", "/agent/trip/", AGENT),
    Page("agent-order-open", "/agent/orders/{open}/", AGENT),
    Page("agent-order-claimed", "/agent/orders/{claimed}/", AGENT),
    Page("agent-order-in-progress", "/agent/orders/{in_progress}/", AGENT),
    Page("agent-order-suspended", "/agent/orders/{suspended}/", AGENT),
    Page("agent-order-completed", "/agent/orders/{completed}/", AGENT),
    Page("points", "/agent/points/", AGENT, bars=True),
    Page("agent-me", "/agent/me/", AGENT),
    # The phone itself
    Page("outbox", "/outbox/", AGENT),
    Page("offline", "/offline/"),
    # The account
    Page("sign-in", "/account/sign-in/"),
    Page("password", "/account/password/"),
    Page("privacy", "/account/privacy/"),
    Page("not-found", "/nowhere/", status=404),
    # The office
    Page("office-live", "/office/", OFFICER),
    Page("office-orders", "/office/orders/", OFFICER),
    Page("office-order", "/office/orders/{in_progress}/", OFFICER),
    Page("office-desk", "/office/desk/", OFFICER),
    Page("office-ask", "/office/ask/", OFFICER),
    Page("office-announcements", "/office/announcements/", OFFICER),
    Page("office-follow-ups", "/office/follow-ups/", OFFICER),
    Page("office-follow-up", "/office/follow-ups/{follow_up}/", OFFICER),
    Page("office-evidence", "/office/orders/{in_progress}/evidence/", OFFICER),
    Page("office-people", "/office/people/", OFFICER),
    Page("office-member", "/office/people/{agent}/", OFFICER),
    Page("office-roster", "/office/people/import/", OFFICER),
    Page("office-coverage", "/office/coverage/", OFFICER),
    Page("office-figures", "/office/figures/", OFFICER),
    Page("office-trial", "/office/trial/", OFFICER),
    Page("office-holds", "/office/holds/", OFFICER),
    Page("office-risks", "/office/risks/", AUDITOR),
    Page("office-officers", "/office/officers/", ADMIN),
    Page("office-rules", "/office/rules/", OFFICER),
    Page("office-plan-points", "/office/rules/points/", OFFICER),
    Page("office-plan-policy", "/office/rules/policy/", OFFICER),
    Page("office-failed", "/office/failed/", OFFICER),
    Page("office-account", "/office/account/", OFFICER),
    Page("office-more", "/office/more/", OFFICER),
    Page("office-rewards", "/office/rewards/", AUDITOR),
    Page("office-accounts", "/office/rewards/accounts/", AUDITOR),
    Page("office-settlement", "/office/rewards/{quarter}/settlement/", AUDITOR),
    Page("office-appraisal", "/office/appraisal/", AUDITOR),
    Page("office-subsidies", "/office/subsidies/", AUDITOR),
    Page("office-audit", "/office/audit/", AUDITOR),
]
