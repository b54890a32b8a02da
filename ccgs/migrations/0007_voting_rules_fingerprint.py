"""The voting rules of a constitution version get a fingerprint of their own, and stand still with the text.

Members vote on both. A rule for another purpose can no longer be added to a version that is not a draft.
"""

from django.db import migrations, models

from ccgs.rules.voting import VotingRuleTerms, hash_of_rules

TEXT_STANDS = """
CREATE OR REPLACE FUNCTION constitution_text_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text_hash IS DISTINCT FROM encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the fingerprint is not the one of the text' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state <> 'DRAFT' AND (NEW.text, NEW.number, NEW.ccg_id{more})
            IS DISTINCT FROM (OLD.text, OLD.number, OLD.ccg_id{more_old}) THEN
        RAISE EXCEPTION 'version % is no draft: its text stands', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FORWARD = (
    TEXT_STANDS.format(more=", NEW.rules_hash", more_old=", OLD.rules_hash")
    + """
CREATE OR REPLACE FUNCTION voting_rule_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM ccgs_constitution WHERE state <> 'DRAFT' AND (
            (TG_OP <> 'INSERT' AND id = OLD.constitution_id) OR (TG_OP <> 'DELETE' AND id = NEW.constitution_id))
    ) THEN
        RAISE EXCEPTION 'the version is no draft: its voting rules stand' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
DROP TRIGGER voting_rule_stands ON ccgs_votingrule;
CREATE TRIGGER voting_rule_stands BEFORE INSERT OR UPDATE OR DELETE ON ccgs_votingrule
    FOR EACH ROW EXECUTE FUNCTION voting_rule_stands();
"""
)
REVERSE = (
    TEXT_STANDS.format(more="", more_old="")
    + """
CREATE OR REPLACE FUNCTION voting_rule_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM ccgs_constitution WHERE id = OLD.constitution_id) <> 'DRAFT' THEN
        RAISE EXCEPTION 'the version is no draft: its voting rules stand' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
DROP TRIGGER voting_rule_stands ON ccgs_votingrule;
CREATE TRIGGER voting_rule_stands BEFORE UPDATE OR DELETE ON ccgs_votingrule
    FOR EACH ROW EXECUTE FUNCTION voting_rule_stands();
"""
)


def fingerprint(apps, schema_editor):
    """Versions that are on record already get the fingerprint of the rules they have, in their history too."""
    version, rule = apps.get_model("ccgs", "Constitution"), apps.get_model("ccgs", "VotingRule")
    old = apps.get_model("ccgs", "HistoricalConstitution")
    names = list(VotingRuleTerms.__dataclass_fields__)
    for key in version.objects.values_list("pk", flat=True):
        rules = rule.objects.filter(constitution_id=key).values(*names)
        found = hash_of_rules(VotingRuleTerms(**row) for row in rules)
        version.objects.filter(pk=key).update(rules_hash=found)
        old.objects.filter(id=key).update(rules_hash=found)


class Migration(migrations.Migration):
    dependencies = [("ccgs", "0006_referee_voting_rules")]

    operations = [
        *(
            migrations.AddField(name, "rules_hash", models.CharField(default="", editable=False, max_length=64))
            for name in ("constitution", "historicalconstitution")
        ),
        migrations.RunPython(fingerprint, migrations.RunPython.noop),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
