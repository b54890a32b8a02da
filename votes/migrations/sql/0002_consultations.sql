-- Consultations: frozen papers, the clock's close, and only the LMC answers.
-- Which posts are offices of a CCG: ccgs.rules.posts.CCG_OFFICERS; a test holds the two together.

CREATE FUNCTION consultation_life() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a consultation is withdrawn, never deleted'
            USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF OLD.state = 'DRAFT' AND NEW.state = 'OPEN' AND NEW.closes_at <= app_now() THEN
        RAISE EXCEPTION 'The closing time has passed. Choose a later one, then open the consultation.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state = 'DRAFT' THEN
        RETURN NEW;
    END IF;
    IF (OLD.ccg_id, OLD.lmc_id, OLD.number, OLD.kind, OLD.title, OLD.question, OLD.opening_digest, OLD.opened_at)
        IS DISTINCT FROM
       (NEW.ccg_id, NEW.lmc_id, NEW.number, NEW.kind, NEW.title, NEW.question, NEW.opening_digest, NEW.opened_at)
       OR OLD.constitution_id IS DISTINCT FROM NEW.constitution_id THEN
        RAISE EXCEPTION 'This consultation was opened meanwhile. You can no longer change what the LMC is asked.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.closes_at IS DISTINCT FROM OLD.closes_at
        AND (OLD.state <> 'OPEN' OR app_now() >= OLD.closes_at OR NEW.closes_at <= OLD.closes_at) THEN
        RAISE EXCEPTION 'You can only choose a later closing time, and only before the consultation closes. Check the consultation.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state <> OLD.state THEN
        IF OLD.state <> 'OPEN' THEN
            RAISE EXCEPTION 'This consultation is over. Start a new one.'
                USING ERRCODE = 'check_violation', HINT = 'referee';
        END IF;
        IF NEW.state NOT IN ('CLOSED', 'WITHDRAWN') OR (NEW.state = 'CLOSED' AND app_now() < OLD.closes_at)
            OR (NEW.state = 'WITHDRAWN' AND app_now() >= OLD.closes_at) THEN
            RAISE EXCEPTION 'A consultation closes by itself at its closing time. You can withdraw it only before that time.'
                USING ERRCODE = 'check_violation', HINT = 'referee';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_life BEFORE UPDATE OR DELETE ON votes_consultation
    FOR EACH ROW EXECUTE FUNCTION consultation_life();

CREATE FUNCTION consultation_papers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_state text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a paper is taken out, never deleted' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    SELECT state INTO v_state FROM votes_consultation WHERE id = NEW.consultation_id FOR SHARE;
    IF v_state <> 'DRAFT' AND (TG_OP = 'UPDATE' OR NEW.version = 1) THEN
        RAISE EXCEPTION 'This consultation was opened meanwhile. You can no longer change its papers.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.consultation_id, OLD.number, OLD.version, OLD.sha256)
        IS DISTINCT FROM (NEW.consultation_id, NEW.number, NEW.version, NEW.sha256) THEN
        RAISE EXCEPTION 'a changed paper is a new version' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_papers BEFORE INSERT OR UPDATE OR DELETE ON votes_consultationpaper
    FOR EACH ROW EXECUTE FUNCTION consultation_papers();

CREATE FUNCTION consultation_answers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    c votes_consultation%ROWTYPE;
BEGIN
    SELECT * INTO c FROM votes_consultation WHERE id = NEW.consultation_id FOR SHARE;
    IF c.state NOT IN ('OPEN', 'CLOSED') THEN
        RAISE EXCEPTION 'This consultation is not open. You cannot answer it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.late IS DISTINCT FROM (app_now() >= c.closes_at) THEN
        RAISE EXCEPTION 'The consultation closed while you were answering. Send the answer again: it is recorded as late.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM ccgs_post WHERE person_id = NEW.answered_by_id AND role = 'LMC_REVIEWER' AND lmc_id = c.lmc_id
            AND starts_at <= app_now() AND (ends_at IS NULL OR ends_at > app_now())
    ) THEN
        RAISE EXCEPTION 'Your post as reviewer of the LMC has ended. Ask another reviewer to answer.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF EXISTS (
        SELECT 1 FROM ccgs_post WHERE person_id = NEW.answered_by_id AND ccg_id = c.ccg_id
            AND role IN ('ACCOUNTABLE_OFFICER', 'GOVERNANCE_OFFICER', 'COMMITTEE_SECRETARY')
            AND starts_at <= app_now() AND (ends_at IS NULL OR ends_at > app_now())
    ) THEN
        RAISE EXCEPTION 'You are an officer of the CCG. Ask another reviewer of the LMC to answer.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.answered_by_id = c.drafted_by_id OR EXISTS (
        SELECT 1 FROM votes_consultationpaper
        WHERE consultation_id = c.id AND removed_at IS NULL AND added_by_id = NEW.answered_by_id
    ) THEN
        RAISE EXCEPTION 'You wrote part of this proposal. Ask another reviewer of the LMC to answer.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_answers BEFORE INSERT ON votes_consultationanswer
    FOR EACH ROW EXECUTE FUNCTION consultation_answers();

CREATE FUNCTION consultation_replies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM votes_consultationanswer WHERE id = NEW.answer_id AND consultation_id = NEW.consultation_id
    ) THEN
        RAISE EXCEPTION 'a reply belongs to an answer of its own consultation'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_replies BEFORE INSERT ON votes_consultationreply
    FOR EACH ROW EXECUTE FUNCTION consultation_replies();

-- To take it back:
DROP TRIGGER consultation_replies ON votes_consultationreply;
DROP FUNCTION consultation_replies();
DROP TRIGGER consultation_answers ON votes_consultationanswer;
DROP FUNCTION consultation_answers();
DROP TRIGGER consultation_papers ON votes_consultationpaper;
DROP FUNCTION consultation_papers();
DROP TRIGGER consultation_life ON votes_consultation;
DROP FUNCTION consultation_life();
