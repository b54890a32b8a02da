-- Committees and seats (F-40). In pccc_membership_referee the lock on the committee makes appointments wait for each
-- other, so that two chairs cannot be made at once.

CREATE FUNCTION pccc_committee_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'A committee is set up before it is active.'
                USING ERRCODE = 'check_violation', HINT = 'guard';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'A committee that was active stays on record.'
                USING ERRCODE = 'check_violation', HINT = 'guard';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('DRAFT', 'ACTIVE'), ('ACTIVE', 'ENDED')) THEN
        RAISE EXCEPTION 'Somebody else activated or ended this committee meanwhile. Check the committee.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state = 'DRAFT' AND NEW.state = 'ACTIVE' AND NOT EXISTS (
        SELECT 1 FROM pccc_termsofreference WHERE committee_id = NEW.id
          AND from_on <= (app_now() AT TIME ZONE 'Europe/London')::date) THEN
        RAISE EXCEPTION 'There are no terms of reference in force. Add a version that applies today, then activate the committee.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF (NEW.ccg_id, NEW.number, NEW.kind) IS DISTINCT FROM (OLD.ccg_id, OLD.number, OLD.kind) AND OLD.state <> 'DRAFT'
    THEN
        RAISE EXCEPTION 'The kind of a committee that was active cannot be changed.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_committee_in_order BEFORE INSERT OR UPDATE OR DELETE ON pccc_committee
    FOR EACH ROW EXECUTE FUNCTION pccc_committee_referee();

CREATE FUNCTION pccc_terms_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM pccc_committee WHERE id = OLD.committee_id) <> 'DRAFT' THEN
        RAISE EXCEPTION 'Terms of reference are not changed once the committee is active: set a new version.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER pccc_terms_stay BEFORE UPDATE OR DELETE ON pccc_termsofreference
    FOR EACH ROW EXECUTE FUNCTION pccc_terms_referee();

CREATE FUNCTION pccc_seat_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pccc_membership WHERE seat_id = OLD.id) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A seat that somebody held stays on record.' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF (NEW.committee_id, NEW.role, NEW.organisation, NEW.voting, NEW.from_on)
       IS DISTINCT FROM (OLD.committee_id, OLD.role, OLD.organisation, OLD.voting, OLD.from_on) THEN
        RAISE EXCEPTION 'Somebody was appointed to this seat meanwhile. You can no longer change its role or its vote. Add another seat.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_seat_stays BEFORE UPDATE OR DELETE ON pccc_seat
    FOR EACH ROW EXECUTE FUNCTION pccc_seat_referee();

CREATE FUNCTION pccc_membership_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_committee bigint;
    v_state text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Who sat on a committee stays on record.' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.seat_id, NEW.person_id, NEW.deputy, NEW.starts_at)
       IS DISTINCT FROM (OLD.seat_id, OLD.person_id, OLD.deputy, OLD.starts_at) THEN
        RAISE EXCEPTION 'A membership keeps its person, its seat and its start.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    SELECT committee_id INTO v_committee FROM pccc_seat WHERE id = NEW.seat_id;
    SELECT state INTO v_state FROM pccc_committee WHERE id = v_committee FOR UPDATE;
    IF TG_OP = 'INSERT' AND v_state = 'ENDED' THEN
        RAISE EXCEPTION 'This committee has ended. You cannot appoint anybody to it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.office <> '' AND EXISTS (
        SELECT 1 FROM pccc_membership other JOIN pccc_seat seat ON seat.id = other.seat_id
        WHERE seat.committee_id = v_committee AND other.id IS DISTINCT FROM NEW.id AND other.office = NEW.office
          AND tstzrange(other.starts_at, other.ends_at) && tstzrange(NEW.starts_at, NEW.ends_at)) THEN
        RAISE EXCEPTION 'This committee already has somebody in this office at that time. End their office first.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NOT NEW.deputy AND EXISTS (
        SELECT 1 FROM pccc_membership other JOIN pccc_seat seat ON seat.id = other.seat_id
        WHERE seat.committee_id = v_committee AND other.id IS DISTINCT FROM NEW.id
          AND other.person_id = NEW.person_id AND NOT other.deputy
          AND tstzrange(other.starts_at, other.ends_at) && tstzrange(NEW.starts_at, NEW.ends_at)) THEN
        RAISE EXCEPTION 'This person already holds a seat of the committee at that time. End that membership first.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_membership_in_order BEFORE INSERT OR UPDATE OR DELETE ON pccc_membership
    FOR EACH ROW EXECUTE FUNCTION pccc_membership_referee();

-- To take it back:
DROP TRIGGER pccc_membership_in_order ON pccc_membership;
DROP FUNCTION pccc_membership_referee();
DROP TRIGGER pccc_seat_stays ON pccc_seat;
DROP FUNCTION pccc_seat_referee();
DROP TRIGGER pccc_terms_stay ON pccc_termsofreference;
DROP FUNCTION pccc_terms_referee();
DROP TRIGGER pccc_committee_in_order ON pccc_committee;
DROP FUNCTION pccc_committee_referee();
