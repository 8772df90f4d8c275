-- What is taken from what households are paid with a run, fixed when the run is handed in: the tax of a benefit (kind tax, item the
-- benefit), or a debt that is set off (kind set_off, item the id of set_off). Of a correction, what changes of it. due is what the run
-- gives of the benefit, income what is declared of it, tax its tax, withheld what is taken; all in fen. The run's progress has the digest.
CREATE TABLE run_withholding (
    run_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    due_fen BIGINT NOT NULL,
    income_fen BIGINT NOT NULL,
    tax_fen BIGINT NOT NULL,
    withheld_fen BIGINT NOT NULL,
    PRIMARY KEY (run_id, household_id, kind, item)
);

-- Debts that households agreed to have set off against what a run pays them, with who agreed when by which paper. One that was taken
-- back keeps its row.
CREATE TABLE set_off (
    id TEXT NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    reason TEXT NOT NULL,
    consented_on TEXT NOT NULL,
    consented_by TEXT NOT NULL,
    document TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    removed_by TEXT,
    removed_at BIGINT
);
CREATE INDEX set_off_by_run ON set_off (run_id, id);
