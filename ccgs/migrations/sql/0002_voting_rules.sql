-- The voting rules of a constitution version stay as they are once the version is proposed (VOT-08): members vote on
-- its text and on them.

CREATE OR REPLACE FUNCTION voting_rule_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM ccgs_constitution WHERE state <> 'DRAFT' AND (
            (TG_OP <> 'INSERT' AND id = OLD.constitution_id) OR (TG_OP <> 'DELETE' AND id = NEW.constitution_id))
    ) THEN
        RAISE EXCEPTION 'This version is no longer a draft. You cannot change its voting rules. Draft a new version.'
            USING ERRCODE = 'restrict_violation', HINT = 'referee';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER voting_rule_stands BEFORE INSERT OR UPDATE OR DELETE ON ccgs_votingrule
    FOR EACH ROW EXECUTE FUNCTION voting_rule_stands();

-- To take it back:
DROP TRIGGER voting_rule_stands ON ccgs_votingrule;
DROP FUNCTION voting_rule_stands();
