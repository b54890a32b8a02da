"""A constitution version that was approved never becomes a draft again, and only drafts can be deleted."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION constitution_never_goes_back() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'version % is no draft: it stays on record', OLD.number
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.state <> OLD.state AND OLD.state IN ('APPROVED', 'IN_FORCE', 'SUPERSEDED', 'REJECTED')
       AND (OLD.state, NEW.state) NOT IN (('APPROVED', 'IN_FORCE'), ('IN_FORCE', 'SUPERSEDED')) THEN
        RAISE EXCEPTION 'version % is %: it does not go back', OLD.number, lower(OLD.state)
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER constitution_never_goes_back BEFORE UPDATE OR DELETE ON ccgs_constitution
    FOR EACH ROW EXECUTE FUNCTION constitution_never_goes_back();
"""
REVERSE = """
DROP TRIGGER constitution_never_goes_back ON ccgs_constitution; DROP FUNCTION constitution_never_goes_back();
"""


class Migration(migrations.Migration):
    dependencies = [("ccgs", "0007_voting_rules_fingerprint")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
