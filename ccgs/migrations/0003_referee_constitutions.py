"""The database keeps the text of a constitution version still once it has been proposed, and its fingerprint true."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION constitution_text_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text_hash IS DISTINCT FROM encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the fingerprint is not the one of the text' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state <> 'DRAFT' AND (NEW.text, NEW.number, NEW.ccg_id)
            IS DISTINCT FROM (OLD.text, OLD.number, OLD.ccg_id) THEN
        RAISE EXCEPTION 'version % is no draft: its text stands', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER constitution_text_stands BEFORE INSERT OR UPDATE ON ccgs_constitution
    FOR EACH ROW EXECUTE FUNCTION constitution_text_stands();
"""
REVERSE = """
DROP TRIGGER constitution_text_stands ON ccgs_constitution;
DROP FUNCTION constitution_text_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("ccgs", "0002_people")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
