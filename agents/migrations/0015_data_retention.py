import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from agents.chain import digest_without_sealed_words

THREE_YEARS = 3 * 365
DAYS = {
    "keep_orders_days": THREE_YEARS,
    "keep_photos_days": THREE_YEARS,
    "keep_reveals_days": THREE_YEARS,
    "keep_audit_days": THREE_YEARS,
    "keep_messages_days": 180,
    "keep_sign_ins_days": 30,
    "keep_devices_days": 30,
}


class Migration(migrations.Migration):
    dependencies = [("agents", "0014_office_follow_ups")]

    operations = [
        *(
            migrations.AddField(
                "policy", name, models.PositiveSmallIntegerField(db_default=days, default=days)
            )
            for name, days in DAYS.items()
        ),
        migrations.AddField("consent", "for_child", models.BooleanField(db_default=False, default=False)),
        migrations.CreateModel(
            name="RetentionTurn",
            fields=[
                (
                    "county",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agents.county",
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "waiting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("erased", models.JSONField(default=dict)),
            ],
        ),
        digest_without_sealed_words(),
    ]
