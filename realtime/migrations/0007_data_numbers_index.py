from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Made while messages are being sent.
    atomic = False

    dependencies = [("realtime", "0006_telling_heard_from")]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(
                    models.Q(("address", ""), _negated=True),
                    models.Q(("secret", ""), _negated=True),
                    _connector="OR",
                ),
                fields=["county", "due_at"],
                name="deliveries_with_a_number",
            ),
        ),
    ]
