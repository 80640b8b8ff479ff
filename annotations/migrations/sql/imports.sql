-- A file that was brought in stays known, and each step of it is on the record; how far it has come is not.
CREATE TRIGGER kept BEFORE DELETE ON import FOR EACH ROW EXECUTE FUNCTION refuse_delete();
CREATE TRIGGER record AFTER INSERT OR DELETE OR UPDATE OF state ON import FOR EACH ROW
    EXECUTE FUNCTION record_change('read', 'rows', 'written', 'created', 'unchanged', 'problems', 'sentence', 'ended_at');
CREATE FUNCTION guard_import() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.created_at, NEW.project_id, NEW.by_id, NEW.name, NEW.format, NEW.sha256, NEW.size)
        IS DISTINCT FROM (OLD.id, OLD.created_at, OLD.project_id, OLD.by_id, OLD.name, OLD.format, OLD.sha256, OLD.size)
       OR OLD.state IN ('done', 'refused', 'failed')
    THEN
        RAISE EXCEPTION 'What was brought in, by whom, and what became of it never changes.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'import_is_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_import BEFORE UPDATE ON import FOR EACH ROW EXECUTE FUNCTION guard_import();
