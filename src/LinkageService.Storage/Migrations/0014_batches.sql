-- Many organisations settled in one go. organization_id is the one whose people see it, null for those who see everything; terms are the
-- figures that hold for all of them; done, households and amount_fen are the sums of its runs when it was finished.
CREATE TABLE batch (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT,
    year BIGINT NOT NULL,
    dry_run BIGINT NOT NULL,
    terms TEXT NOT NULL,
    request_digest BLOB NOT NULL,
    organizations BIGINT NOT NULL,
    chunk BIGINT NOT NULL,
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    households BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    maker TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX batch_by_organization ON batch (organization_id, id);

-- An organisation of a batch, in the order of the batch. Whether its run is made is not said here: its run holds the key of the batch. What
-- is said is why none came of it, and of a dry run what came of it. These are notes: the runs are in the audit chain, and so is the batch.
CREATE TABLE batch_organization (
    batch_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    organization_id TEXT NOT NULL,
    terms TEXT NOT NULL,
    maker TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    outcome TEXT NOT NULL,
    households BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (batch_id, place)
);
CREATE UNIQUE INDEX batch_organization_once ON batch_organization (batch_id, organization_id);
