-- Decisions, votes and minutes: in the session, by who may vote, and then for good.

CREATE FUNCTION pccc_decision_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_committee pccc_committee;
    v_item record;
BEGIN
    SELECT * INTO v_committee FROM pccc_committee WHERE id = NEW.committee_id;
    IF v_committee.ccg_id <> NEW.ccg_id THEN
        RAISE EXCEPTION 'A decision belongs to the CCG of its committee.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF v_committee.kind = 'SUBGROUP' THEN
        RAISE EXCEPTION 'A sub-group cannot decide. Take the item to the committee.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.function IN ('PERFORMERS_LIST', 'APPRAISAL', 'REVALIDATION', 'NATIONAL_TERMS', 'DENTAL', 'PHARMACY', 'EYE')
    THEN
        RAISE EXCEPTION 'NHS England keeps this function. A committee of a CCG cannot decide it.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.kind = 'URGENT' THEN
        IF NEW.item_id IS NOT NULL THEN
            RAISE EXCEPTION 'An urgent decision is taken between meetings, not at an item.'
                USING ERRCODE = 'check_violation', HINT = 'guard';
        END IF;
        RETURN NEW;
    END IF;
    SELECT item.state AS item_state, meeting.state AS meeting_state, meeting.committee_id INTO v_item
      FROM pccc_agendaitem item JOIN pccc_meeting meeting ON meeting.id = item.meeting_id
     WHERE item.id = NEW.item_id;
    IF v_item IS NULL OR v_item.committee_id <> NEW.committee_id THEN
        RAISE EXCEPTION 'A decision is taken at an item of its own committee.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF v_item.item_state <> 'TAKEN' OR v_item.meeting_state <> 'OPEN' THEN
        RAISE EXCEPTION 'This item is no longer being taken. You can record a decision only while it is taken in an open meeting.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.earlier_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM pccc_decision WHERE id = NEW.earlier_id AND committee_id = NEW.committee_id) THEN
        RAISE EXCEPTION 'The earlier decision is one of the same committee.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_decision_in_order BEFORE INSERT ON pccc_decision
    FOR EACH ROW EXECUTE FUNCTION pccc_decision_referee();

CREATE FUNCTION pccc_votes_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM pccc_decisionvote WHERE decision_id = NEW.id) <> (NEW.figures->>'rows')::int THEN
        RAISE EXCEPTION 'The votes on record are not as many as the figures of the decision say.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER pccc_decision_has_its_votes AFTER INSERT ON pccc_decision
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pccc_votes_complete();

CREATE FUNCTION pccc_vote_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_decision pccc_decision;
    v_ruled text;
BEGIN
    SELECT * INTO v_decision FROM pccc_decision WHERE id = NEW.decision_id;
    IF (SELECT count(*) FROM pccc_decisionvote WHERE decision_id = NEW.decision_id)
       >= (v_decision.figures->>'rows')::int THEN
        RAISE EXCEPTION 'The decision is made. No vote is added to it.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF v_decision.item_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM pccc_attendance attendance JOIN pccc_agendaitem item ON item.meeting_id = attendance.meeting_id
         WHERE item.id = v_decision.item_id AND attendance.person_id = NEW.person_id AND attendance.voting
           AND attendance.kind IN ('MEMBER', 'DEPUTY', 'TEMPORARY')) THEN
        RAISE EXCEPTION 'Only voting members who are at the meeting can vote. Check who is in the room and record the votes again.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    SELECT ruled INTO v_ruled FROM pccc_ruling
     WHERE item_id = v_decision.item_id AND person_id = NEW.person_id
     ORDER BY ruled_at DESC, id DESC LIMIT 1;
    IF v_ruled IN ('NO_VOTE', 'LEAVE_DECISION', 'LEAVE_ITEM', 'NO_PAPERS') THEN
        RAISE EXCEPTION 'The chair decided meanwhile that a member takes no part in this vote. Record the votes without that member.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_vote_in_order BEFORE INSERT ON pccc_decisionvote
    FOR EACH ROW EXECUTE FUNCTION pccc_vote_referee();

CREATE FUNCTION pccc_minutes_referee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Minutes stay on record.' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'DRAFT' THEN
            RAISE EXCEPTION 'Minutes begin as a draft.' USING ERRCODE = 'check_violation', HINT = 'guard';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'FINAL'), ('FINAL', 'DRAFT'), ('FINAL', 'APPROVED'), ('APPROVED', 'PUBLISHED')) THEN
        RAISE EXCEPTION 'Somebody else took these minutes to another stage meanwhile. Check the minutes and continue from there.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF OLD.state IN ('FINAL', 'APPROVED', 'PUBLISHED') AND NEW.state <> 'DRAFT'
       AND (NEW.content, NEW.remarks, NEW.content_hash) IS DISTINCT FROM (OLD.content, OLD.remarks, OLD.content_hash)
    THEN
        RAISE EXCEPTION 'These minutes are final. Return them to draft, if they are not approved yet, to change them.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.meeting_id <> OLD.meeting_id THEN
        RAISE EXCEPTION 'Minutes belong to one meeting.' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pccc_minutes_in_order BEFORE INSERT OR UPDATE OR DELETE ON pccc_minutes
    FOR EACH ROW EXECUTE FUNCTION pccc_minutes_referee();

-- To take it back:
DROP TRIGGER pccc_minutes_in_order ON pccc_minutes;
DROP FUNCTION pccc_minutes_referee();
DROP TRIGGER pccc_vote_in_order ON pccc_decisionvote;
DROP FUNCTION pccc_vote_referee();
DROP TRIGGER pccc_decision_has_its_votes ON pccc_decision;
DROP FUNCTION pccc_votes_complete();
DROP TRIGGER pccc_decision_in_order ON pccc_decision;
DROP FUNCTION pccc_decision_referee();
