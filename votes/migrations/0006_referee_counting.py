"""The database as referee of counting: no figures and no counted state before the ballot has closed (VOT-13)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION votes_ballot_in_order() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'OPENED' AND NEW.state NOT IN ('OPENED', 'CLOSED', 'VOID') THEN
        RAISE EXCEPTION 'A ballot is closed before it is counted.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_ballot_in_order BEFORE UPDATE ON votes_ballot
    FOR EACH ROW EXECUTE FUNCTION votes_ballot_in_order();
CREATE FUNCTION votes_result_in_time() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM votes_question question JOIN votes_ballot ballot ON ballot.id = question.ballot_id
        WHERE question.id = NEW.question_id AND ballot.state IN ('DRAFT', 'OPENED')) THEN
        RAISE EXCEPTION 'Nobody counts before the close.' USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_result_in_time BEFORE INSERT ON votes_result
    FOR EACH ROW EXECUTE FUNCTION votes_result_in_time();
"""
REVERSE = """
DROP TRIGGER votes_ballot_in_order ON votes_ballot; DROP FUNCTION votes_ballot_in_order();
DROP TRIGGER votes_result_in_time ON votes_result; DROP FUNCTION votes_result_in_time();
"""


class Migration(migrations.Migration):
    dependencies = [("votes", "0005_bound_voting_rules")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
