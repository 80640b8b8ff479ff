-- The walls everyone meets: pages, API, shell, scripts and bugs alike.
-- Every function names its search_path, pg_temp last: or a temporary table called `revision` would stand in for ours.

-- An edit is version + 1, on the same object, in the same place: the arguments are the columns that say where it belongs.
CREATE FUNCTION guard_version() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was CONSTANT jsonb := to_jsonb(OLD);
    now CONSTANT jsonb := to_jsonb(NEW);
    belongs text;
BEGIN
    IF NEW.version IS DISTINCT FROM OLD.version + 1 THEN
        RAISE EXCEPTION 'An update of % must raise its version by one: % is not % + 1.', TG_TABLE_NAME, NEW.version, OLD.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_goes_up_by_one';
    END IF;
    IF NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at THEN
        RAISE EXCEPTION 'The id and the birth of a % never change.', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_is_frozen';
    END IF;
    FOREACH belongs IN ARRAY coalesce(TG_ARGV, '{}') LOOP  -- a trigger without arguments hands over NULL
        IF now -> belongs IS DISTINCT FROM was -> belongs THEN
            RAISE EXCEPTION 'The % of a % never changes.', belongs, TG_TABLE_NAME
                USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_is_frozen';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'A % is never altered.', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_is_frozen';
END $$;

CREATE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'A % is never removed.', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_is_kept';
END $$;

DO $$
DECLARE
    t text;
    belongs text;
BEGIN
    FOR t, belongs IN VALUES
        ('project', ''), ('membership', 'project_id, user_id'), ('source', 'project_id'), ('speaker', 'project_id'),
        ('article', 'project_id, author_id'), ('quote', 'article_id, author_id'), ('claim', 'project_id, author_id'),
        ('evidence', 'claim_id, author_id'), ('scale', ''), ('rating', 'scale_id'), ('verdict', 'claim_id, reviewer_id, round'),
        ('decision', 'claim_id, round'), ('api_token', 'user_id')
    LOOP
        EXECUTE format('CREATE TRIGGER guard_version BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION guard_version(%s)', t, belongs);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['revision', 'segment', 'claim_quote', 'verdict_evidence', 'decision_verdict'] LOOP
        EXECUTE format('CREATE TRIGGER frozen BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_update()', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['project', 'article', 'revision', 'quote', 'claim', 'evidence', 'scale', 'rating', 'verdict',
                             'decision', 'decision_verdict'] LOOP
        EXECUTE format('CREATE TRIGGER kept BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_delete()', t);
    END LOOP;
END $$;

-- What a reviewer has submitted keeps its words, and what was revealed is not hidden again.
CREATE FUNCTION guard_verdict() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.state <> 'draft' AND (
        NEW.state = 'draft' OR (OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn') OR (OLD.revealed AND NOT NEW.revealed)
        OR (NEW.claim_version, NEW.rating_id, NEW.rationale, NEW.confidence, NEW.informed, NEW.submitted_at)
            IS DISTINCT FROM (OLD.claim_version, OLD.rating_id, OLD.rationale, OLD.confidence, OLD.informed, OLD.submitted_at)
    ) THEN
        RAISE EXCEPTION 'A verdict that was submitted keeps its words.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_submitted_is_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_verdict BEFORE UPDATE ON verdict FOR EACH ROW EXECUTE FUNCTION guard_verdict();

-- A revision is what its checksum says, and holds no control characters but tab and newline.
ALTER TABLE revision ADD CONSTRAINT revision_length_is_true CHECK (length = char_length(text) AND length > 0);
ALTER TABLE revision ADD CONSTRAINT revision_sha256_is_true CHECK (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex'));
ALTER TABLE revision ADD CONSTRAINT revision_without_control_characters
    CHECK (text !~ U&'[\0001-\0008\000B-\001F\007F-\009F]');


-- An article shows a revision of its own.
ALTER TABLE revision ADD CONSTRAINT revision_of_its_article UNIQUE (id, article_id);
ALTER TABLE article ADD CONSTRAINT article_current_is_its_own
    FOREIGN KEY (current_id, id) REFERENCES revision (id, article_id) DEFERRABLE INITIALLY DEFERRED;

-- Nothing but an orphan is without a place: a comparison with NULL alone would let it pass.
ALTER TABLE segment ADD CONSTRAINT segment_placed_or_orphaned
    CHECK ((start IS NULL) = (state = 'orphaned') AND ("end" IS NULL) = (start IS NULL));

-- A quote's words are the article's words, in code points from 0. The text is cut into pieces once for all segments of a
-- statement: substr() walks from the start of the text each time, which for thousands of quotes takes minutes.
CREATE FUNCTION guard_segments() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    IF EXISTS (SELECT FROM made s JOIN quote q ON q.id = s.quote_id JOIN revision r ON r.id = s.revision_id
               WHERE q.article_id <> r.article_id) THEN
        RAISE EXCEPTION 'A quote is anchored in revisions of its own article.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_of_its_article';
    END IF;
    IF EXISTS (SELECT FROM made s WHERE char_length(s.exact) <> s."end" - s.start) THEN
        RAISE EXCEPTION 'The quote''s words are not as long as the place they are said to stand in.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_is_the_articles_words';
    END IF;
    WITH piece AS MATERIALIZED (
        SELECT r.id AS revision_id, cut.number - 1 AS number, cut.words[1] AS words
        FROM revision r CROSS JOIN LATERAL regexp_matches(r.text, '.{1,250}', 'g') WITH ORDINALITY cut(words, number)
        WHERE r.id IN (SELECT s.revision_id FROM made s WHERE s.start IS NOT NULL)
    ), there AS (
        SELECT s.exact, substr(string_agg(piece.words, '' ORDER BY piece.number), s.start % 250 + 1, s."end" - s.start) AS words
        FROM made s
        CROSS JOIN LATERAL generate_series(s.start / 250, (s."end" - 1) / 250) needed(number)
        LEFT JOIN piece ON piece.revision_id = s.revision_id AND piece.number = needed.number
        WHERE s.start IS NOT NULL
        GROUP BY s.id, s.exact, s.start, s."end"
    )
    SELECT left(exact, 80) AS said, coalesce(left(words, 80), '') AS stands INTO wrong
        FROM there WHERE words IS DISTINCT FROM exact LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The quote differs from the article: "%" is not "%".', wrong.said, wrong.stands
            USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_is_the_articles_words';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER guard_segments AFTER INSERT ON segment REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION guard_segments();

-- A quote may move within the revision its article shows; where it stood in earlier ones stays known.
CREATE FUNCTION guard_earlier_segments() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM quote q JOIN article a ON a.id = q.article_id
               WHERE q.id = OLD.quote_id AND a.current_id <> OLD.revision_id) THEN
        RAISE EXCEPTION 'A quote''s place in an earlier revision is kept.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_is_kept';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER guard_earlier_segments BEFORE DELETE ON segment FOR EACH ROW EXECUTE FUNCTION guard_earlier_segments();
