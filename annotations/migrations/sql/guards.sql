-- The walls everyone meets: pages, API, shell, scripts and bugs alike.

-- An edit is version + 1, on the same object.
CREATE FUNCTION guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version IS DISTINCT FROM OLD.version + 1 THEN
        RAISE EXCEPTION 'An update of % must raise its version by one: % is not % + 1.', TG_TABLE_NAME, NEW.version, OLD.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_goes_up_by_one';
    END IF;
    IF NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at THEN
        RAISE EXCEPTION 'The id and the birth of a % never change.', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_is_frozen';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A % is never altered.', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_is_frozen';
END $$;

CREATE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A % is never removed.', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_is_kept';
END $$;

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['project', 'membership', 'source', 'speaker', 'article', 'quote', 'claim', 'evidence', 'scale',
                             'rating', 'verdict', 'decision', 'api_token'] LOOP
        EXECUTE format('CREATE TRIGGER guard_version BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION guard_version()', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['revision', 'segment', 'claim_quote', 'verdict_evidence', 'decision_verdict'] LOOP
        EXECUTE format('CREATE TRIGGER frozen BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_update()', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['project', 'article', 'revision', 'quote', 'claim', 'evidence', 'scale', 'rating', 'verdict',
                             'decision', 'decision_verdict'] LOOP
        EXECUTE format('CREATE TRIGGER kept BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_delete()', t);
    END LOOP;
END $$;

-- A revision is what its checksum says, and holds no control characters but tab and newline.
ALTER TABLE revision ADD CONSTRAINT revision_length_is_true CHECK (length = char_length(text) AND length > 0);
ALTER TABLE revision ADD CONSTRAINT revision_sha256_is_true CHECK (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex'));
ALTER TABLE revision ADD CONSTRAINT revision_without_control_characters
    CHECK (text !~ U&'[\0001-\0008\000B-\001F\007F-\009F]');

-- A quote's words are the article's words. `start` and `end` count code points from 0; substr counts from 1.
CREATE FUNCTION guard_segment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words text;
BEGIN
    IF NOT EXISTS (SELECT FROM revision r JOIN quote q ON q.article_id = r.article_id WHERE r.id = NEW.revision_id AND q.id = NEW.quote_id) THEN
        RAISE EXCEPTION 'A quote is anchored in revisions of its own article.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_of_its_article';
    END IF;
    IF NEW.start IS NOT NULL THEN
        SELECT substr(r.text, NEW.start + 1, NEW."end" - NEW.start) INTO words FROM revision r WHERE r.id = NEW.revision_id;
        IF words IS DISTINCT FROM NEW.exact THEN
            RAISE EXCEPTION 'The quote differs from the article: "%" is not "%".', left(NEW.exact, 80), left(words, 80)
                USING ERRCODE = 'check_violation', CONSTRAINT = 'segment_is_the_articles_words';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_segment BEFORE INSERT OR UPDATE ON segment FOR EACH ROW EXECUTE FUNCTION guard_segment();
