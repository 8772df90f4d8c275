-- An act on the runs of a batch: handed in, put on notice, approved or paid, all in one go. It is looked through first (checking, checked)
-- and carried out once somebody confirmed it. confirmer is empty and confirmed_at 0 before.
CREATE TABLE batch_act (
    id TEXT NOT NULL PRIMARY KEY,
    batch_id TEXT NOT NULL,
    act TEXT NOT NULL,
    terms TEXT NOT NULL,
    runs BIGINT NOT NULL,
    state TEXT NOT NULL,
    exceptions_seen BIGINT NOT NULL,
    maker TEXT NOT NULL,
    confirmer TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX batch_act_by_batch ON batch_act (batch_id, id);

-- A run that the act is about, with the revision that was looked at. The change that makes the act for the run also writes done here; the
-- rest are notes: runs and acts are in the audit chain.
CREATE TABLE batch_act_run (
    act_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    organization_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    run_revision BIGINT NOT NULL,
    terms TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    outcome TEXT NOT NULL,
    exceptions TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (act_id, place)
);
CREATE UNIQUE INDEX batch_act_run_once ON batch_act_run (act_id, organization_id);
