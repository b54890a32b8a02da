-- What the triggers of append-only tables call; the triggers are made after every migration, by the kind of the table.

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'guard';
END $$;

-- To take it back:
DROP FUNCTION refuse_change() CASCADE;
