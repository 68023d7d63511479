from django.db import migrations

from agents.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial"), ("agents", "0002_append_only")]
    operations = [append_only("orders_orderevent"), append_only("orders_reveal")]
