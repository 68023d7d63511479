from django.db import migrations, models

from agents.append_only import resealable_words
from agents.fields import SealedField

#: Table, the plain column, what the words are bound by.
SPOKEN = (
    ("appeal", models.CharField(blank=True, db_column="words", max_length=1000), "order_id"),
    ("holdanswer", models.CharField(blank=True, db_column="words", max_length=500), "hold_id"),
)


def sealed(name: str, plain: "models.Field", by: str) -> list[migrations.operations.base.Operation]:
    """The column keeps its name; only the model calls it otherwise."""
    return [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField(name, "words", "plain_words"),
                migrations.AlterField(name, "plain_words", plain),
            ]
        ),
        migrations.AddField(name, "sealed_words", SealedField(bound_by=by, null=True)),
        migrations.AddField(name, "words_proof", models.CharField(editable=False, max_length=64, null=True)),
        resealable_words(f"points_{name}", "words", before="refuse_change()"),
    ]


class Migration(migrations.Migration):
    dependencies = [("points", "0009_office_follow_ups"), ("orders", "0011_data_sealed_words")]

    operations = [step for each in SPOKEN for step in sealed(*each)]
