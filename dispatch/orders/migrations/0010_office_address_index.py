from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Made while agents go on working: the table is the largest of the house.
    atomic = False

    dependencies = [("orders", "0009_office_follow_ups")]

    operations = [
        AddIndexConcurrently(
            model_name="orderevent",
            index=models.Index(
                condition=models.Q(("address__isnull", False), ("agent__isnull", False)),
                fields=["county", "address", "at"],
                name="agents_events_from_address",
            ),
        ),
    ]
