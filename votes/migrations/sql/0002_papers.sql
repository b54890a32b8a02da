-- Voting papers: who may vote, when, and how (F-11).

CREATE FUNCTION votes_paper_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_entry votes_rollentry%ROWTYPE;
    v_ballot votes_ballot%ROWTYPE;
    v_now timestamptz;
BEGIN
    SELECT * INTO v_entry FROM votes_rollentry WHERE id = NEW.roll_entry_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This practice is not on the roll of the ballot.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    SELECT * INTO v_ballot FROM votes_ballot WHERE id = v_entry.ballot_id FOR KEY SHARE;
    v_now := app_now();
    IF v_ballot.state <> 'OPENED' OR v_now >= v_ballot.closes_at THEN
        RAISE EXCEPTION 'Voting has closed. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF v_now < v_ballot.opens_at THEN
        RAISE EXCEPTION 'Voting has not begun. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF (SELECT kind FROM votes_rollcorrection
        WHERE ballot_id = v_ballot.id AND practice_id = v_entry.practice_id ORDER BY id DESC LIMIT 1) = 'STRUCK' THEN
        RAISE EXCEPTION 'This practice was taken off the roll. This vote was not recorded. Ask the governance officer.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM ccgs_post
        WHERE person_id = NEW.cast_by_id AND practice_id = v_entry.practice_id
          AND role IN ('REPRESENTATIVE', 'DEPUTY') AND starts_at <= v_now AND (ends_at IS NULL OR ends_at > v_now)) THEN
        RAISE EXCEPTION 'You are no longer the representative of this practice, or its deputy. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    IF NEW.assisted_by_id IS NOT NULL THEN
        IF NOT EXISTS (
            SELECT 1 FROM ccgs_post
            WHERE person_id = NEW.assisted_by_id AND ccg_id = v_ballot.ccg_id AND role = 'GOVERNANCE_OFFICER'
              AND starts_at <= v_now AND (ends_at IS NULL OR ends_at > v_now)) THEN
            RAISE EXCEPTION 'Only a governance officer of this CCG can enter votes for practices. This vote was not recorded.'
                USING ERRCODE = 'check_violation', HINT = 'referee';
        END IF;
        IF NEW.confirmed_by_id IS NULL OR NEW.confirmed_by_id = NEW.assisted_by_id OR NOT EXISTS (
            SELECT 1 FROM ccgs_post
            WHERE person_id = NEW.confirmed_by_id
              AND (ccg_id = v_ballot.ccg_id OR practice_id = v_entry.practice_id OR lmc_id IN (
                    SELECT area.lmc_id FROM ccgs_lmcarea area
                    WHERE area.ccg_id = v_ballot.ccg_id AND area.from_on <= (v_now AT TIME ZONE 'Europe/London')::date
                      AND (area.to_on IS NULL OR area.to_on > (v_now AT TIME ZONE 'Europe/London')::date)))
              AND starts_at <= v_now AND (ends_at IS NULL OR ends_at > v_now)) THEN
            RAISE EXCEPTION 'Another person of the CCG, its LMC or the practice must confirm this vote. This vote was not recorded.'
                USING ERRCODE = 'check_violation', HINT = 'referee';
        END IF;
    END IF;
    IF NEW.number <> 1 + coalesce(
        (SELECT max(number) FROM votes_votingpaper WHERE roll_entry_id = NEW.roll_entry_id), 0) THEN
        RAISE EXCEPTION 'This practice has voted meanwhile. Open the page again to see its vote.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    NEW.cast_at := v_now;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_votingpaper_in_time BEFORE INSERT ON votes_votingpaper
    FOR EACH ROW EXECUTE FUNCTION votes_paper_referee();

CREATE FUNCTION votes_vote_referee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_ballot votes_ballot%ROWTYPE;
    v_options jsonb;
BEGIN
    SELECT ballot.* INTO v_ballot FROM votes_votingpaper paper
        JOIN votes_rollentry entry ON entry.id = paper.roll_entry_id
        JOIN votes_ballot ballot ON ballot.id = entry.ballot_id
        WHERE paper.id = NEW.paper_id;
    SELECT options INTO v_options FROM votes_question WHERE id = NEW.question_id AND ballot_id = v_ballot.id;
    IF v_options IS NULL THEN
        RAISE EXCEPTION 'This question is not part of the ballot.' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF NOT v_options @> jsonb_build_array(jsonb_build_object('code', NEW.option)) THEN
        RAISE EXCEPTION 'This answer was not put to the members.' USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    IF v_ballot.mode <> 'RECORDED' OR v_ballot.state <> 'OPENED' OR app_now() >= v_ballot.closes_at THEN
        RAISE EXCEPTION 'Voting has closed. This vote was not recorded.'
            USING ERRCODE = 'check_violation', HINT = 'referee';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER votes_vote_fits BEFORE INSERT ON votes_vote
    FOR EACH ROW EXECUTE FUNCTION votes_vote_referee();

CREATE FUNCTION votes_paper_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM votes_vote WHERE paper_id = NEW.id) <> (
        SELECT count(*) FROM votes_question question
        JOIN votes_rollentry entry ON entry.ballot_id = question.ballot_id
        JOIN votes_ballot ballot ON ballot.id = entry.ballot_id AND ballot.mode = 'RECORDED'
        WHERE entry.id = NEW.roll_entry_id) THEN
        RAISE EXCEPTION 'A paper answers every question of its ballot.'
            USING ERRCODE = 'check_violation', HINT = 'guard';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER votes_votingpaper_whole AFTER INSERT ON votes_votingpaper
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION votes_paper_is_whole();

-- To take it back:
DROP TRIGGER votes_votingpaper_whole ON votes_votingpaper;
DROP FUNCTION votes_paper_is_whole();
DROP TRIGGER votes_vote_fits ON votes_vote;
DROP FUNCTION votes_vote_referee();
DROP TRIGGER votes_votingpaper_in_time ON votes_votingpaper;
DROP FUNCTION votes_paper_referee();
