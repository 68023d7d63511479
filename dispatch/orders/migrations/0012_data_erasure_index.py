from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Made while people go on working.
    atomic = False

    dependencies = [("orders", "0011_data_sealed_words")]

    operations = [
        AddIndexConcurrently(
            model_name="order",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["completed", "cancelled"]),
                    models.Q(("applicant_phone_index", ""), _negated=True),
                ),
                fields=["county", "placed_at"],
                name="orders_to_be_erased",
            ),
        ),
    ]
