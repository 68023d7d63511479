"""Under CI=true a skipped test, or one that is expected to fail, fails the run: what is not tested is not known."""

import os

import pytest

LEFT_OUT = ("skipped", "xfailed", "xpassed", "deselected")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a good ending into a failure when tests were left out."""
    if _left_out(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say why."""
    left_out = _left_out(config)
    if left_out:
        terminalreporter.write_line(f"Left out, which fails the run in CI: {', '.join(left_out)}", red=True)


def _left_out(config: pytest.Config) -> list[str]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None:
        return []
    return [f"{len(reporter.stats[kind])} {kind}" for kind in LEFT_OUT if reporter.stats.get(kind)]
