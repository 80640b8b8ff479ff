-- The walls around questions, contacts and comments, and their place on the record.

-- An answer answers a question of its own claim.
ALTER TABLE question ADD CONSTRAINT question_of_its_claim UNIQUE (id, claim_id);
ALTER TABLE evidence ADD CONSTRAINT evidence_answers_its_claim
    FOREIGN KEY (question_id, claim_id) REFERENCES question (id, claim_id) DEFERRABLE INITIALLY DEFERRED;

-- A comment stays in the project of what it is on, answers a comment on the same thing, and is never on a verdict that is
-- its author's alone: the reveal of a blind review is the first moment at which anyone can talk about it.
CREATE FUNCTION guard_comment() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.project_id IS DISTINCT FROM (CASE
        WHEN NEW.article_id IS NOT NULL THEN (SELECT a.project_id FROM article a WHERE a.id = NEW.article_id)
        WHEN NEW.quote_id IS NOT NULL THEN
            (SELECT a.project_id FROM quote q JOIN article a ON a.id = q.article_id WHERE q.id = NEW.quote_id)
        WHEN NEW.claim_id IS NOT NULL THEN (SELECT c.project_id FROM claim c WHERE c.id = NEW.claim_id)
        ELSE (SELECT c.project_id FROM verdict v JOIN claim c ON c.id = v.claim_id WHERE v.id = NEW.verdict_id)
    END) THEN
        RAISE EXCEPTION 'A comment belongs to the project of what it is on.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_of_its_project';
    END IF;
    IF NEW.reply_to_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM comment c WHERE c.id = NEW.reply_to_id
            AND (c.article_id, c.quote_id, c.claim_id, c.verdict_id)
                IS NOT DISTINCT FROM (NEW.article_id, NEW.quote_id, NEW.claim_id, NEW.verdict_id)
    ) THEN
        RAISE EXCEPTION 'A comment answers one on the same thing.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_answers_its_like';
    END IF;
    IF NEW.verdict_id IS NOT NULL AND NOT (SELECT v.revealed FROM verdict v WHERE v.id = NEW.verdict_id) THEN
        RAISE EXCEPTION 'A verdict that is not revealed is nobody''s to talk about.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'comment_on_revealed_verdict';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_comment BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION guard_comment();

DO $$
DECLARE
    t text;
    belongs text;
BEGIN
    FOR t, belongs IN VALUES
        ('question', 'claim_id, author_id'), ('contact', 'claim_id, author_id'),
        ('comment', 'project_id, author_id, article_id, quote_id, claim_id, verdict_id, reply_to_id')
    LOOP
        EXECUTE format('CREATE TRIGGER guard_version BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION guard_version(%s)', t, belongs);
        EXECUTE format('CREATE TRIGGER kept BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_delete()', t);
        EXECUTE format('CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION record_change()', t);
    END LOOP;
END $$;
