"""Four faces to rate with; the fifth grade of the national scale comes in by other doors."""

from dispatch.orders.models import Rating

Grade = Rating.Grade

#: Grade, its words, and its icon, the best first.
FACES = [
    (Grade.VERY_SATISFIED.value, Grade.VERY_SATISFIED.label, "face-delighted"),
    (Grade.SATISFIED.value, Grade.SATISFIED.label, "face-happy"),
    (Grade.FAIR.value, Grade.FAIR.label, "face-flat"),
    (Grade.UNSATISFIED.value, Grade.UNSATISFIED.label, "face-sad"),
]
