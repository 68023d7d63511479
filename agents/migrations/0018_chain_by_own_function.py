from django.db import migrations

from agents.chain import chained_anew


class Migration(migrations.Migration):
    # Each table by itself: people go on working.
    atomic = False

    dependencies = [("agents", "0017_policies_revision")]
    operations = [chained_anew("agents_auditentry", link="county_id")]
