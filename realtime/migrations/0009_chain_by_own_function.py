from django.db import migrations

from agents.chain import chained_anew


class Migration(migrations.Migration):
    # Each table by itself: people go on working.
    atomic = False

    dependencies = [
        ("realtime", "0008_fewer_indexes"),
        ("agents", "0018_chain_by_own_function"),
        ("orders", "0015_chain_by_own_function"),
        ("points", "0012_chain_by_own_function"),
    ]
    operations = [
        chained_anew("realtime_evidenceseal", link="county_id"),
        # By now nobody calls it.
        migrations.RunSQL("drop function if exists chain_row()", migrations.RunSQL.noop),
    ]
