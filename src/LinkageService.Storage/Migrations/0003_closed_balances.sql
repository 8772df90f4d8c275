-- What of a balance that a correction left was closed without a run: paid outside the service, or given up; by whom and why.
CREATE TABLE balance_closing (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    correction_run_id TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    reason TEXT NOT NULL,
    closed_by TEXT NOT NULL,
    closed_at BIGINT NOT NULL
);
CREATE INDEX balance_closing_by_organization ON balance_closing (organization_id, household_id, correction_run_id);
