"""The database keeps the voting rules of a constitution version still once it has been proposed (VOT-08)."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION voting_rule_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM ccgs_constitution WHERE id = OLD.constitution_id) <> 'DRAFT' THEN
        RAISE EXCEPTION 'the version is no draft: its voting rules stand' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER voting_rule_stands BEFORE UPDATE OR DELETE ON ccgs_votingrule
    FOR EACH ROW EXECUTE FUNCTION voting_rule_stands();
"""
REVERSE = """
DROP TRIGGER voting_rule_stands ON ccgs_votingrule;
DROP FUNCTION voting_rule_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("ccgs", "0004_referee_releases")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
