-- What a run is to pay, stated before any line: how many households and how much. Its digest covers the lines as they stand.
CREATE TABLE payment_envelope (
    run_id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    run_digest TEXT NOT NULL,
    households BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    prepared_by TEXT NOT NULL,
    prepared_at BIGINT NOT NULL,
    funds_by TEXT,
    funds_on TEXT,
    funds_reference TEXT,
    funds_at BIGINT,
    lines_digest BLOB NOT NULL,
    revision BIGINT NOT NULL
);

-- Every attempt to pay a household, with its own copy of where the money goes; the account is encrypted for the household.
-- latest is 1 of the attempt that counts: how it stands is how the payment stands.
CREATE TABLE payment_attempt (
    run_id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    latest BIGINT NOT NULL,
    end_to_end_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    name TEXT,
    account TEXT,
    account_hint TEXT,
    bank TEXT,
    bank_code TEXT,
    changed_by TEXT,
    confirmed_by TEXT,
    sent_on TEXT,
    settled_on TEXT,
    was_paid BIGINT NOT NULL,
    reason TEXT,
    words TEXT,
    collector TEXT,
    relation TEXT,
    note TEXT,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (run_id, household_id, attempt)
);
CREATE UNIQUE INDEX payment_attempt_by_id ON payment_attempt (run_id, end_to_end_id);
CREATE INDEX payment_attempt_by_state ON payment_attempt (run_id, state, household_id) WHERE latest = 1;
CREATE INDEX payment_attempt_latest ON payment_attempt (run_id, household_id) WHERE latest = 1;

-- Rows of a bank that belong to no payment, or to one that has such a result already; id is made of what they say.
CREATE TABLE payment_unmatched (
    run_id TEXT NOT NULL,
    id TEXT NOT NULL,
    row_number BIGINT,
    fault TEXT NOT NULL,
    end_to_end_id TEXT,
    household_id TEXT,
    account TEXT,
    account_hint TEXT,
    name TEXT,
    amount_fen BIGINT,
    outcome TEXT NOT NULL,
    reason TEXT,
    words TEXT,
    result_on TEXT,
    noted_by TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (run_id, id)
);
