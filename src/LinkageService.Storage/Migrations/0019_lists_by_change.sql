-- What changed since a moment is found without reading what did not, and listed in the order in which it changed.
CREATE INDEX run_by_change ON run (organization_id, updated_at, id);
CREATE INDEX payment_attempt_by_change ON payment_attempt (run_id, updated_at, household_id) WHERE latest = 1;
CREATE INDEX linkage_fact_by_change ON linkage_fact (organization_id, known_at, id);
CREATE INDEX household_fact_by_moment ON household_fact (organization_id, known_at, household_id);
