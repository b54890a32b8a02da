-- The text of a constitution version and its fingerprint stay as they are once the version is proposed; a version that
-- was approved never becomes a draft again, and only drafts can be deleted.

CREATE OR REPLACE FUNCTION constitution_text_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text_hash IS DISTINCT FROM encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the fingerprint is not the one of the text' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state <> 'DRAFT' AND (NEW.text, NEW.number, NEW.ccg_id, NEW.rules_hash)
            IS DISTINCT FROM (OLD.text, OLD.number, OLD.ccg_id, OLD.rules_hash) THEN
        RAISE EXCEPTION 'This version is no longer a draft. You cannot change its text. Draft a new version.'
            USING ERRCODE = 'restrict_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER constitution_text_stands BEFORE INSERT OR UPDATE ON ccgs_constitution
    FOR EACH ROW EXECUTE FUNCTION constitution_text_stands();

CREATE FUNCTION constitution_never_goes_back() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'version % is no draft: it stays on record', OLD.number
                USING ERRCODE = 'restrict_violation', HINT = 'guard';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.state <> OLD.state AND OLD.state IN ('APPROVED', 'IN_FORCE', 'SUPERSEDED', 'REJECTED')
       AND (OLD.state, NEW.state) NOT IN (('APPROVED', 'IN_FORCE'), ('IN_FORCE', 'SUPERSEDED')) THEN
        RAISE EXCEPTION 'This version was decided meanwhile. You can no longer change its state. Check the version.'
            USING ERRCODE = 'restrict_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER constitution_never_goes_back BEFORE UPDATE OR DELETE ON ccgs_constitution
    FOR EACH ROW EXECUTE FUNCTION constitution_never_goes_back();

-- To take it back:
DROP TRIGGER constitution_never_goes_back ON ccgs_constitution;
DROP FUNCTION constitution_never_goes_back();
DROP TRIGGER constitution_text_stands ON ccgs_constitution;
DROP FUNCTION constitution_text_stands();
