-- The record: one append-only table, written by trigger in the transaction of the effect, so that pages, API, shell and
-- psql leave the same trace. `previous` and `hash` chain each object's rows: altering or removing one breaks the chain.

CREATE TABLE change (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    txid        xid8 NOT NULL,               -- the feed's horizon: rows of open transactions are held back by it
    at          timestamptz NOT NULL,
    project_id  uuid,
    object_type text NOT NULL,
    object_id   uuid NOT NULL,
    version     integer NOT NULL CHECK (version > 0),
    action      text NOT NULL,
    actor_id    uuid,
    request_id  text NOT NULL,
    reason      text NOT NULL,
    "row"       jsonb,
    previous    bytea,
    hash        bytea NOT NULL
);
CREATE UNIQUE INDEX change_once_a_version ON change (object_type, object_id, version);
CREATE INDEX change_feed ON change (project_id, txid, seq);

-- What a row's hash covers: everything but its place in the table and its transaction's number.
CREATE FUNCTION change_hash(c change) RETURNS bytea LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
    SELECT sha256(coalesce(c.previous, ''::bytea) || convert_to(jsonb_build_array(
        c.at, c.project_id, c.object_type, c.object_id, c.version, c.action, c.actor_id, c.request_id, c.reason, c."row"
    )::text, 'UTF8'))
$$;

-- The project a row belongs to, by its own column or by the object it hangs on. NULL for what belongs to none.
CREATE FUNCTION change_project(object_type text, r jsonb) RETURNS uuid LANGUAGE plpgsql STABLE
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
    ELSIF r ? 'claim_id' THEN
        RETURN (SELECT c.project_id FROM claim c WHERE c.id = (r ->> 'claim_id')::uuid);
    END IF;
    RETURN NULL;
END $$;

-- The recorded form of a row: its columns, less those named (texts a checksum stands for, secrets), and for a claim the
-- quotes it is made from, because they are part of what reviewers judge.
CREATE FUNCTION recorded_row(object_type text, r jsonb, left_out text[]) RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
BEGIN
    r := r - coalesce(left_out, '{}');  -- a trigger without arguments hands over NULL
    IF object_type = 'claim' THEN
        r := r || jsonb_build_object('quotes', coalesce(
            (SELECT jsonb_agg(cq.quote_id ORDER BY cq.position) FROM claim_quote cq WHERE cq.claim_id = (r ->> 'id')::uuid), '[]'));
    END IF;
    RETURN r;
END $$;

-- Who and why come from settings of the transaction (annotations/actions/recording.py); without them the trace still stands,
-- without a name. TG_ARGV: the columns to leave out. Rows without a version of their own are counted by their changes.
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    c change;
    before integer;
    r jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    c.txid := pg_current_xact_id();
    c.at := clock_timestamp();
    c.object_type := TG_TABLE_NAME;
    c.object_id := r ->> 'id';
    c.project_id := change_project(c.object_type, r);
    c.action := coalesce(nullif(current_setting('factcheck.action', true), ''),
        CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END);
    c.actor_id := nullif(current_setting('factcheck.actor', true), '')::uuid;
    c.request_id := coalesce(current_setting('factcheck.request', true), '');
    c.reason := coalesce(current_setting('factcheck.reason', true), '');
    IF TG_OP <> 'DELETE' THEN
        c."row" := recorded_row(c.object_type, r, TG_ARGV);
    END IF;
    SELECT p.hash, p.version INTO c.previous, before FROM change p
        WHERE p.object_type = c.object_type AND p.object_id = c.object_id ORDER BY p.version DESC LIMIT 1;
    c.version := coalesce((r ->> 'version')::integer + CASE TG_OP WHEN 'DELETE' THEN 1 ELSE 0 END, before + 1, 1);
    IF c.version <> coalesce(before, 0) + 1 THEN
        RAISE EXCEPTION 'Version % of a % does not follow upon %.', c.version, c.object_type, coalesce(before, 0)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_goes_up_by_one';
    END IF;
    c.hash := change_hash(c);
    INSERT INTO change (txid, at, project_id, object_type, object_id, version, action, actor_id, request_id, reason, "row", previous, hash)
        VALUES (c.txid, c.at, c.project_id, c.object_type, c.object_id, c.version, c.action, c.actor_id, c.request_id, c.reason,
                c."row", c.previous, c.hash);
    RETURN NULL;
END $$;

-- Or the application could hang it on a temporary table called `claim`, and so write what never happened.
REVOKE EXECUTE ON FUNCTION record_change() FROM PUBLIC;

CREATE FUNCTION refuse_to_alter_the_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER change_append_only BEFORE UPDATE OR DELETE ON change
    FOR EACH ROW EXECUTE FUNCTION refuse_to_alter_the_record();
CREATE TRIGGER change_never_emptied BEFORE TRUNCATE ON change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_alter_the_record();

DO $$
DECLARE
    t text;
    left_out text;
BEGIN
    FOR t, left_out IN VALUES
        ('project', ''), ('membership', ''), ('invitation', 'digest'), ('source', ''), ('speaker', ''), ('article', ''),
        ('revision', '''text'', ''raw'', ''blocks'''), ('quote', ''), ('segment', ''), ('claim', ''), ('claim_quote', ''),
        ('evidence', ''), ('scale', ''), ('rating', ''), ('verdict', ''), ('verdict_evidence', ''), ('decision', ''),
        ('decision_verdict', ''), ('api_token', 'digest')
    LOOP
        EXECUTE format('CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION record_change(%s)',
            t, CASE WHEN left_out = 'digest' THEN '''digest''' ELSE left_out END);
    END LOOP;
END $$;
