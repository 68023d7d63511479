from django.db import migrations

from agents.chain import chained_anew


class Migration(migrations.Migration):
    # Each table by itself: people go on working.
    atomic = False

    dependencies = [("orders", "0014_completed_in_county")]
    operations = [
        chained_anew("orders_orderevent", link="order_id"),
        chained_anew("orders_refusedclaim", link="order_id"),
    ]
