-- Ballots: what is frozen at the opening (F-10), and no figures before the close (VOT-13).

CREATE FUNCTION votes_ballot_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'DRAFT' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'This ballot was opened meanwhile. You can no longer delete it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state = 'DRAFT' OR (NEW.state = 'OPENED' AND OLD.state <> 'OPENED') THEN
        RAISE EXCEPTION 'This ballot was opened once and cannot be reopened. Prepare a new ballot.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF (NEW.ccg_id, NEW.number, NEW.title, NEW.background, NEW.constitution_id, NEW.mode, NEW.opens_at,
        NEW.opened_at, NEW.opened_by_id, NEW.returning_officer_id, NEW.group_id, NEW.re_ballot_of_id,
        NEW.what_changed, NEW.roll_hash, NEW.questions_hash, NEW.ballot_hash)
        IS DISTINCT FROM
       (OLD.ccg_id, OLD.number, OLD.title, OLD.background, OLD.constitution_id, OLD.mode, OLD.opens_at,
        OLD.opened_at, OLD.opened_by_id, OLD.returning_officer_id, OLD.group_id, OLD.re_ballot_of_id,
        OLD.what_changed, OLD.roll_hash, OLD.questions_hash, OLD.ballot_hash) THEN
        RAISE EXCEPTION 'This ballot was opened meanwhile. You can no longer change what members vote on.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.closes_at IS DISTINCT FROM OLD.closes_at AND (
        OLD.state <> 'OPENED' OR app_now() >= OLD.closes_at OR NOT EXISTS (
            SELECT 1 FROM votes_extension
            WHERE ballot_id = NEW.id AND closed_before_at = OLD.closes_at AND closes_at = NEW.closes_at)) THEN
        RAISE EXCEPTION 'You cannot change when voting closes. You can extend it, with a reason, only before it closes.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state = 'CLOSED' AND OLD.state = 'OPENED' AND app_now() < OLD.closes_at THEN
        RAISE EXCEPTION 'Voting is still open. You can count the votes after it closes.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_ballot_frozen BEFORE UPDATE OR DELETE ON votes_ballot
    FOR EACH ROW EXECUTE FUNCTION votes_ballot_referee();

CREATE FUNCTION votes_question_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_ballot bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.ballot_id ELSE NEW.ballot_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM votes_ballot WHERE id = v_ballot AND state <> 'DRAFT')
       OR (TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM votes_ballot WHERE id = OLD.ballot_id AND state <> 'DRAFT')) THEN
        RAISE EXCEPTION 'This ballot was opened meanwhile. You can no longer change its questions.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER votes_question_frozen BEFORE INSERT OR UPDATE OR DELETE ON votes_question
    FOR EACH ROW EXECUTE FUNCTION votes_question_referee();

CREATE FUNCTION votes_roll_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM votes_ballot WHERE id = NEW.ballot_id AND state <> 'DRAFT')
       AND NOT EXISTS (
            SELECT 1 FROM votes_rollcorrection
            WHERE ballot_id = NEW.ballot_id AND practice_id = NEW.practice_id AND kind = 'ADDED'
              AND weight_after = NEW.weight) THEN
        RAISE EXCEPTION 'This ballot was opened meanwhile. You can add a practice only by correcting the roll.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_rollentry_frozen BEFORE INSERT ON votes_rollentry
    FOR EACH ROW EXECUTE FUNCTION votes_roll_referee();
CREATE FUNCTION votes_correction_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM votes_ballot WHERE id = NEW.ballot_id AND state = 'OPENED' AND app_now() < closes_at) THEN
        RAISE EXCEPTION 'Voting is not open. You can correct the roll only while it is open.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_rollcorrection_in_time BEFORE INSERT ON votes_rollcorrection
    FOR EACH ROW EXECUTE FUNCTION votes_correction_referee();

CREATE FUNCTION votes_ballot_in_order() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'OPENED' AND NEW.state NOT IN ('OPENED', 'CLOSED', 'VOID') THEN
        RAISE EXCEPTION 'Voting is still open. You can count the votes after it closes.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
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
        RAISE EXCEPTION 'Voting is still open. You can count the votes after it closes.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_result_in_time BEFORE INSERT ON votes_result
    FOR EACH ROW EXECUTE FUNCTION votes_result_in_time();

-- To take it back:
DROP TRIGGER votes_ballot_in_order ON votes_ballot;
DROP FUNCTION votes_ballot_in_order();
DROP TRIGGER votes_result_in_time ON votes_result;
DROP FUNCTION votes_result_in_time();
DROP TRIGGER votes_rollentry_frozen ON votes_rollentry;
DROP FUNCTION votes_roll_referee();
DROP TRIGGER votes_rollcorrection_in_time ON votes_rollcorrection;
DROP FUNCTION votes_correction_referee();
DROP TRIGGER votes_question_frozen ON votes_question;
DROP FUNCTION votes_question_referee();
DROP TRIGGER votes_ballot_frozen ON votes_ballot;
DROP FUNCTION votes_ballot_referee();
