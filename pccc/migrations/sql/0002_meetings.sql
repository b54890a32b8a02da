-- Meetings: what is published stays, and a closed meeting is closed (F-43).

CREATE FUNCTION pccc_meeting_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state = 'PLANNED' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'A meeting whose agenda was published stays on record.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF OLD.state IN ('CLOSED', 'CANCELLED') THEN
        RAISE EXCEPTION 'This meeting is over. You can no longer change it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('PLANNED', 'NOTICED'), ('PLANNED', 'CANCELLED'), ('NOTICED', 'OPEN'), ('NOTICED', 'CANCELLED'),
        ('OPEN', 'CLOSED')) THEN
        RAISE EXCEPTION 'Somebody else took this meeting to another stage meanwhile. Check the meeting and continue from there.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF (NEW.committee_id, NEW.number) IS DISTINCT FROM (OLD.committee_id, OLD.number)
       OR (OLD.noticed_at IS NOT NULL AND NEW.noticed_at IS DISTINCT FROM OLD.noticed_at)
       OR (OLD.state = 'OPEN' AND (NEW.starts_at, NEW.place, NEW.opened_at)
           IS DISTINCT FROM (OLD.starts_at, OLD.place, OLD.opened_at)) THEN
        RAISE EXCEPTION 'This meeting was opened meanwhile. You can no longer change when or where it takes place.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state = 'CLOSED' AND EXISTS (
        SELECT 1 FROM pccc_agendaitem WHERE meeting_id = NEW.id AND state IN ('LISTED', 'TAKEN')) THEN
        RAISE EXCEPTION 'An item of the agenda is still open. Finish it, or choose a remedy, then close the meeting.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_meeting_in_order BEFORE UPDATE OR DELETE ON pccc_meeting
    FOR EACH ROW EXECUTE FUNCTION pccc_meeting_referee();

CREATE FUNCTION pccc_item_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_meeting bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END;
    v_state text := (SELECT state FROM pccc_meeting WHERE id = v_meeting);
BEGIN
    IF v_state IN ('CLOSED', 'CANCELLED') THEN
        RAISE EXCEPTION 'This meeting is over. You can no longer change its agenda.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF v_state <> 'PLANNED' THEN
            RAISE EXCEPTION 'The agenda was published meanwhile. You can no longer remove this item. Withdraw it with a reason.'
                USING ERRCODE = 'check_violation', HINT = 'referee';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF v_state <> 'PLANNED' AND NEW.late_reason = '' THEN
            RAISE EXCEPTION 'The agenda was published meanwhile. Give the reason for adding the item late.'
                USING ERRCODE = 'check_violation', HINT = 'referee';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.meeting_id, NEW.number) IS DISTINCT FROM (OLD.meeting_id, OLD.number) AND v_state <> 'PLANNED' THEN
        RAISE EXCEPTION 'The agenda was published meanwhile. You can no longer change the order of its items.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('LISTED', 'TAKEN'), ('LISTED', 'REMEDIED'), ('LISTED', 'WITHDRAWN'), ('TAKEN', 'DONE'),
        ('TAKEN', 'REMEDIED')) THEN
        RAISE EXCEPTION 'Somebody else finished or withdrew this item meanwhile. Check the agenda.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.state <> OLD.state AND NEW.state <> 'WITHDRAWN' AND v_state <> 'OPEN' THEN
        RAISE EXCEPTION 'The meeting is not open. You can take items only while it is open.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_item_in_order BEFORE INSERT OR UPDATE OR DELETE ON pccc_agendaitem
    FOR EACH ROW EXECUTE FUNCTION pccc_item_referee();

CREATE FUNCTION pccc_item_parts_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_item bigint;
BEGIN
    IF TG_TABLE_NAME = 'pccc_agendaitem_affected' THEN
        v_item := CASE WHEN TG_OP = 'DELETE' THEN OLD.agendaitem_id ELSE NEW.agendaitem_id END;
    ELSE
        v_item := CASE WHEN TG_OP = 'DELETE' THEN OLD.item_id ELSE NEW.item_id END;
    END IF;
    IF EXISTS (SELECT 1 FROM pccc_agendaitem item JOIN pccc_meeting meeting ON meeting.id = item.meeting_id
               WHERE item.id = v_item AND meeting.state IN ('CLOSED', 'CANCELLED')) THEN
        RAISE EXCEPTION 'This meeting is over. You can no longer change the papers of its items or the organisations they affect.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER pccc_papers_in_order BEFORE INSERT OR UPDATE OR DELETE ON pccc_itempaper
    FOR EACH ROW EXECUTE FUNCTION pccc_item_parts_referee();
CREATE TRIGGER pccc_affected_in_order BEFORE INSERT OR UPDATE OR DELETE ON pccc_agendaitem_affected
    FOR EACH ROW EXECUTE FUNCTION pccc_item_parts_referee();

CREATE FUNCTION pccc_room_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_meeting pccc_meeting;
BEGIN
    SELECT * INTO v_meeting FROM pccc_meeting
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END;
    IF v_meeting.state = 'OPEN' THEN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'Who was at a meeting stays on record.' USING ERRCODE = 'check_violation', HINT = 'guard';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'pccc_attendance' AND v_meeting.state IN ('PLANNED', 'NOTICED') THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.kind = 'APOLOGIES' THEN
            RETURN NEW;
        END IF;
    END IF;
    IF TG_TABLE_NAME = 'pccc_meetingdeclaration' AND v_meeting.state = 'NOTICED' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The meeting is not open. You can record who attends and what they declare only while it is open.'
        USING ERRCODE = 'check_violation', HINT = 'referee';
END $$;
CREATE TRIGGER pccc_attendance_in_session BEFORE INSERT OR UPDATE OR DELETE ON pccc_attendance
    FOR EACH ROW EXECUTE FUNCTION pccc_room_referee();
CREATE TRIGGER pccc_declaration_in_session BEFORE INSERT ON pccc_meetingdeclaration
    FOR EACH ROW EXECUTE FUNCTION pccc_room_referee();
CREATE TRIGGER pccc_movement_in_session BEFORE INSERT ON pccc_movement
    FOR EACH ROW EXECUTE FUNCTION pccc_room_referee();

CREATE FUNCTION pccc_movement_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.moved_at < (SELECT opened_at FROM pccc_meeting WHERE id = NEW.meeting_id) THEN
        RAISE EXCEPTION 'The meeting was not open at that time. Enter a time after it opened.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_movement_in_time BEFORE INSERT ON pccc_movement
    FOR EACH ROW EXECUTE FUNCTION pccc_movement_referee();

CREATE FUNCTION pccc_remedy_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pccc_agendaitem item JOIN pccc_meeting meeting ON meeting.id = item.meeting_id
                   WHERE item.id = NEW.item_id AND meeting.state = 'OPEN') THEN
        RAISE EXCEPTION 'The meeting is not open. You can choose a remedy for an item only while it is open.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_remedy_in_session BEFORE INSERT ON pccc_itemremedy
    FOR EACH ROW EXECUTE FUNCTION pccc_remedy_referee();

-- To take it back:
DROP TRIGGER pccc_remedy_in_session ON pccc_itemremedy;
DROP FUNCTION pccc_remedy_referee();
DROP TRIGGER pccc_movement_in_time ON pccc_movement;
DROP FUNCTION pccc_movement_referee();
DROP TRIGGER pccc_movement_in_session ON pccc_movement;
DROP TRIGGER pccc_declaration_in_session ON pccc_meetingdeclaration;
DROP TRIGGER pccc_attendance_in_session ON pccc_attendance;
DROP FUNCTION pccc_room_referee();
DROP TRIGGER pccc_affected_in_order ON pccc_agendaitem_affected;
DROP TRIGGER pccc_papers_in_order ON pccc_itempaper;
DROP FUNCTION pccc_item_parts_referee();
DROP TRIGGER pccc_item_in_order ON pccc_agendaitem;
DROP FUNCTION pccc_item_referee();
DROP TRIGGER pccc_meeting_in_order ON pccc_meeting;
DROP FUNCTION pccc_meeting_referee();
