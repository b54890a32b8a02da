-- Published registers. COI-11: a request for redaction keeps its words; its decision is made once, never by whose
-- interest it is; it is lifted once. COI-10: what a policy of a past day published stays as it was.

CREATE FUNCTION conflicts_redaction_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE declarant bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'COI-11: a request for redaction stays on record'
            USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    SELECT person_id INTO declarant FROM conflicts_interest WHERE id = NEW.interest_id;
    IF NEW.decided_by_id = declarant OR NEW.lifted_by_id = declarant THEN
        RAISE EXCEPTION 'You cannot decide about a redaction of your own interest. Ask another decision maker.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF (NEW.state = 'REQUESTED') <> (NEW.decided_at IS NULL) OR (NEW.state = 'LIFTED') <> (NEW.lifted_at IS NOT NULL) THEN
        RAISE EXCEPTION 'COI-11: state and decision of a redaction differ'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.interest_id, NEW.whole, NEW.request, NEW.requested_at, NEW.requested_by_id)
           IS DISTINCT FROM (OLD.interest_id, OLD.whole, OLD.request, OLD.requested_at, OLD.requested_by_id)
           OR (OLD.decided_at IS NOT NULL AND (NEW.decided_at, NEW.decided_by_id, NEW.decision_reason)
               IS DISTINCT FROM (OLD.decided_at, OLD.decided_by_id, OLD.decision_reason))
           OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
               (('REQUESTED', 'GRANTED'), ('REQUESTED', 'REFUSED'), ('GRANTED', 'LIFTED'))) THEN
            RAISE EXCEPTION 'Somebody else decided about this redaction meanwhile. Check the entry.'
                USING ERRCODE = 'restrict_violation', HINT = 'referee';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conflicts_redaction_decided BEFORE INSERT OR UPDATE OR DELETE ON conflicts_redaction
    FOR EACH ROW EXECUTE FUNCTION conflicts_redaction_decided();
CREATE TRIGGER conflicts_redaction_stays BEFORE TRUNCATE ON conflicts_redaction
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION conflicts_policy_of_the_past() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := (app_now() AT TIME ZONE 'Europe/London')::date;
BEGIN
    IF OLD.from_on < today THEN
        RAISE EXCEPTION 'This register policy took effect on an earlier day. You can no longer change it. Record a new policy from today.'
            USING ERRCODE = 'restrict_violation', HINT = 'referee';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER conflicts_registerpolicy_past BEFORE UPDATE OR DELETE ON conflicts_registerpolicy
    FOR EACH ROW EXECUTE FUNCTION conflicts_policy_of_the_past();
CREATE TRIGGER conflicts_registerpolicy_stays BEFORE TRUNCATE ON conflicts_registerpolicy
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- To take it back:
DROP TRIGGER conflicts_registerpolicy_stays ON conflicts_registerpolicy;
DROP TRIGGER conflicts_registerpolicy_past ON conflicts_registerpolicy;
DROP FUNCTION conflicts_policy_of_the_past();
DROP TRIGGER conflicts_redaction_stays ON conflicts_redaction;
DROP TRIGGER conflicts_redaction_decided ON conflicts_redaction;
DROP FUNCTION conflicts_redaction_decided();
