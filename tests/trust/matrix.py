"""Who may open which door: the permission matrix (S1, S5). A route without a row fails the build.

A row says for each method who gets past the question who. Whoever is in no set is sent to sign in, or told 403 or 404,
and changes nothing. The rows of the office name the right they ask for; ``agents/rights.py`` says who has it.
"""

from agents.rights import RIGHTS, Right
from tests.trust.people import ACTORS, AGENTS, OFFICERS, SIGNED_IN

Who = frozenset[str] | Right
Row = dict[str, Who]

NOBODY: frozenset[str] = frozenset()
ASKER, CARRIER = frozenset({"asker"}), frozenset({"carrier"})
# Own lists and counters: an agent of another county opens those of the own county, and finds nothing of this one there.
ANY_AGENT = AGENTS | {"foreign_agent"}
OF_THE_COUNTY = ACTORS - {"foreign_citizen", "foreign_agent", "foreign_manager"}

PAGES: dict[str, Row] = {
    # Machines, and what everybody may know
    "healthz": {"GET": ACTORS},
    "readyz": {"GET": ACTORS},
    "metrics": {"GET": ACTORS},
    # Providers and gateways prove themselves by a signature, which no person has.
    "hooks:sms_reply": {"POST": NOBODY},
    "receipts:addressed": {"POST": NOBODY},
    "receipts:signed": {"POST": NOBODY},
    # In demo mode only
    "realtime:inbox": {"GET": ACTORS},
    "realtime:reply": {"POST": ACTORS},
    "styleguide": {"GET": ACTORS},
    "shell:manifest": {"GET": ACTORS},
    "shell:offline": {"GET": ACTORS},
    "shell:outbox": {"GET": ACTORS},
    "shell:ticket": {"GET": ACTORS},
    "shell:worker": {"GET": ACTORS},
    # Signing in. Three pages follow on another one, which nobody here has opened.
    "account:sign_in": {"GET": ACTORS, "POST": ACTORS},
    "account:code": {"GET": NOBODY, "POST": NOBODY},
    "account:code_again": {"POST": NOBODY},
    "account:second_step": {"GET": NOBODY, "POST": NOBODY},
    "account:set_up": {"GET": NOBODY, "POST": NOBODY},
    "account:new_password": {"GET": NOBODY, "POST": NOBODY},
    "account:password": {"GET": ACTORS, "POST": ACTORS},
    "account:sign_out": {"POST": ACTORS},
    "account:language": {"POST": ACTORS},
    "account:text_size": {"POST": ACTORS},
    "account:privacy": {"GET": ACTORS},
    # Channels of one's own
    "channels:mine": {"GET": SIGNED_IN},
    "channels:browser": {"POST": SIGNED_IN},
    "channels:email": {"POST": SIGNED_IN},
    "channels:seen": {"POST": SIGNED_IN},
    "channels:test": {"POST": SIGNED_IN},
    "channels:remove": {"POST": CARRIER},
    # The citizen
    "citizen:home": {"GET": ACTORS},
    "citizen:suggest": {"GET": ACTORS},
    "citizen:items": {"GET": ACTORS},
    "citizen:item": {"GET": OF_THE_COUNTY},
    "citizen:item_qr": {"GET": OF_THE_COUNTY},
    "citizen:announcements": {"GET": ACTORS},
    "citizen:announcement": {"GET": OF_THE_COUNTY},
    "citizen:ask": {"GET": ACTORS, "POST": ACTORS},
    "citizen:place_map": {"GET": ACTORS},
    "citizen:orders": {"GET": SIGNED_IN},
    "citizen:me": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "citizen:own_data": {"GET": SIGNED_IN},
    "citizen:export": {"GET": SIGNED_IN},
    "citizen:withdraw_consent": {"POST": SIGNED_IN},
    "citizen:erase": {"POST": SIGNED_IN},
    "citizen:order": {"GET": ASKER},
    "citizen:order_live": {"GET": ASKER},
    "citizen:cancel": {"POST": ASKER},
    "citizen:note": {"POST": ASKER},
    "citizen:rate": {"POST": ASKER},
    "citizen:make_link": {"POST": ASKER},
    "citizen:withdraw_link": {"POST": ASKER},
    "citizen:photo_add": {"POST": ASKER},
    # The photo is the agent's; each removes the own.
    "citizen:photo_remove": {"POST": NOBODY},
    # Whoever holds the token; a rating, only the number that asked, or nobody known.
    "citizen:follow": {"GET": ACTORS},
    "citizen:follow_live": {"GET": ACTORS},
    "citizen:follow_qr": {"GET": ACTORS},
    "citizen:rate_by_link": {"GET": ASKER | {"nobody"}, "POST": ASKER | {"nobody"}},
    "photos:photo": {"GET": ASKER | CARRIER},
    # The agent's face, while the agent carries the order.
    "photos:agent": {"GET": ASKER},
    # Only to the session in which it was chosen, which is nobody's here.
    "photos:waiting": {"GET": NOBODY},
    # The agent
    "agent:board": {"GET": ANY_AGENT},
    "agent:board_cards": {"GET": ANY_AGENT},
    "agent:board_map": {"GET": ANY_AGENT},
    "agent:me": {"GET": ANY_AGENT},
    "agent:orders": {"GET": ANY_AGENT},
    "agent:points": {"GET": ANY_AGENT},
    "agent:trip": {"GET": ANY_AGENT},
    "agent:duty": {"POST": ANY_AGENT},
    # One's own face, of which there is only the carrier's.
    "agent:portrait": {"GET": CARRIER},
    "agent:portrait_set": {"POST": ANY_AGENT},
    "agent:portrait_remove": {"POST": ANY_AGENT},
    # Claimed already: the others are told by whom.
    "agent:claim": {"POST": AGENTS},
    "agent:order": {"GET": CARRIER},
    "agent:hold": {"GET": CARRIER, "POST": CARRIER},
    "agent:appeal": {"GET": CARRIER, "POST": CARRIER},
    "agent:complete": {"POST": CARRIER},
    "agent:extend": {"POST": CARRIER},
    "agent:note": {"POST": CARRIER},
    "agent:photo_add": {"POST": CARRIER},
    "agent:photo_remove": {"POST": CARRIER},
    "agent:propose": {"POST": CARRIER},
    "agent:release": {"POST": CARRIER},
    "agent:resume": {"POST": CARRIER},
    "agent:reveal": {"POST": CARRIER},
    "agent:start": {"POST": CARRIER},
    "agent:suspend": {"POST": CARRIER},
    "agent:wrong_grid": {"POST": CARRIER},
    # The office, as far as it lies in other rooms
    "evidence:order": {"GET": Right.SEE_ORDERS},
    "evidence:order_json": {"GET": Right.SEE_ORDERS},
    "failed:list": {"GET": Right.SEND_AGAIN},
    "failed:again": {"POST": Right.SEND_AGAIN},
    "texts:list": {"GET": Right.SET_RULES},
    "texts:edit": {"GET": Right.SET_RULES, "POST": Right.SET_RULES},
    # The office
    "office:portrait": {"GET": Right.SEE_PEOPLE},
    "office:portrait_set": {"POST": Right.MANAGE_AGENTS},
    "office:portrait_remove": {"POST": Right.MANAGE_AGENTS},
    "office:risks": {"GET": Right.SEE_REWARDS},
    "office:follow_ups": {"GET": Right.SEE_ORDERS},
    "office:follow_up": {"GET": Right.SEE_ORDERS},
    "office:follow_up_call": {"POST": Right.OVERSEE},
    "office:announcements": {"GET": Right.ANNOUNCE},
    "office:announce": {"POST": Right.ANNOUNCE},
    "office:announcement_withdraw": {"POST": Right.ANNOUNCE},
    "office:withdraw_points_rule": {"GET": Right.SET_RULES, "POST": Right.SET_RULES},
    "office:live": {"GET": Right.SEE_ORDERS},
    "office:orders": {"GET": Right.SEE_ORDERS},
    "office:order": {"GET": Right.SEE_ORDERS},
    "office:assign": {"POST": Right.DISPATCH},
    "office:locate": {"POST": Right.DISPATCH},
    "office:confirm": {"POST": Right.DISPATCH},
    "office:cancel": {"POST": Right.DISPATCH},
    "office:reveal": {"POST": Right.DISPATCH},
    "office:photo_remove": {"POST": Right.DISPATCH},
    "office:desk": {"GET": Right.SEE_ORDERS},
    "office:people": {"GET": Right.SEE_PEOPLE},
    "office:member_add": {"GET": Right.MANAGE_AGENTS, "POST": Right.MANAGE_AGENTS},
    "office:roster": {"GET": Right.MANAGE_AGENTS, "POST": Right.MANAGE_AGENTS},
    "office:roster_template": {"GET": Right.MANAGE_AGENTS},
    # Who was shown what a file would do confirms it. For all others there is nothing to confirm (409).
    "office:roster_confirm": {"POST": frozenset({"county_manager"})},
    "office:member": {"GET": Right.SEE_PEOPLE},
    "office:member_change": {"POST": Right.MANAGE_AGENTS},
    "office:member_end": {"POST": Right.MANAGE_AGENTS},
    "office:coverage": {"GET": Right.SEE_PEOPLE},
    "office:coverage_csv": {"POST": Right.EXPORT_FIGURES},
    "office:rewards": {"GET": Right.SEE_REWARDS},
    "office:reward_export": {"POST": Right.EXPORT},
    "office:figures": {"GET": Right.SEE_FIGURES},
    "office:figures_csv": {"POST": Right.EXPORT_FIGURES},
    "office:trial": {"GET": Right.SEE_REWARDS},
    "office:bank_accounts": {"GET": Right.SEE_REWARDS},
    "office:bank_account_register": {"POST": Right.SETTLE},
    "office:settlement": {"GET": Right.SEE_REWARDS},
    "office:freeze": {"POST": Right.SETTLE},
    "office:release": {"POST": Right.SETTLE},
    "office:bank_result": {"POST": Right.SETTLE},
    "office:budget": {"POST": Right.SETTLE},
    "office:holds": {"GET": Right.SEE_REWARDS},
    "office:hold": {"POST": Right.SETTLE},
    "office:rule_hold": {"POST": Right.SETTLE},
    "office:rule_appeal": {"POST": Right.SETTLE},
    "office:appraisal": {"GET": Right.SEE_REWARDS},
    "office:appraisal_export": {"POST": Right.EXPORT},
    "office:subsidies": {"GET": Right.SEE_REWARDS},
    "office:subsidy_grant": {"POST": Right.SETTLE},
    "office:subsidy_budget": {"POST": Right.SETTLE},
    "office:subsidy_take_back": {"POST": Right.SETTLE},
    "office:place": {"GET": Right.DISPATCH, "POST": Right.DISPATCH},
    "office:more": {"GET": Right.OWN_ACCOUNT},
    "office:account": {"GET": Right.OWN_ACCOUNT},
    "office:own_password": {"POST": Right.OWN_ACCOUNT},
    "office:own_step": {"POST": Right.OWN_ACCOUNT},
    "office:officers": {"GET": Right.MANAGE_OFFICERS},
    "office:officer_add": {"GET": Right.MANAGE_OFFICERS, "POST": Right.MANAGE_OFFICERS},
    "office:officer": {"GET": Right.MANAGE_OFFICERS},
    "office:officer_change": {"POST": Right.MANAGE_OFFICERS},
    "office:officer_end": {"POST": Right.MANAGE_OFFICERS},
    "office:officer_reset": {"POST": Right.MANAGE_OFFICERS},
    "office:rules": {"GET": Right.SEE_RULES},
    "office:retention": {"GET": Right.SEE_RULES},
    "office:plan_policy": {"GET": Right.SET_RULES, "POST": Right.SET_RULES},
    "office:plan_points_rule": {"GET": Right.SET_RULES, "POST": Right.SET_RULES},
    "office:audit": {"GET": Right.SEE_AUDIT},
    "office:audit_export": {"POST": Right.EXPORT_AUDIT},
}
#: What a page of the office shows or changes is of one county, bureau or township by its address or its form: an
#: officer of another county is told that it does not exist. All others show the own county to whoever has the right.
ABOUT_ONE = frozenset(
    f"office:{name}"
    for name in (
        *("order", "assign", "locate", "confirm", "cancel", "reveal", "photo_remove"),
        *("member", "member_change", "member_end", "bank_account_register"),
        *("rule_hold", "rule_appeal", "hold", "subsidy_take_back"),
        *(
            "portrait",
            "portrait_set",
            "portrait_remove",
            "follow_up",
            "follow_up_call",
            "announcement_withdraw",
        ),
        "withdraw_points_rule",
    )
) | {"evidence:order", "evidence:order_json"}
#: There is nothing to act on in the county of the walk; who has the right is told so by 404.
NOTHING_THERE = frozenset({"office:release"})

LOOK = frozenset({"county_manager", "bureau_officer", "township_officer", "auditor"})
SERVE = LOOK - {"auditor"}
OPERATIONS: dict[tuple[str, str], Who] = {
    ("GET", "/items"): ACTORS,
    ("GET", "/items/{code}"): OF_THE_COUNTY,
    ("GET", "/suggestions"): ACTORS,
    ("GET", "/townships"): ACTORS,
    ("GET", "/villages"): ACTORS,
    ("POST", "/sign-in/codes"): ACTORS,
    ("POST", "/sign-in/codes/confirm"): ACTORS,
    ("POST", "/sign-in/password"): ACTORS,
    ("DELETE", "/tokens/current"): SIGNED_IN,
    ("GET", "/me"): SIGNED_IN,
    ("PUT", "/duty"): ANY_AGENT,
    ("GET", "/endpoints"): SIGNED_IN,
    ("POST", "/endpoints"): SIGNED_IN,
    ("DELETE", "/endpoints/{endpoint_id}"): CARRIER,
    ("GET", "/board"): ANY_AGENT,
    ("GET", "/points"): ANY_AGENT,
    ("GET", "/orders"): SIGNED_IN,
    # For oneself; an officer files at the counter, by telephone or on paper, as the refused body's channel says.
    ("POST", "/orders"): SIGNED_IN,
    ("GET", "/orders/{order_id}"): ASKER | CARRIER | LOOK,
    ("GET", "/orders/{order_id}/events"): ASKER | CARRIER | LOOK,
    ("GET", "/orders/{order_id}/reveals"): ASKER,
    ("POST", "/orders/{order_id}/claim"): AGENTS,
    ("POST", "/orders/{order_id}/release"): CARRIER,
    ("POST", "/orders/{order_id}/wrong-grid"): CARRIER,
    ("POST", "/orders/{order_id}/start"): CARRIER,
    ("POST", "/orders/{order_id}/extend"): CARRIER,
    ("POST", "/orders/{order_id}/notes"): ASKER | CARRIER,
    ("POST", "/orders/{order_id}/suspend"): CARRIER,
    ("POST", "/orders/{order_id}/resume"): CARRIER,
    ("POST", "/orders/{order_id}/complete"): CARRIER,
    ("POST", "/orders/{order_id}/propose-item"): CARRIER,
    ("GET", "/orders/{order_id}/photos"): ASKER | CARRIER,
    ("PUT", "/orders/{order_id}/photos/{photo_id}"): ASKER | CARRIER,
    ("GET", "/orders/{order_id}/photos/{photo_id}"): ASKER | CARRIER,
    ("DELETE", "/orders/{order_id}/photos/{photo_id}"): CARRIER,
    ("POST", "/orders/{order_id}/cancel"): ASKER | SERVE,
    ("POST", "/orders/{order_id}/ratings"): ASKER,
    # Of another county's officer the agent and the grid that the body names are unknown, which is 422.
    ("POST", "/orders/{order_id}/assign"): Right.DISPATCH,
    ("POST", "/orders/{order_id}/locate"): Right.DISPATCH,
    ("POST", "/orders/{order_id}/confirm-item"): SERVE,
    ("POST", "/orders/{order_id}/reveal"): CARRIER | SERVE,
    ("GET", "/desk"): Right.SEE_ORDERS,
    ("GET", "/agents"): Right.SEE_PEOPLE,
}


def may(who: Who, *, about_one: bool = False) -> frozenset[str]:
    """Everybody in the row. A right that another county's manager has opens the doors of that county."""
    if not isinstance(who, Right):
        return who
    roles = frozenset(role for role in OFFICERS if who in RIGHTS[role])
    return roles if about_one or "county_manager" not in roles else roles | {"foreign_manager"}
