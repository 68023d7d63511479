"""What ``make bench`` concludes from its rounds, without measuring anything."""

from tests.bench.figures import Goal, above, bound, compare, percentile
from tests.bench.run import PATHS


def test_the_ratio_is_the_median_of_the_rounds_ratios_not_the_ratio_of_medians():
    figure = compare("x", [(1, 2), (4, 4), (9, 3)], unit="ms", against="peer", goal=Goal(at_most=1))
    assert (figure.ours, figure.peer, figure.ratio, figure.held) == (4, 3, 1.0, True)


def test_a_goal_that_is_missed_says_so():
    slow = compare("x", [(3, 1)], unit="ms", against="peer", goal=Goal(at_most=2))
    assert not slow.held
    assert slow.line().endswith("goal ratio ≤ 2: MISSED")
    assert not compare("x", [(1, 5)], unit="/s", against="peer", goal=Goal(at_least=0.3)).held


def test_a_bound_is_held_by_the_median():
    assert bound("x", [1, 1, 9], unit="ms", goal=Goal(at_most=2)).held
    assert not bound("x", [1, 9, 9], unit="ms", goal=Goal(at_most=2)).held


def test_what_lies_above_a_peer_is_the_median_of_the_rounds_differences():
    figure = above("x", [(5, 1), (30, 2), (9, 1)], unit="ms", against="peer", goal=Goal(at_most=10))
    assert (figure.ours, figure.peer, figure.held) == (9, 1, True)
    assert not above("x", [(30, 2)], unit="ms", against="peer", goal=Goal(at_most=10)).held


def test_the_spread_tells_a_noisy_machine():
    assert compare("x", [(1, 1), (2, 1), (3, 1)], unit="", against="p", goal=Goal()).spread == 1.0


def test_percentiles_are_values_that_were_measured():
    assert percentile([5, 1, 3], 0.99) == 5
    assert percentile([5, 1, 3], 0.5) == 3


def test_every_path_has_its_module():
    from importlib.util import find_spec

    assert [name for name in PATHS if find_spec(f"tests.bench.paths.{name}") is None] == []


def test_a_guard_lets_a_noisy_machine_pass_and_stops_what_got_worse_by_half():
    near, far = (
        compare("board", [(ours, 1.0)], unit="ms", against="page", goal=Goal(at_most=3))
        for ours in (4.4, 4.6)
    )
    assert not near.held and near.guards(slack=1.5)
    assert not far.guards(slack=1.5)
    rate = compare("claim", [(0.19, 1.0)], unit="1/s", against="thin", goal=Goal(at_least=0.3))
    assert rate.guards(slack=1.6) and not rate.guards(slack=1.5)
    assert bound("loaded", [99.0], unit="s", goal=Goal(at_most=15)).guards(slack=1.5)
