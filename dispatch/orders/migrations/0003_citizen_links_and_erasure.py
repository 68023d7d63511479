import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from agents.append_only import append_only, erasable_words


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0004_chain"),
        ("orders", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("orders_count", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agents.county"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("follow", "to follow the order"), ("rate", "to rate the service")],
                        max_length=10,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("phone_index", models.CharField(blank=True, max_length=32)),
                ("issued_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agents.county"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="orders.order"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("order", "purpose"),
                        name="one_link_per_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("purpose", "rate"), _connector="OR"),
                        name="only_rating_links_are_used_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "rate"), _negated=True),
                            models.Q(("phone_index", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="rating_link_is_for_one_number",
                    ),
                ],
            },
        ),
        append_only("orders_erasure"),
        erasable_words("orders_orderevent", "words"),
    ]
