from django.db import migrations

from agents.append_only import resealable_column
from agents.fields import SealedWordsField


class Migration(migrations.Migration):
    dependencies = [("followups", "0001_initial"), ("orders", "0011_data_sealed_words")]
    safe_beside_old_code = "a varchar that becomes text is not rewritten; see orders 0011"

    operations = [
        migrations.AlterField("followupcall", "words", SealedWordsField(bound_by="follow_up_id")),
        resealable_column("followups_followupcall", "words", before="refuse_all_but_erasure('words')"),
    ]
