from django.db import migrations

from agents.chain import chain_functions


class Migration(migrations.Migration):
    dependencies = [("agents", "0003_sign_in_failure")]
    operations = [chain_functions()]
