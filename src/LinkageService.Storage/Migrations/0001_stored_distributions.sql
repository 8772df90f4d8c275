-- Organisations, dated household facts, linkages, schemes, runs, audit. One text for both databases:
-- on PostgreSQL TEXT becomes TEXT COLLATE "C", so that ids sort by their bytes everywhere, BLOB becomes BYTEA and INTEGER BIGINT
-- (on SQLite an INTEGER key is the row's own number and needs no index).
-- Money is integer fen. Moments are microseconds since 1970 UTC. Dates are yyyy-MM-dd. Truth is 0 or 1.

CREATE TABLE organization (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    legal_form TEXT NOT NULL,
    parent TEXT,
    region TEXT NOT NULL,
    notice_days BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    facts_known_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX organization_by_parent ON organization (parent);

-- How a household stands from a date on, until the date of its next fact. Never changed: a correction is a fact known later.
CREATE TABLE household_fact (
    organization_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    present BIGINT NOT NULL,
    data TEXT NOT NULL,
    actor TEXT NOT NULL,
    change_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, household_id, valid_from, known_at)
);
CREATE INDEX household_fact_by_change ON household_fact (change_id);

-- Finds an ID or account number by its keyed hash; the numbers themselves are encrypted in household_fact.data.
CREATE TABLE household_lookup (
    organization_id TEXT NOT NULL,
    hash BLOB NOT NULL,
    household_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, hash, household_id)
);

-- Who is linked to whom by which mode; a later row of the same id says how it stands since it became known.
CREATE TABLE linkage_fact (
    id TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    organization_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    partner TEXT NOT NULL,
    mode TEXT NOT NULL,
    terms TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    actor TEXT NOT NULL,
    change_id TEXT NOT NULL,
    PRIMARY KEY (id, known_at)
);
CREATE INDEX linkage_fact_by_household ON linkage_fact (organization_id, household_id);

-- Scheme documents by their digest: those made by users and those a run used, so that it stays explainable.
CREATE TABLE scheme_document (
    digest TEXT NOT NULL PRIMARY KEY,
    scheme_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    document TEXT NOT NULL
);
CREATE TABLE scheme_version (
    scheme_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    digest TEXT NOT NULL,
    actor TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scheme_id, version)
);

CREATE TABLE run (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    corrects TEXT,
    policy TEXT,
    year BIGINT NOT NULL,
    record_date TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    roster TEXT NOT NULL,
    scheme_id TEXT NOT NULL,
    scheme_version BIGINT NOT NULL,
    scheme_digest TEXT NOT NULL,
    terms TEXT NOT NULL,
    result TEXT NOT NULL,
    digest TEXT NOT NULL,
    households BIGINT NOT NULL,
    blocks_digest BLOB NOT NULL,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    maker TEXT NOT NULL,
    progress TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX run_by_organization ON run (organization_id, year, id);
CREATE INDEX run_by_corrected ON run (corrects) WHERE corrects IS NOT NULL;

-- 512 households a row, packed: see docs/decisions/0005-packed-statement-blocks.md.
CREATE TABLE run_block (
    run_id TEXT NOT NULL,
    part BIGINT NOT NULL,
    first_household TEXT NOT NULL,
    households BIGINT NOT NULL,
    payload BLOB NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (run_id, part, first_household)
);

-- Figures that reports need, per run and benefit; the same for registered households.
CREATE TABLE run_benefit (
    run_id TEXT NOT NULL,
    benefit TEXT NOT NULL,
    households BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    registered_households BIGINT NOT NULL,
    registered_amount_fen BIGINT NOT NULL,
    PRIMARY KEY (run_id, benefit)
);

CREATE TABLE objection (
    id TEXT NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL,
    household_id TEXT,
    content TEXT NOT NULL,
    raised_by TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    resolution TEXT,
    resolved_by TEXT,
    resolved_at BIGINT
);
CREATE INDEX objection_by_run ON objection (run_id);

-- What a correction leaves to later runs of the organisation: positive is owed to the household, negative to be recovered.
CREATE TABLE carry (
    organization_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    correction_run_id TEXT NOT NULL,
    year BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    PRIMARY KEY (organization_id, household_id, correction_run_id)
);
-- What of it a run settled.
CREATE TABLE settlement (
    run_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    correction_run_id TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    PRIMARY KEY (run_id, household_id, correction_run_id)
);
CREATE INDEX settlement_by_correction ON settlement (correction_run_id, household_id);

CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    request_digest BLOB NOT NULL,
    run_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, idempotency_key)
);

-- Who did what, when; each entry is hashed with the one before it.
CREATE TABLE audit (
    seq INTEGER NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    organization_id TEXT,
    subject TEXT NOT NULL,
    change_id TEXT NOT NULL,
    before_digest BLOB,
    after_digest BLOB,
    details TEXT NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, seq);
CREATE INDEX audit_by_organization ON audit (organization_id, seq);
CREATE INDEX audit_by_change ON audit (change_id);
CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BLOB NOT NULL
);

CREATE TABLE api_key (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    organization_id TEXT,
    secret_hash BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
