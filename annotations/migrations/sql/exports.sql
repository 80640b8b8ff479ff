-- What exports need of a text beyond its words, worked out once: a revision never changes, and so neither does this.

-- Where the characters beyond U+FFFF stand, as code point offsets from 0, ascending; empty for most texts. Each takes two
-- UTF-16 units, so that the code point offset n is n + width_bucket(n - 1, astral) in UTF-16: a binary search, and not one
-- character of the text is read.
CREATE FUNCTION astral_offsets(words text) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN words !~ '[\U00010000-\U0010FFFF]' THEN '{}' ELSE ARRAY(
        SELECT (sum(char_length(piece)) OVER (ORDER BY nth) + nth - 1)::integer
        FROM regexp_split_to_table(words, '[\U00010000-\U0010FFFF]') WITH ORDINALITY pieces(piece, nth)
        ORDER BY nth
        LIMIT regexp_count(words, '[\U00010000-\U0010FFFF]')  -- no such character follows the last piece
    ) END
$$;
ALTER TABLE revision ADD COLUMN astral integer[] NOT NULL GENERATED ALWAYS AS (astral_offsets(text)) STORED;

-- It follows from the text, whose checksum is on the record.
CREATE OR REPLACE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON revision
    FOR EACH ROW EXECUTE FUNCTION record_change('text', 'raw', 'blocks', 'astral');
