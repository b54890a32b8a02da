-- Rounds: a close that has passed or that somebody relied on stays where it is (ROU-04).

CREATE FUNCTION round_close_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a round stays on record' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF NEW.closes_at = OLD.closes_at THEN
        RETURN NEW;
    END IF;
    IF app_now() >= OLD.closes_at THEN
        RAISE EXCEPTION 'The round has closed. You can no longer change its closing time.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF EXISTS (
        SELECT 1 FROM models_abc_submission sent JOIN models_abc_application a ON a.id = sent.application_id
        WHERE a.round_id = OLD.id AND sent.submitted_at >= NEW.closes_at
    ) THEN
        RAISE EXCEPTION 'An application came in meanwhile. Choose a closing time after it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER round_close_stays BEFORE UPDATE OR DELETE ON models_abc_round
    FOR EACH ROW EXECUTE FUNCTION round_close_stays();

-- To take it back:
DROP TRIGGER round_close_stays ON models_abc_round;
DROP FUNCTION round_close_stays();
