-- A label keeps the rating's version it was given under, and a scale in use keeps its codes and their order.

-- Nothing about a label changes here, so neither does its object's version, and the record's rows are true as they stand.
ALTER TABLE verdict DISABLE TRIGGER USER;
UPDATE verdict SET rating_version = 1 WHERE rating_id IS NOT NULL;
ALTER TABLE verdict ENABLE TRIGGER USER;

CREATE FUNCTION rating_as_given() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    state CONSTANT text := coalesce(to_jsonb(NEW) ->> 'state', 'submitted');  -- a decision has none: it is given at once
    chosen rating;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.rating_id IS NOT DISTINCT FROM OLD.rating_id
       AND coalesce(to_jsonb(OLD) ->> 'state', 'submitted') <> 'draft' THEN
        IF NEW.rating_version IS DISTINCT FROM OLD.rating_version THEN
            RAISE EXCEPTION 'A label keeps the version of the rating it was given under.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_version_is_kept';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO chosen FROM rating WHERE id = NEW.rating_id;
    IF chosen.retired AND (state = 'submitted' OR state = 'draft' AND (TG_OP = 'INSERT' OR NEW.rating_id IS DISTINCT FROM OLD.rating_id))
    THEN
        RAISE EXCEPTION 'The rating "%" is retired.', chosen.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_is_retired';
    END IF;
    NEW.rating_version := chosen.version;
    RETURN NEW;
END $$;
CREATE TRIGGER rating_as_given BEFORE INSERT OR UPDATE ON verdict FOR EACH ROW EXECUTE FUNCTION rating_as_given();
CREATE TRIGGER rating_as_given BEFORE INSERT OR UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION rating_as_given();

CREATE FUNCTION scale_in_use(scale uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM rating r JOIN verdict v ON v.rating_id = r.id WHERE r.scale_id = scale)
        OR EXISTS (SELECT FROM rating r JOIN decision d ON d.rating_id = r.id WHERE r.scale_id = scale)
$$;

CREATE FUNCTION guard_rating() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR (NEW.code, NEW."order", NEW.numeric) IS DISTINCT FROM (OLD.code, OLD."order", OLD.numeric))
       AND scale_in_use(NEW.scale_id) THEN
        RAISE EXCEPTION 'A scale on which something was rated keeps its codes and their order.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scale_in_use_is_frozen';
    END IF;
    IF NEW.merged_into_id IS NOT NULL AND (
        EXISTS (SELECT FROM rating r WHERE r.merged_into_id = NEW.id)
        OR NOT EXISTS (SELECT FROM rating r WHERE r.id = NEW.merged_into_id AND r.scale_id = NEW.scale_id AND r.merged_into_id IS NULL)
    ) THEN
        RAISE EXCEPTION 'A rating is merged into one of its own scale that is not itself merged.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_merged_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_rating BEFORE INSERT OR UPDATE ON rating FOR EACH ROW EXECUTE FUNCTION guard_rating();

-- A scale stays where it was made.
CREATE OR REPLACE TRIGGER guard_version BEFORE UPDATE ON scale FOR EACH ROW EXECUTE FUNCTION guard_version('project_id');

-- A rating belongs where its scale does; NULL for those that ship.
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
    END IF;
    RETURN NULL;
END $$;
