"""axe-core over a page that is open."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as View

from tests.audit.bars import SERIOUS


def findings(view: View) -> list[str]:
    """What is serious or critical: rule, place, and what is wrong there."""
    violations = Axe().run(view).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['target'][0]} {' '.join(node['failureSummary'].split())[:200]}"
        for each in violations
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]
