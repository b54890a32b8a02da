-- The same words as before, for a third of the time: an index of practices is written whenever a national list is loaded.
-- Two blanks between words, so that each is found with its own; no SELECT, so that no statement runs for each name.
CREATE OR REPLACE FUNCTION search_words(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN
  btrim(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(
      '  ' || regexp_replace(
        translate(lower(words), 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ.''’‘`´', 'aaaaaaceeeeiiiinooooouuuuyy'), '[^a-z0-9]+', '  ', 'g')
      || '  ',
      ' saint ', ' st '), ' drs ', ' dr '), ' doctor ', ' dr '), ' doctors ', ' dr '),
      ' ctr ', ' centre '), ' cntr ', ' centre '), ' center ', ' centre '), ' and ', ''),
    '  ', ' '));
END $$;
CREATE OR REPLACE FUNCTION search_vector(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN
  to_tsvector('pg_catalog.simple'::regconfig, public.search_words(words));
END $$;
-- To take it back:
CREATE OR REPLACE FUNCTION search_words(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN (
SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
         translate(lower(words), 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ.''’‘`´', 'aaaaaaceeeeiiiinooooouuuuyy'),
         '[^a-z0-9]+', ' ', 'g'),
         '\m(saint)\M', 'st', 'g'),
         '\m(drs|doctor|doctors)\M', 'dr', 'g'),
         '\m(ctr|cntr|center)\M', 'centre', 'g'),
         '\m(and)\M ?', '', 'g')));
END $$;
CREATE OR REPLACE FUNCTION search_vector(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN (
SELECT to_tsvector('pg_catalog.simple'::regconfig, public.search_words(words)));
END $$;
