"""What must always be true. Each room lists its own in ``invariants.py``; ``manage.py verify`` asks them all."""

from collections.abc import Callable, Iterator

from django.utils.module_loading import autodiscover_modules

from agents.audit.pruning import broken_audit_rows
from agents.models import BankAccount

Check = Callable[[], Iterator[str]]

_checks: dict[str, Check] = {}


def invariant(sentence: str) -> Callable[[Check], Check]:
    """Register a check: it yields one line for each row that breaks the sentence, naming the row."""

    def register(check: Check) -> Check:
        _checks[sentence] = check
        return check

    return register


def invariants() -> dict[str, Check]:
    """All registered checks by their sentence, those of the lower rooms first."""
    autodiscover_modules("invariants")
    return dict(_checks)


@invariant("no audit row was altered or taken out")
def audit_rows_follow_each_other() -> Iterator[str]:
    for row_id in broken_audit_rows():
        yield f"audit row {row_id} does not follow from the row before it"


@invariant("an agent is paid to an account of the agent's own name")
def accounts_are_the_agents_own() -> Iterator[str]:
    for account in BankAccount.objects.current().select_related("agent").iterator():
        if account.holder != account.agent.name:
            yield f"bank account {account.pk} of agent {account.agent_id} bears another name"
