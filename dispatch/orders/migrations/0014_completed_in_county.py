from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Made while people go on working.
    atomic = False

    dependencies = [("orders", "0013_fewer_indexes")]

    operations = [
        AddIndexConcurrently(
            model_name="order",
            index=models.Index(
                condition=models.Q(("completed_at__isnull", False)),
                fields=["county", "completed_at"],
                name="orders_completed_in_county",
            ),
        ),
    ]
