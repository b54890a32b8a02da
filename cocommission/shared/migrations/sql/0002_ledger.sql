-- The one way to write into the ledger: it locks the book, numbers, hashes and inserts.

CREATE FUNCTION ledger_enter(
    p_book text, p_at text, p_actor_id bigint, p_actor_name text, p_act text, p_subject text, p_reason text, p_facts text
) RETURNS TABLE (number bigint, hash bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_book shared_book%ROWTYPE;
    v_body text;
    v_hash bytea;
BEGIN
    SELECT * INTO v_book FROM shared_book WHERE key = p_book FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO shared_book (key, rows, head) VALUES (p_book, 0, '') ON CONFLICT (key) DO NOTHING;
        SELECT * INTO v_book FROM shared_book WHERE key = p_book FOR UPDATE;
    END IF;
    v_body := json_build_object(
        'book', p_book, 'number', v_book.rows + 1, 'at', p_at,
        'recorded_at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
        'actor_id', p_actor_id, 'actor_name', p_actor_name, 'act', p_act, 'subject', p_subject,
        'reason', p_reason, 'facts', p_facts::json
    )::text;
    v_hash := sha256(v_book.head || convert_to(v_body, 'UTF8'));
    INSERT INTO shared_entry (book_id, number, body, hash) VALUES (v_book.id, v_book.rows + 1, v_body, v_hash);
    UPDATE shared_book SET rows = v_book.rows + 1, head = v_hash WHERE id = v_book.id;
    RETURN QUERY SELECT v_book.rows + 1, v_hash;
END $$;

-- To take it back:
DROP FUNCTION ledger_enter(text, text, bigint, text, text, text, text, text);
