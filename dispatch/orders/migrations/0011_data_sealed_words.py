from django.db import migrations, models

from agents.append_only import resealable_words
from agents.audit.keeping import removable_once_old
from agents.fields import SealedField, SealedWordsField


class Migration(migrations.Migration):
    dependencies = [("orders", "0010_office_address_index"), ("agents", "0015_data_retention")]
    safe_beside_old_code = (
        "a varchar that becomes text is not rewritten, and the code before reads and writes it as it did; it would show "
        "sealed words as they lie there, which SEAL_WORDS=0 prevents for the time of the roll (ADR 43)"
    )

    operations = [
        # The column keeps its name; only the model calls it otherwise.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("orderevent", "words", "plain_words"),
                migrations.AlterField(
                    "orderevent", "plain_words", models.TextField(blank=True, db_column="words")
                ),
            ]
        ),
        migrations.AddField("orderevent", "sealed_words", SealedField(bound_by="order_id", null=True)),
        migrations.AddField(
            "orderevent", "words_proof", models.CharField(editable=False, max_length=64, null=True)
        ),
        resealable_words("orders_orderevent", "words", before="refuse_all_but_erasure('words')"),
        migrations.AlterField("rating", "words", SealedWordsField(bound_by="order_id")),
        migrations.AlterField("assignment", "reason", SealedWordsField(bound_by="order_id")),
        migrations.AlterField("order", "result", SealedWordsField()),
        migrations.AlterField("order", "preferred_time", SealedWordsField()),
        # Who looked is kept for half a year at the least, and then as long as the county's policy says.
        removable_once_old("orders_reveal"),
    ]
