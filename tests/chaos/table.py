"""F1 … F36: how each fault is made, and which ordinary tests hold what no process has to die for."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.chaos.scenes import (
    backup,
    clock,
    deploy,
    disk,
    memory,
    partition,
    postgres,
    sockets,
    web,
    workers,
)
from tests.chaos.stage import Stage
from tests.chaos.verdict import Seen

# None: it cannot be made on this machine.
Scene = Callable[[Stage], Seen | None]


@dataclass(frozen=True)
class Played:
    """On the whole fleet with traffic on it. ``long`` is left out of the short form."""

    code: str
    what: str
    scene: Scene
    long: bool = False


@dataclass(frozen=True)
class Held:
    """``tests``: files, or single tests, by pytest's names."""

    code: str
    what: str
    tests: tuple[str, ...]


#: In this order: what costs people money comes first, what replaces the database last.
PLAYED: list[Played] = [
    Played("F1", "kill -9 of web in a claim", web.killed_in_a_claim),
    Played("F2", "200 agents grab one order", web.many_grab_one),
    Played("F19, F20", "the same request sent again", web.sent_more_than_once),
    Played("F32", "the citizen cancels while an agent grabs", web.cancelled_while_grabbed),
    Played("F13", "PostgreSQL is killed", postgres.crashes),
    Played("F13", "PostgreSQL is stopped immediately", postgres.stops_immediately, long=True),
    Played("F34", "PostgreSQL falls silent", postgres.falls_silent),
    Played("F34", "the network to PostgreSQL swallows everything", partition.network_swallows, long=True),
    Played("F16", "dispatchers away over the ten minutes", clock.dispatchers_away),
    Played("F17", "hosts' clocks are wrong", clock.clocks_are_wrong),
    Played("F25", "a release goes out while everybody works", deploy.rolled_out, long=True),
    Played("F4", "a worker is frozen beyond its lease", workers.frozen_beyond_its_lease, long=True),
    Played(
        "F4", "a worker is frozen in the middle of a transaction", workers.frozen_in_a_transaction, long=True
    ),
    Played("F24", "a thousand pages come back at once", sockets.thousand_come_back),
    Played("F28", "a copy taken while busy, restored elsewhere", backup.restored_elsewhere, long=True),
    Played("F33", "an altered row of the ledger", backup.altered_row, long=True),
    Played("F27", "a hundred thousand lines are taken out", memory.large_report, long=True),
    Played("F26", "a full disk under the database", disk.disk_is_full, long=True),
    Played("F14", "failover to a synchronous standby", postgres.fails_over),
    Played("F14", "failover to an asynchronous standby", postgres.fails_over_asynchronously, long=True),
]

#: Faults that part "messages" plays, by the codes in its lines.
OF_MESSAGES = frozenset({"F3", "F6", "F7", "F8", "F10", "F11", "F12"})

HELD_BY_TESTS: list[Held] = [
    Held("F5", "a poison message", (
        "tests/realtime/test_outbox.py::test_poison_goes_dead_after_eight_starts",
        "tests/realtime/test_outbox.py::test_one_that_breaks_does_not_touch_the_others",
        "tests/channels/test_failed_page.py",
    )),
    Held("F9", "a device that is gone", (
        "tests/channels/test_outbox_by_provider.py::test_a_device_that_is_gone_is_removed_once_and_its_owner_is_told",
        "tests/channels/test_outbox_by_provider.py::test_a_browser_that_has_unsubscribed_is_removed",
        "tests/channels/test_mine.py",
    )),
    Held("F15", "deadlock and serialization failure", (
        "tests/api/test_deadlock.py",
        "tests/pages/test_database_away.py",
    )),
    Held("F18", "time zones and the edges of quarters", (
        "tests/points/test_periods.py",
        "tests/points/test_posting.py::test_an_entry_belongs_to_the_month_and_quarter_of_the_county",
        "tests/points/test_posting.py::test_the_hosts_time_zone_is_irrelevant",
        "tests/points/test_rebuild.py::test_the_hosts_time_zone_changes_no_byte",
        "tests/settlement/test_freeze.py::test_the_hosts_time_zone_changes_nothing",
    )),
    Held("F20", "sent, never answered, sent again hours later", (
        "tests/orders/test_place.py::test_the_same_id_again_is_the_same_order_with_its_first_time",
        "tests/orders/test_place.py::test_the_same_id_with_another_body_is_refused",
        "tests/e2e/test_outbox_requests.py::test_a_request_whose_answer_was_lost_is_one_order",
    )),
    Held("F21", "a client away for a while", (
        "tests/e2e/test_live.py::test_a_socket_that_was_cut_comes_back_by_itself_with_what_was_missed",
        "tests/e2e/test_live.py::test_after_a_restart_of_the_server_the_board_shows_the_truth",
        "tests/e2e/test_agent_asleep.py",
    )),
    Held("F22", "a grab without network", (
        "tests/e2e/test_outbox.py::test_a_claim_is_never_queued",
        "tests/e2e/test_agent.py::test_a_phone_without_network_claims_nothing_and_finds_the_truth_when_back",
        "tests/e2e/test_agent.py::test_a_claim_lost_on_the_way_may_be_tapped_again",
        "tests/orders/test_claim.py::test_the_loser_hears_who_won_and_by_how_much",
    )),
    Held("F23", "a slow reader", (
        "tests/realtime/test_hub.py::test_a_slow_reader_is_cut_off_with_1013_and_the_others_go_on",
        "tests/realtime/test_hub.py::test_a_server_whose_send_waits_fills_a_bounded_queue",
        "tests/realtime/test_sockets.py::test_a_slow_reader_is_cut_off_and_the_others_hear_everything",
    )),
    Held("F26", "a full disk under the photos", (
        "tests/casework/test_photos.py::test_on_a_full_disk_the_photo_is_refused_and_nothing_is_half_there",
        "tests/casework/test_photos.py::test_when_the_row_cannot_stay_no_file_stays",
    )),
    Held("F29", "a quarter is frozen twice, half, and while ratings arrive", (
        "tests/settlement/test_races.py",
        "tests/settlement/test_freeze.py",
        "tests/settlement/test_any_interleaving.py",
    )),
    Held("F30", "ratings race", (
        "tests/points/test_races.py",
        "tests/orders/test_race.py::test_two_ratings_at_once_leave_one_current",
    )),
    Held("F31", "an agent leaves while claiming", (
        "tests/orders/test_race.py::test_an_agent_leaving_while_claiming_cannot_win_afterwards",
        "tests/orders/test_claim.py::test_an_agent_who_left_cannot_win",
        "tests/orders/test_claim.py::test_an_agent_who_moved_grids_claims_by_the_new_grid",
        "tests/office/test_members.py",
    )),
    Held("F33", "whatever was altered is named", (
        "tests/settlement/test_verify.py",
        "tests/orders/test_verify.py",
        "tests/agents/test_chain.py",
    )),
    Held("F35", "next year's calendar is missing", (
        "tests/agents/test_time.py::test_a_year_not_announced_gets_no_date",
        "tests/orders/test_place.py::test_a_date_in_a_year_not_announced_is_not_guessed",
        "tests/orders/test_clock.py::test_a_due_date_comes_once_the_calendar_is_announced",
    )),
    Held("F36", "callbacks malformed, late and replayed", (
        "tests/channels/test_receipts.py",
        "tests/telling/test_reply_door.py",
    )),
]  # fmt: skip

#: What no part plays yet, and why; ``tests/chaos/test_table.py`` wants every fault of the list in one place.
NOT_PLAYED: dict[str, str] = {}
