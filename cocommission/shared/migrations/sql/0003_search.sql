-- plpgsql and the cost keep the planner from reading every name: a function of SQL is taken apart, and looks cheap.
-- Words as people type them: small letters without accents, apostrophes or dots, short forms written one way.
CREATE FUNCTION search_words(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN (
SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
         translate(lower(words), 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ.''’‘`´', 'aaaaaaceeeeiiiinooooouuuuyy'),
         '[^a-z0-9]+', ' ', 'g'),
         '\m(saint)\M', 'st', 'g'),
         '\m(drs|doctor|doctors)\M', 'dr', 'g'),
         '\m(ctr|cntr|center)\M', 'centre', 'g'),
         '\m(and)\M ?', '', 'g')));
END $$;

-- What an index holds, and what is looked for in it: every word that was typed begins a word of the text.
CREATE FUNCTION search_vector(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN (
SELECT to_tsvector('pg_catalog.simple'::regconfig, public.search_words(words)));
END $$;
CREATE FUNCTION search_query(words text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN (
SELECT to_tsquery('pg_catalog.simple'::regconfig, string_agg(word || ':*', ' & '))
  FROM unnest((string_to_array(public.search_words(words), ' '))[1:8]) word WHERE word <> '');
END $$;

CREATE INDEX person_search ON shared_person USING gin (search_vector(name));
-- To take it back:
DROP INDEX person_search;
DROP FUNCTION search_query(text);
DROP FUNCTION search_vector(text);
DROP FUNCTION search_words(text);
