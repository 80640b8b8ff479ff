-- Searching by words: in what form they are compared, the indexes over that form, and which words each project uses.
-- In the first two functions all names are qualified: indexes over a function are rebuilt with an empty search_path.

CREATE EXTENSION IF NOT EXISTS unaccent;   -- café is cafe
CREATE EXTENSION IF NOT EXISTS pg_trgm;    -- words that look alike
CREATE EXTENSION IF NOT EXISTS btree_gin;  -- a project and its words in one index

-- Words as search knows them: without case, accents, width or punctuation, with a space between them. What is written
-- without spaces (Chinese, Japanese, Thai, Lao, Burmese, Khmer) becomes one word a character, and a search for several
-- of them a phrase. What counts as a letter depends on a database's locale, so what is none is spelled out.
CREATE FUNCTION search_fold(given text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    t text := given;
BEGIN
    IF octet_length(t) <> char_length(t) THEN
        t := pg_catalog.normalize(pg_catalog.translate(t, U&'\00AD\200B\200C\200D\2060\FEFF\0640', ''), 'NFKC');
        t := public.unaccent('public.unaccent'::pg_catalog.regdictionary, pg_catalog.lower(t));
        t := pg_catalog.regexp_replace(t, U&'[\064B-\0655\0670\0591-\05BD\05BF\05C1\05C2\0300-\036F]', '', 'g');
        t := pg_catalog.regexp_replace(t, U&'([\0E00-\0EFF\1000-\109F\1780-\17FF\3041-\30FF\3400-\9FFF\F900-\FAFF\+020000-\+03FFFF])', ' \1 ', 'g');
        t := pg_catalog.regexp_replace(t,
            U&'[\0001-\002F\003A-\0060\007B-\00BF\00D7\00F7\02C2-\02DF\05BE\05C0\05C3\05F3\05F4\060C\061B\061F\066A-\066D\06D4\0964\0965\2000-\206F\20A0-\20CF\2100-\2BFF\2E00-\2E7F\3000-\3004\3008-\3020\3030\FE10-\FE6F\FF01-\FF0F\+01F000-\+01FAFF]+',
            ' ', 'g');
        RETURN t;
    END IF;
    RETURN pg_catalog.regexp_replace(pg_catalog.lower(t), '[^0-9a-z]+', ' ', 'g');
END $$;

CREATE FUNCTION search_words(given text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 4000 AS $$
BEGIN
    RETURN pg_catalog.to_tsvector('pg_catalog.simple'::pg_catalog.regconfig, public.search_fold(given));
END $$;

-- One term of a search: its words next to each other, the last of them perhaps only begun.
CREATE FUNCTION search_term(given text, begun boolean) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    term tsquery := pg_catalog.phraseto_tsquery('pg_catalog.simple'::pg_catalog.regconfig, public.search_fold(given));
BEGIN
    RETURN CASE WHEN begun AND pg_catalog.numnode(term) > 0 THEN (term::text || ':*')::tsquery ELSE term END;
END $$;

-- A list of names as one text: what array_to_string makes of texts depends on nothing else.
CREATE FUNCTION search_names(names text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN pg_catalog.array_to_string(names, ' ');
END $$;

-- A claim keeps its words: of a common one, the newest claims are read until there are enough. What is made of the text is
-- no part of the record, so the trigger that keeps it is told to leave it out.
ALTER TABLE claim ADD COLUMN words tsvector GENERATED ALWAYS AS (search_words(text)) STORED;
DROP TRIGGER record ON claim;
CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON claim FOR EACH ROW EXECUTE FUNCTION record_change('words');

CREATE INDEX claim_words ON claim USING gin (project_id, words) WHERE deleted_at IS NULL;
CREATE INDEX article_words ON article USING gin (project_id, search_words(title || ' ' || byline));
-- A tsvector holds no more than a megabyte: whatever the script, this much of a text fits.
CREATE INDEX revision_words ON revision USING gin (search_words(left(text, 150000)));
CREATE INDEX speaker_words ON speaker USING gin (project_id, search_words(name || ' ' || role || ' ' || search_names(aliases)));

-- The words of each project's claims, titles and names, with about how often they are used: for what was misspelt, and to
-- know which words of a claim are rare. What is no longer used stays; whoever reads this asks the texts as well.
CREATE TABLE word (
    project_id uuid NOT NULL,
    word text COLLATE "C" NOT NULL,
    uses integer NOT NULL
);
CREATE INDEX word_of_project ON word (project_id, word) INCLUDE (uses);
CREATE INDEX word_alike ON word USING gin (project_id, word gin_trgm_ops);

-- Counts the words of the rows made or changed; the argument is the text, with %1$I for the row. Nobody waits here for
-- anybody: a word may be there twice, a count another transaction holds is passed over, and the more a word is used the
-- seldomer it is counted, by steps that much larger.
CREATE FUNCTION count_words() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    now CONSTANT text := format(TG_ARGV[0], 'made');
    unchanged CONSTANT text := CASE TG_OP WHEN 'UPDATE'
        THEN format('WHERE NOT EXISTS (SELECT FROM was WHERE was.id = made.id AND %s = %s)', format(TG_ARGV[0], 'was'), now)
        ELSE '' END;
BEGIN
    EXECUTE format($q$
        WITH used AS MATERIALIZED (
            SELECT made.project_id, t.word, count(*)::integer AS times
            FROM made CROSS JOIN LATERAL unnest(tsvector_to_array(search_words(%s))) t(word) %s
            GROUP BY 1, 2
        ), known AS MATERIALIZED (
            SELECT used.*, k.place, k.uses
            FROM used LEFT JOIN LATERAL (
                SELECT word.ctid AS place, word.uses FROM word
                WHERE word.project_id = used.project_id AND word.word = used.word LIMIT 1
            ) k ON true
        ), counted AS (
            UPDATE word SET uses = word.uses + known.times * (1 + known.uses / 16)
            FROM known
            WHERE word.ctid IN (SELECT free.ctid FROM word free WHERE free.ctid = known.place FOR UPDATE SKIP LOCKED)
              AND word.ctid = known.place AND random() * (1 + known.uses / 16) < 1
        )
        INSERT INTO word (project_id, word, uses)
        SELECT project_id, word, times FROM known WHERE place IS NULL AND char_length(word) <= 40
    $q$, now, unchanged);
    RETURN NULL;
END $$;

DO $$
DECLARE
    t text;
    words text;
BEGIN
    FOR t, words IN VALUES
        ('claim', '%1$I.text'), ('article', '%1$I.title || '' '' || %1$I.byline'),
        ('speaker', '%1$I.name || '' '' || %1$I.role || '' '' || search_names(%1$I.aliases)')
    LOOP
        EXECUTE format('CREATE TRIGGER words_made AFTER INSERT ON %I REFERENCING NEW TABLE AS made
            FOR EACH STATEMENT EXECUTE FUNCTION count_words(%L)', t, words);
        EXECUTE format('CREATE TRIGGER words_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS was NEW TABLE AS made
            FOR EACH STATEMENT EXECUTE FUNCTION count_words(%L)', t, words);
        EXECUTE format('INSERT INTO word (project_id, word, uses)
            SELECT %1$I.project_id, t.word, count(*) FROM %1$I CROSS JOIN LATERAL unnest(tsvector_to_array(search_words(%2$s))) t(word)
            WHERE char_length(t.word) <= 40 GROUP BY 1, 2', t, format(words, t));
    END LOOP;
END $$;
