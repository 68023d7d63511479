"""What must always be true of portraits."""

from collections.abc import Iterator

from agents.invariants import invariant
from dispatch.casework.photos import store
from dispatch.casework.portraits.models import Portrait


@invariant("every portrait has its file and an agent who serves")
def every_portrait_has_its_file() -> Iterator[str]:
    for portrait in Portrait.objects.select_related("agent").iterator():
        if not store.path_of(portrait.name, store.PORTRAIT).is_file():
            yield f"portrait of agent {portrait.agent_id}: its file is missing"
        if portrait.agent.ended_at:
            yield f"portrait of agent {portrait.agent_id}, who left"
