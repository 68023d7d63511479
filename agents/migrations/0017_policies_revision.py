from django.db import migrations, models

# A number is never given twice, not even after a rollback, so that what is kept of a revision is of that revision.
# Raised by the database itself: a policy written by hand is noticed, too.
RAISED = """
create sequence agents_policies_revision;
create function agents_policies_changed() returns trigger language plpgsql as $$
begin
    update agents_county set policies_revision = nextval('agents_policies_revision')
    where code = coalesce(new.county_id, old.county_id);
    return null;
end $$;
create trigger agents_policies_changed after insert or update or delete on agents_policy
    for each row execute function agents_policies_changed();
update agents_county set policies_revision = nextval('agents_policies_revision');
"""
NO_LONGER = """
drop trigger agents_policies_changed on agents_policy;
drop function agents_policies_changed();
drop sequence agents_policies_revision;
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0016_data_consent_again")]
    operations = [
        migrations.AddField(
            "county", "policies_revision", models.BigIntegerField(db_default=0, default=0, editable=False)
        ),
        migrations.RunSQL(RAISED, NO_LONGER),
    ]
