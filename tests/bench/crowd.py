"""Orders by the hundred thousand, made by the database from one real order. Their sealed words are never opened."""

from django.db import connection

from dispatch.orders.models import Order
from tests.bench import seeds

#: The crowd is completed and out of every queue; what a path needs to be due is made so by ``make_due``.
CROWD = "crowd"


def grow_to(how_many: int) -> None:
    """At least so many orders in the table. Slow once; the rows stay for the next run."""
    missing = how_many - Order.objects.count()
    if missing <= 0:
        return
    template = seeds.place_template()
    changed = {
        "id": "gen_random_uuid()",
        "number": f"'{CROWD[0].upper()}' || upper(substr(md5(random()::text || n), 1, 15))",
        "state": "'cancelled'",
        "cancelled_at": "now()",
        "grid_id": "(select min(id) from agents_grid) + n %% (select count(*) from agents_grid)",
    }
    columns = [str(field.column) for field in Order._meta.concrete_fields]
    picked = ", ".join(changed.get(column, f'o."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into orders_order ({names}) select {picked} from orders_order o, generate_series(1, %s) as n"
            " where o.id = %s",
            [missing, template.pk],
        )
        cursor.execute("vacuum analyze orders_order")


def make_due(how_many: int) -> None:
    """So many orders of the crowd are open, and their ten minutes are over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_order set state = 'open', cancelled_at = null, broadened_at = null,"
            " broaden_at = now(), placed_at = now() - interval '10 minutes', desk_at = now() + interval '2 hours'"
            " where id in (select id from orders_order where state = 'cancelled' and number like 'C%%' limit %s)",
            [how_many],
        )


def put_back() -> None:
    """Nothing of the crowd is open any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update orders_order set state = 'cancelled', cancelled_at = now() where state = 'open'"
        )
        cursor.execute("vacuum analyze orders_order")
