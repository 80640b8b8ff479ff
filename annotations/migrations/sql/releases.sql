-- Releases: the walls around them, and their place on the record.

-- The project of a row, as before, and now also by the release it hangs on.
CREATE OR REPLACE FUNCTION change_project(object_type text, r jsonb) RETURNS uuid LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF object_type = 'project' THEN
        RETURN r ->> 'id';
    ELSIF r ? 'project_id' THEN
        RETURN r ->> 'project_id';
    ELSIF r ? 'article_id' THEN
        RETURN (SELECT a.project_id FROM article a WHERE a.id = (r ->> 'article_id')::uuid);
    ELSIF object_type IN ('segment', 'claim_quote') THEN
        RETURN (SELECT a.project_id FROM quote q JOIN article a ON a.id = q.article_id WHERE q.id = (r ->> 'quote_id')::uuid);
    ELSIF object_type IN ('verdict_evidence', 'decision_verdict') THEN
        RETURN (SELECT c.project_id FROM verdict v JOIN claim c ON c.id = v.claim_id WHERE v.id = (r ->> 'verdict_id')::uuid);
    ELSIF object_type = 'rating' THEN
        RETURN (SELECT s.project_id FROM scale s WHERE s.id = (r ->> 'scale_id')::uuid);
    ELSIF r ? 'claim_id' THEN
        RETURN (SELECT c.project_id FROM claim c WHERE c.id = (r ->> 'claim_id')::uuid);
    ELSIF r ? 'release_id' THEN
        RETURN (SELECT l.project_id FROM release l WHERE l.id = (r ->> 'release_id')::uuid);
    END IF;
    RETURN NULL;
END $$;

-- A release takes the number after the last one that did not fail. Once it is ready it stays as it is, and can be yanked.
CREATE FUNCTION guard_release() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- What each step may touch, besides version and updated_at.
    touched CONSTANT text[] := CASE
        WHEN TG_OP = 'INSERT' THEN NULL
        WHEN OLD.state = 'building' AND NEW.state = 'ready'
            THEN ARRAY['state', 'finished_at', 'manifest', 'checksum', 'root', 'heads', 'record_seq', 'record_snapshot']
        WHEN OLD.state = 'building' AND NEW.state = 'failed' THEN ARRAY['state', 'finished_at', 'failure']
        WHEN OLD.state = 'ready' AND NEW.state = 'yanked' THEN ARRAY['state', 'yanked_at', 'yanked_by_id', 'yank_reason']
    END;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'building' THEN
            RAISE EXCEPTION 'A release begins by being made.' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_begins_building';
        END IF;
        IF NEW.number <> 1 + coalesce((SELECT max(l.number) FROM release l
                                       WHERE l.project_id = NEW.project_id AND l.state <> 'failed'), 0) THEN
            RAISE EXCEPTION 'The numbers of releases have no gaps.' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_numbered_in_order';
        END IF;
    ELSIF touched IS NULL OR to_jsonb(NEW) - touched - ARRAY['version', 'updated_at']
            IS DISTINCT FROM to_jsonb(OLD) - touched - ARRAY['version', 'updated_at'] THEN
        RAISE EXCEPTION 'A release that is % does not change in this way.', OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_is_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_release BEFORE INSERT OR UPDATE ON release FOR EACH ROW EXECUTE FUNCTION guard_release();
CREATE TRIGGER guard_version BEFORE UPDATE ON release FOR EACH ROW EXECUTE FUNCTION guard_version(project_id, number, by_id);
CREATE TRIGGER kept BEFORE DELETE ON release FOR EACH ROW EXECUTE FUNCTION refuse_delete();

-- Its files come with it, and no more afterwards.
CREATE FUNCTION guard_release_file() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (SELECT l.state FROM release l WHERE l.id = NEW.release_id) IS DISTINCT FROM 'building' THEN
        RAISE EXCEPTION 'A release that is made gets no more files.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_file_while_building';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_release_file BEFORE INSERT ON release_file FOR EACH ROW EXECUTE FUNCTION guard_release_file();
CREATE TRIGGER frozen BEFORE UPDATE ON release_file FOR EACH ROW EXECUTE FUNCTION refuse_update();
CREATE TRIGGER kept BEFORE DELETE ON release_file FOR EACH ROW EXECUTE FUNCTION refuse_delete();

CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON release FOR EACH ROW EXECUTE FUNCTION record_change();
CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON release_file FOR EACH ROW EXECUTE FUNCTION record_change();

-- How far one has got is worth nothing after a crash.
ALTER TABLE release_progress SET UNLOGGED;
