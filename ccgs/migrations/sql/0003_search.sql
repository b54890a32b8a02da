CREATE INDEX practice_search ON ccgs_memberpractice USING gin (search_vector(name || ' ' || code));
CREATE INDEX ccg_search ON ccgs_ccg USING gin (search_vector(name || ' ' || code));
-- To take it back:
DROP INDEX ccg_search;
DROP INDEX practice_search;
