-- Assignments are guarded and recorded like everything else people keep; the functions are those of the first walls.

CREATE TRIGGER guard_version BEFORE UPDATE ON assignment FOR EACH ROW EXECUTE FUNCTION guard_version(claim_id, reviewer_id, by_id);
CREATE TRIGGER kept BEFORE DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION refuse_delete();
CREATE TRIGGER record AFTER INSERT OR UPDATE OR DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION record_change();

-- When somebody last did something: read backwards from the end, once for each member of a desk.
CREATE INDEX change_by_actor ON change (actor_id, project_id, seq);
