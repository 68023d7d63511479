from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agents", "0015_data_retention")]
    safe_beside_old_code = "the new constraint allows everything that the one before it did"

    operations = [
        migrations.AddConstraint(
            "consent",
            models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("user", "version", "for_child"),
                name="one_consent_at_a_time_per_version",
            ),
        ),
        migrations.RemoveConstraint("consent", "one_consent_per_version"),
    ]
