-- Declarations: who declared what, when, stays; entries are kept for six years (COI-09).
-- The period is conflicts.rules.values "kept_after_end", a test holds the two together.

CREATE FUNCTION interest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.ended_on IS NULL
            OR (app_now() AT TIME ZONE 'Europe/London')::date < (OLD.ended_on + interval '6 years')::date THEN
            RAISE EXCEPTION 'an interest is kept for six years after its end'
                USING ERRCODE = 'restrict_violation', HINT = 'guard';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.ccg_id, OLD.person_id, OLD.number, OLD.position, OLD.occasion, OLD.declared_at, OLD.declared_by_id,
        OLD.form_token)
        IS DISTINCT FROM
       (NEW.ccg_id, NEW.person_id, NEW.number, NEW.position, NEW.occasion, NEW.declared_at, NEW.declared_by_id,
        NEW.form_token) THEN
        RAISE EXCEPTION 'who declared an interest, when and under which number never changes'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF OLD.state = 'WITHDRAWN' AND NEW.state <> 'WITHDRAWN' THEN
        RAISE EXCEPTION 'This declaration was withdrawn meanwhile. Declare the interest again if it still exists.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state = 'COMPLETE' AND NEW.reviewed_by_id IN (NEW.person_id, NEW.declared_by_id) THEN
        RAISE EXCEPTION 'You cannot sign off a declaration that is about you or that you made. Ask another officer.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER interest_stays BEFORE UPDATE OR DELETE ON conflicts_interest
    FOR EACH ROW EXECUTE FUNCTION interest_stays();

CREATE FUNCTION interest_starts_unreviewed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'SUBMITTED' THEN
        RAISE EXCEPTION 'a declaration waits for review first' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER interest_starts_unreviewed BEFORE INSERT ON conflicts_interest
    FOR EACH ROW EXECUTE FUNCTION interest_starts_unreviewed();

CREATE FUNCTION declarant_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a position is ended, never deleted' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF (OLD.ccg_id, OLD.person_id, OLD.position, OLD.starts_at, OLD.added_at)
        IS DISTINCT FROM (NEW.ccg_id, NEW.person_id, NEW.position, NEW.starts_at, NEW.added_at)
        OR OLD.added_by_id IS DISTINCT FROM NEW.added_by_id THEN
        RAISE EXCEPTION 'who had to declare, as what and from when never changes'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER declarant_stays BEFORE UPDATE OR DELETE ON conflicts_declarant
    FOR EACH ROW EXECUTE FUNCTION declarant_stays();

CREATE INDEX conflicts_interest_as_at
    ON conflicts_historicalinterest (ccg_id, id, history_date DESC, history_id DESC);
CREATE INDEX conflicts_declarant_as_at
    ON conflicts_historicaldeclarant (ccg_id, id, history_date DESC, history_id DESC);

-- To take it back:
DROP INDEX conflicts_interest_as_at;
DROP INDEX conflicts_declarant_as_at;
DROP TRIGGER declarant_stays ON conflicts_declarant;
DROP FUNCTION declarant_stays();
DROP TRIGGER interest_starts_unreviewed ON conflicts_interest;
DROP FUNCTION interest_starts_unreviewed();
DROP TRIGGER interest_stays ON conflicts_interest;
DROP FUNCTION interest_stays();
