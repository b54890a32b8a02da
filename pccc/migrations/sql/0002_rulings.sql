-- Rulings: nobody rules on themself, and only on those who sit there (F-44).

CREATE FUNCTION pccc_ruling_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_meeting pccc_meeting%ROWTYPE;
    v_item_state text;
    v_ccg bigint;
    v_at timestamptz;
BEGIN
    SELECT item.state INTO v_item_state FROM pccc_agendaitem item WHERE item.id = NEW.item_id;
    SELECT meeting.* INTO v_meeting FROM pccc_meeting meeting
        JOIN pccc_agendaitem item ON item.meeting_id = meeting.id WHERE item.id = NEW.item_id FOR SHARE OF meeting;
    SELECT ccg_id INTO v_ccg FROM pccc_committee WHERE id = v_meeting.committee_id;
    v_at := coalesce(v_meeting.opened_at, v_meeting.starts_at);
    IF NEW.ruled_by_id = NEW.person_id THEN
        RAISE EXCEPTION 'You cannot decide about your own conflict. Ask the vice chair.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF btrim(NEW.reason) = '' THEN
        RAISE EXCEPTION 'Give the reason for the decision on the conflict.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF v_meeting.state = 'CANCELLED' OR v_item_state = 'WITHDRAWN' THEN
        RAISE EXCEPTION 'This item was withdrawn or its meeting was cancelled. You no longer need a decision on the conflict.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF EXISTS (SELECT 1 FROM pccc_minutes WHERE meeting_id = v_meeting.id AND state <> 'DRAFT') THEN
        RAISE EXCEPTION 'The minutes of this meeting are final. You can no longer change the decisions on conflicts.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF (SELECT count(DISTINCT there.person_id) FROM (
            SELECT membership.person_id FROM pccc_membership membership JOIN pccc_seat seat ON seat.id = seat_id
             WHERE seat.committee_id = v_meeting.committee_id AND membership.starts_at <= v_at
               AND (membership.ends_at IS NULL OR membership.ends_at > v_at)
            UNION ALL
            SELECT attendance.person_id FROM pccc_attendance attendance
             WHERE attendance.meeting_id = v_meeting.id AND attendance.kind IN ('MEMBER', 'DEPUTY', 'TEMPORARY')
        ) there WHERE there.person_id IN (NEW.person_id, NEW.ruled_by_id)) < 2 THEN
        RAISE EXCEPTION 'The chair and the member must both sit on the committee. Check its members.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.recorded_by_id <> NEW.ruled_by_id AND NOT EXISTS (
        SELECT 1 FROM ccgs_post WHERE person_id = NEW.recorded_by_id AND ccg_id = v_ccg
           AND role IN ('GOVERNANCE_OFFICER', 'COMMITTEE_SECRETARY')
           AND starts_at <= app_now() AND (ends_at IS NULL OR ends_at > app_now())) THEN
        RAISE EXCEPTION 'Only the chair, a governance officer or the committee secretary can record this decision. Ask one of them.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_ruling_in_order BEFORE INSERT ON pccc_ruling
    FOR EACH ROW EXECUTE FUNCTION pccc_ruling_referee();

-- To take it back:
DROP TRIGGER pccc_ruling_in_order ON pccc_ruling;
DROP FUNCTION pccc_ruling_referee();
