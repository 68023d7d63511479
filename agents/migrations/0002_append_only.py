from django.db import migrations

from agents.append_only import append_only_function


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]
    operations = [append_only_function()]
