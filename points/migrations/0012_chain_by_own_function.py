from django.db import migrations

from agents.chain import chained_anew


class Migration(migrations.Migration):
    # Each table by itself: people go on working.
    atomic = False

    dependencies = [("points", "0011_fewer_indexes")]
    operations = [
        chained_anew("points_pointsentry", link="county_id"),
        chained_anew("points_pointsrule", link="county_id"),
        chained_anew("points_settlementline", link="settlement_id"),
        chained_anew("points_settlementevent", link="settlement_id"),
        chained_anew("points_bankresultline", link="result_id"),
        chained_anew("points_budgetline", link="county_id"),
        chained_anew("points_hold", link="county_id"),
        chained_anew("points_holdanswer", link="county_id"),
        chained_anew("points_holdruling", link="county_id"),
        chained_anew("points_appeal", link="county_id"),
        chained_anew("points_appealruling", link="county_id"),
        chained_anew("points_export", link="county_id"),
        chained_anew("points_subsidy", link="county_id"),
        chained_anew("points_pointsrulewithdrawal", link="county_id"),
    ]
