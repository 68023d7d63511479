from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Made while people go on working.
    atomic = False

    dependencies = [("photos", "0002_ask_waiting")]

    operations = [
        AddIndexConcurrently(
            model_name="photo",
            index=models.Index(
                condition=models.Q(("removed_at", None)),
                fields=["county", "added_at"],
                name="photos_kept_by_time",
            ),
        ),
    ]
