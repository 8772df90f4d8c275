-- What is stated of an organisation beside its roster, kind by kind, from a date on until the date of the next fact of the kind; of a
-- year, its last day. Never changed: a correction is a fact of the same date known later, and present 0 says that nothing is stated
-- for the date after all. Amounts are whole fen, the number of an account is encrypted.
CREATE TABLE organization_fact (
    organization_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    present BIGINT NOT NULL,
    data TEXT NOT NULL,
    actor TEXT NOT NULL,
    change_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, kind, valid_from, known_at)
);
CREATE INDEX organization_fact_by_change ON organization_fact (change_id);
