from django.db import migrations, models
import django.db.models.deletion

from agents.append_only import append_only
from agents.chain import chained

# Events that are there already become a chain as if it had been there from the first.
CHAIN_WHAT_IS_THERE = """
set local timezone to 'UTC';
set local bytea_output to 'hex';
alter table orders_orderevent disable trigger user;
do $$
declare
    line record;
    of_order uuid;
    before bytea;
begin
    for line in select * from orders_orderevent order by order_id, id loop
        before := chain_digest(case when line.order_id = of_order then before end, to_jsonb(line));
        of_order := line.order_id;
        update orders_orderevent set digest = before where id = line.id;
    end loop;
end $$;
alter table orders_orderevent enable trigger user;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0006_shell_note_client_id"), ("agents", "0004_chain")]
    operations = [
        migrations.AddField("orderevent", "digest", models.BinaryField(editable=False, null=True)),
        migrations.CreateModel(
            name="RefusedClaim",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("behind_seconds", models.FloatField(null=True)),
                ("digest", models.BinaryField(editable=False, null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_claims",
                        to="agents.agent",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agents.county"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_claims",
                        to="orders.order",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["order", "id"], name="refused_claims_of_order")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "agent", "code"), name="one_refused_claim_of_a_kind"
                    )
                ],
            },
        ),
        migrations.RunSQL(CHAIN_WHAT_IS_THERE, migrations.RunSQL.noop),
        chained("orders_orderevent", link="order_id"),
        append_only("orders_refusedclaim"),
        chained("orders_refusedclaim", link="order_id"),
    ]
