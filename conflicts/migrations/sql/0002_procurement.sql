-- Procurement decisions: what was decided and awarded, and who took part, stays.

CREATE FUNCTION procurement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a procurement decision is abandoned, never deleted'
            USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF (OLD.ccg_id, OLD.number, OLD.drafted_at, OLD.drafted_by_id) IS DISTINCT FROM
       (NEW.ccg_id, NEW.number, NEW.drafted_at, NEW.drafted_by_id) THEN
        RAISE EXCEPTION 'the number of a procurement decision never changes'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'DECIDED'), ('DRAFT', 'ABANDONED'), ('DECIDED', 'AWARDED'), ('DECIDED', 'ABANDONED')) THEN
        RAISE EXCEPTION 'Somebody else took this procurement decision to another stage meanwhile. Check the decision and continue from there.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state <> 'DRAFT' AND (OLD.title, OLD.decision, OLD.justification, OLD.process, OLD.decided_on, OLD.checklist)
        IS DISTINCT FROM (NEW.title, NEW.decision, NEW.justification, NEW.process, NEW.decided_on, NEW.checklist)
        OR OLD.state <> 'DRAFT' AND (OLD.decided_at, OLD.decided_by_id, OLD.route, OLD.form, OLD.gp_bidder)
        IS DISTINCT FROM (NEW.decided_at, NEW.decided_by_id, NEW.route, NEW.form, NEW.gp_bidder) THEN
        RAISE EXCEPTION 'This procurement was decided or abandoned meanwhile. You can no longer change what was decided.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state = 'AWARDED' AND (OLD.provider_name, OLD.provider_address, OLD.description, OLD.amounts_payable,
        OLD.selection_process, OLD.awarded_at)
        IS DISTINCT FROM (NEW.provider_name, NEW.provider_address, NEW.description, NEW.amounts_payable,
        NEW.selection_process, NEW.awarded_at)
        OR OLD.state = 'AWARDED' AND (OLD.amount, OLD.starts_on, OLD.ends_on, OLD.provider_id)
        IS DISTINCT FROM (NEW.amount, NEW.starts_on, NEW.ends_on, NEW.provider_id) THEN
        RAISE EXCEPTION 'This contract was awarded meanwhile. You can no longer change the award.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.published_at IS NOT NULL AND OLD.published_at IS DISTINCT FROM NEW.published_at THEN
        RAISE EXCEPTION 'This procurement decision is already published. Check the register.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER procurement_stays BEFORE UPDATE OR DELETE ON conflicts_procurementdecision
    FOR EACH ROW EXECUTE FUNCTION procurement_stays();

CREATE FUNCTION participant_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state text;
BEGIN
    SELECT p.state INTO state FROM conflicts_procurementdecision p WHERE p.id = OLD.procurement_id;
    IF TG_OP = 'DELETE' THEN
        IF state <> 'DRAFT' THEN
            RAISE EXCEPTION 'This procurement was decided meanwhile. You can no longer take people off its list.'
                USING ERRCODE = 'restrict_violation', HINT = 'referee';
        END IF;
        RETURN OLD;
    END IF;
    IF state NOT IN ('DRAFT', 'DECIDED') OR OLD.procurement_id <> NEW.procurement_id OR OLD.name <> NEW.name THEN
        RAISE EXCEPTION 'This contract was awarded or abandoned meanwhile. You can no longer change who took part or how conflicts were managed.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participant_stays BEFORE UPDATE OR DELETE ON conflicts_procurementparticipant
    FOR EACH ROW EXECUTE FUNCTION participant_stays();

-- To take it back:
DROP TRIGGER participant_stays ON conflicts_procurementparticipant;
DROP FUNCTION participant_stays();
DROP TRIGGER procurement_stays ON conflicts_procurementdecision;
DROP FUNCTION procurement_stays();
