-- How a bank wants its list of payments, as an office wrote it down once; content is JSON, and empty where it was removed again.
CREATE TABLE payment_template (
    organization_id TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, name)
);

-- Which payments a file for a bank held, by the reference of the file: a bank may answer for the whole file. payment_ids are the
-- references of its payments, one a line.
CREATE TABLE payment_file (
    run_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    name TEXT NOT NULL,
    payments BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    payment_ids TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (run_id, message_id)
);
