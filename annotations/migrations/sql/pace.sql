-- How a desk gets on is read from the record: the steps of its claims in a span of time, and for each the step before it.
CREATE INDEX change_claim_steps ON change (project_id, at) INCLUDE (object_id, version, action)
    WHERE object_type = 'claim' AND action <> 'update';
