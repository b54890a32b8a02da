-- Gifts and hospitality.

CREATE FUNCTION conflicts_gift_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an offer stays on the register' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF NEW.approved_by_id IN (NEW.person_id, NEW.declared_by_id) THEN
        RAISE EXCEPTION 'You cannot approve or refuse an offer to yourself, or one that you recorded. Ask another approver.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state = 'REFUSED' AND NEW.approved_by_id IS NULL THEN
        RAISE EXCEPTION 'GIF-06: a refusal has an approver' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.ccg_id, NEW.number, NEW.person_id, NEW.kind, NEW.details, NEW.value_pence, NEW.offered_on,
            NEW.source_name, NEW.supplier, NEW.beyond_modest, NEW.answer, NEW.reason, NEW.declared_at,
            NEW.declared_by_id, NEW.form_token)
           IS DISTINCT FROM
           (OLD.ccg_id, OLD.number, OLD.person_id, OLD.kind, OLD.details, OLD.value_pence, OLD.offered_on,
            OLD.source_name, OLD.supplier, OLD.beyond_modest, OLD.answer, OLD.reason, OLD.declared_at,
            OLD.declared_by_id, OLD.form_token) THEN
            RAISE EXCEPTION 'what was recorded about an offer stays'
                USING ERRCODE = 'restrict_violation', HINT = 'guard';
        END IF;
        IF OLD.state = 'AWAITING_APPROVAL' AND NEW.state = 'RECORDED' AND NEW.approved_by_id IS NULL THEN
            RAISE EXCEPTION 'GIF-06: an approval has an approver' USING ERRCODE = 'check_violation', HINT = 'guard';
        END IF;
        IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN
           (('AWAITING_APPROVAL', 'RECORDED'), ('AWAITING_APPROVAL', 'REFUSED'), ('AWAITING_APPROVAL', 'WITHDRAWN'),
            ('RECORDED', 'WITHDRAWN'), ('REFUSED', 'WITHDRAWN')) THEN
            RAISE EXCEPTION 'Somebody else decided or withdrew this offer meanwhile. Check the entry.'
                USING ERRCODE = 'check_violation', HINT = 'referee';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conflicts_gift_stays BEFORE INSERT OR UPDATE OR DELETE ON conflicts_gift
    FOR EACH ROW EXECUTE FUNCTION conflicts_gift_stays();
CREATE TRIGGER conflicts_gift_rows_stay BEFORE TRUNCATE ON conflicts_gift
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- To take it back:
DROP TRIGGER conflicts_gift_rows_stay ON conflicts_gift;
DROP TRIGGER conflicts_gift_stays ON conflicts_gift;
DROP FUNCTION conflicts_gift_stays();
