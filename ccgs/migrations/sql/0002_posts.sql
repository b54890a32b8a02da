-- A post is ended, never deleted or handed on: what was done in it stays somebody's act (POST-01).

CREATE FUNCTION post_stays_on_record() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a post is ended, never deleted' USING ERRCODE = 'restrict_violation', HINT = 'guard';
    END IF;
    IF (OLD.person_id, OLD.role, OLD.ccg_id, OLD.practice_id, OLD.lmc_id, OLD.region_id)
        IS DISTINCT FROM (NEW.person_id, NEW.role, NEW.ccg_id, NEW.practice_id, NEW.lmc_id, NEW.region_id) THEN
        RAISE EXCEPTION 'a post stays the post of one person in one organisation'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF OLD.revoked_at IS NOT NULL AND (OLD.revoked_at, OLD.ends_at) IS DISTINCT FROM (NEW.revoked_at, NEW.ends_at) THEN
        RAISE EXCEPTION 'Somebody else ended this post meanwhile. It stays ended. Check the posts and grant a new one if it is needed.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER post_stays_on_record BEFORE UPDATE OR DELETE ON ccgs_post
    FOR EACH ROW EXECUTE FUNCTION post_stays_on_record();

-- To take it back:
DROP TRIGGER post_stays_on_record ON ccgs_post;
DROP FUNCTION post_stays_on_record();
