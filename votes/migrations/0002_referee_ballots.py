"""The database as referee of ballots: who may vote and when, what is frozen, what is never changed (F-10, F-11)."""

from django.db import migrations

# Messages are shown to people. HINT marks them as the referee's own.
BALLOT = """
CREATE FUNCTION votes_ballot_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'DRAFT' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A ballot that was opened cannot be deleted.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF NEW.state = 'DRAFT' OR (NEW.state = 'OPENED' AND OLD.state <> 'OPENED') THEN
        RAISE EXCEPTION 'A ballot is never reopened.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF (NEW.ccg_id, NEW.number, NEW.title, NEW.background, NEW.constitution_id, NEW.mode, NEW.opens_at,
        NEW.opened_at, NEW.opened_by_id, NEW.returning_officer_id, NEW.group_id, NEW.re_ballot_of_id,
        NEW.what_changed, NEW.roll_hash, NEW.questions_hash, NEW.ballot_hash)
        IS DISTINCT FROM
       (OLD.ccg_id, OLD.number, OLD.title, OLD.background, OLD.constitution_id, OLD.mode, OLD.opens_at,
        OLD.opened_at, OLD.opened_by_id, OLD.returning_officer_id, OLD.group_id, OLD.re_ballot_of_id,
        OLD.what_changed, OLD.roll_hash, OLD.questions_hash, OLD.ballot_hash) THEN
        RAISE EXCEPTION 'What was frozen when the ballot opened cannot be changed.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF NEW.closes_at IS DISTINCT FROM OLD.closes_at AND (
        OLD.state <> 'OPENED' OR app_now() >= OLD.closes_at OR NOT EXISTS (
            SELECT 1 FROM votes_extension
            WHERE ballot_id = NEW.id AND closed_before_at = OLD.closes_at AND closes_at = NEW.closes_at)) THEN
        RAISE EXCEPTION 'The close moves only later, before it has come, by an extension with a reason.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF NEW.state = 'CLOSED' AND OLD.state = 'OPENED' AND app_now() < OLD.closes_at THEN
        RAISE EXCEPTION 'The ballot is still open.' USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_ballot_frozen BEFORE UPDATE OR DELETE ON votes_ballot
    FOR EACH ROW EXECUTE FUNCTION votes_ballot_referee();
"""
BALLOT_REVERSE = "DROP TRIGGER votes_ballot_frozen ON votes_ballot; DROP FUNCTION votes_ballot_referee();"

QUESTION = """
CREATE FUNCTION votes_question_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_ballot bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.ballot_id ELSE NEW.ballot_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM votes_ballot WHERE id = v_ballot AND state <> 'DRAFT')
       OR (TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM votes_ballot WHERE id = OLD.ballot_id AND state <> 'DRAFT')) THEN
        RAISE EXCEPTION 'Questions and their rule are frozen when the ballot opens.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER votes_question_frozen BEFORE INSERT OR UPDATE OR DELETE ON votes_question
    FOR EACH ROW EXECUTE FUNCTION votes_question_referee();
"""
QUESTION_REVERSE = "DROP TRIGGER votes_question_frozen ON votes_question; DROP FUNCTION votes_question_referee();"

ROLL = """
CREATE FUNCTION votes_roll_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM votes_ballot WHERE id = NEW.ballot_id AND state <> 'DRAFT')
       AND NOT EXISTS (
            SELECT 1 FROM votes_rollcorrection
            WHERE ballot_id = NEW.ballot_id AND practice_id = NEW.practice_id AND kind = 'ADDED'
              AND weight_after = NEW.weight) THEN
        RAISE EXCEPTION 'The roll is frozen: only a published correction adds a practice.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_rollentry_frozen BEFORE INSERT ON votes_rollentry
    FOR EACH ROW EXECUTE FUNCTION votes_roll_referee();
CREATE FUNCTION votes_correction_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM votes_ballot WHERE id = NEW.ballot_id AND state = 'OPENED' AND app_now() < closes_at) THEN
        RAISE EXCEPTION 'A roll is corrected only while its ballot is open.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_rollcorrection_in_time BEFORE INSERT ON votes_rollcorrection
    FOR EACH ROW EXECUTE FUNCTION votes_correction_referee();
"""
ROLL_REVERSE = """
DROP TRIGGER votes_rollentry_frozen ON votes_rollentry; DROP FUNCTION votes_roll_referee();
DROP TRIGGER votes_rollcorrection_in_time ON votes_rollcorrection; DROP FUNCTION votes_correction_referee();
"""

PAPER = """
CREATE FUNCTION votes_paper_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_entry votes_rollentry%ROWTYPE;
    v_ballot votes_ballot%ROWTYPE;
    v_now timestamptz;
BEGIN
    SELECT * INTO v_entry FROM votes_rollentry WHERE id = NEW.roll_entry_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This practice is not on the roll of the ballot.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    SELECT * INTO v_ballot FROM votes_ballot WHERE id = v_entry.ballot_id FOR KEY SHARE;
    v_now := app_now();
    IF v_ballot.state <> 'OPENED' OR v_now >= v_ballot.closes_at THEN
        RAISE EXCEPTION 'Voting has closed. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF v_now < v_ballot.opens_at THEN
        RAISE EXCEPTION 'Voting has not begun. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF (SELECT kind FROM votes_rollcorrection
        WHERE ballot_id = v_ballot.id AND practice_id = v_entry.practice_id ORDER BY id DESC LIMIT 1) = 'STRUCK' THEN
        RAISE EXCEPTION 'This practice was struck off the roll. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM ccgs_post
        WHERE person_id = NEW.cast_by_id AND practice_id = v_entry.practice_id
          AND role IN ('REPRESENTATIVE', 'DEPUTY') AND starts_at <= v_now AND (ends_at IS NULL OR ends_at > v_now)) THEN
        RAISE EXCEPTION 'Only the representative of this practice, or the deputy, votes for it. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF NEW.assisted_by_id IS NOT NULL THEN
        IF NOT EXISTS (
            SELECT 1 FROM ccgs_post
            WHERE person_id = NEW.assisted_by_id AND ccg_id = v_ballot.ccg_id AND role = 'GOVERNANCE_OFFICER'
              AND starts_at <= v_now AND (ends_at IS NULL OR ends_at > v_now)) THEN
            RAISE EXCEPTION 'Only a governance officer of this CCG enters votes for practices.'
                USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
        END IF;
        IF NEW.confirmed_by_id IS NULL OR NEW.confirmed_by_id = NEW.assisted_by_id OR NOT EXISTS (
            SELECT 1 FROM ccgs_post
            WHERE person_id = NEW.confirmed_by_id
              AND (ccg_id = v_ballot.ccg_id OR practice_id = v_entry.practice_id OR lmc_id IN (
                    SELECT area.lmc_id FROM ccgs_lmcarea area
                    WHERE area.ccg_id = v_ballot.ccg_id AND area.from_on <= (v_now AT TIME ZONE 'Europe/London')::date
                      AND (area.to_on IS NULL OR area.to_on > (v_now AT TIME ZONE 'Europe/London')::date)))
              AND starts_at <= v_now AND (ends_at IS NULL OR ends_at > v_now)) THEN
            RAISE EXCEPTION 'A vote that an officer entered is confirmed by another person of the CCG, its LMC or the practice.'
                USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
        END IF;
    END IF;
    IF NEW.number <> 1 + coalesce(
        (SELECT max(number) FROM votes_votingpaper WHERE roll_entry_id = NEW.roll_entry_id), 0) THEN
        RAISE EXCEPTION 'This practice has voted meanwhile. Open the page again.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    NEW.cast_at := v_now;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_votingpaper_in_time BEFORE INSERT ON votes_votingpaper
    FOR EACH ROW EXECUTE FUNCTION votes_paper_referee();

CREATE FUNCTION votes_vote_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_ballot votes_ballot%ROWTYPE;
    v_options jsonb;
BEGIN
    SELECT ballot.* INTO v_ballot FROM votes_votingpaper paper
        JOIN votes_rollentry entry ON entry.id = paper.roll_entry_id
        JOIN votes_ballot ballot ON ballot.id = entry.ballot_id
        WHERE paper.id = NEW.paper_id;
    SELECT options INTO v_options FROM votes_question WHERE id = NEW.question_id AND ballot_id = v_ballot.id;
    IF v_options IS NULL THEN
        RAISE EXCEPTION 'This question is not part of the ballot.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF NOT v_options @> jsonb_build_array(jsonb_build_object('code', NEW.option)) THEN
        RAISE EXCEPTION 'This answer was not put to the members.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    IF v_ballot.mode <> 'RECORDED' OR v_ballot.state <> 'OPENED' OR app_now() >= v_ballot.closes_at THEN
        RAISE EXCEPTION 'Voting has closed. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_vote_fits BEFORE INSERT ON votes_vote
    FOR EACH ROW EXECUTE FUNCTION votes_vote_referee();

CREATE FUNCTION votes_paper_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM votes_vote WHERE paper_id = NEW.id) <> (
        SELECT count(*) FROM votes_question question
        JOIN votes_rollentry entry ON entry.ballot_id = question.ballot_id
        JOIN votes_ballot ballot ON ballot.id = entry.ballot_id AND ballot.mode = 'RECORDED'
        WHERE entry.id = NEW.roll_entry_id) THEN
        RAISE EXCEPTION 'A paper answers every question of its ballot.'
            USING ERRCODE = 'check_violation', HINT = 'ballot-referee';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER votes_votingpaper_whole AFTER INSERT ON votes_votingpaper
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION votes_paper_is_whole();
"""
PAPER_REVERSE = """
DROP TRIGGER votes_votingpaper_whole ON votes_votingpaper; DROP FUNCTION votes_paper_is_whole();
DROP TRIGGER votes_vote_fits ON votes_vote; DROP FUNCTION votes_vote_referee();
DROP TRIGGER votes_votingpaper_in_time ON votes_votingpaper; DROP FUNCTION votes_paper_referee();
"""


class Migration(migrations.Migration):
    dependencies = [("votes", "0001_initial"), ("shared", "0002_referee")]

    operations = [
        migrations.RunSQL(BALLOT, BALLOT_REVERSE),
        migrations.RunSQL(QUESTION, QUESTION_REVERSE),
        migrations.RunSQL(ROLL, ROLL_REVERSE),
        migrations.RunSQL(PAPER, PAPER_REVERSE),
    ]
