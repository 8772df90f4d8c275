-- Who is told of events, under which address. types are the wanted ones, one a line, empty for all; secrets are sealed, one a line with the
-- moment from which it signs no more (0 for none). One that was removed keeps its row without secrets.
CREATE TABLE webhook (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT,
    url TEXT NOT NULL,
    types TEXT NOT NULL,
    secrets TEXT NOT NULL,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Up to which entry of the audit log its deliveries are written down, and which running service delivers until when.
CREATE TABLE webhook_cursor (
    webhook_id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    holder TEXT NOT NULL,
    held_until BIGINT NOT NULL
);

-- An event on its way to an address: the part of an entry of the audit log, since one may be two events. organization_id is empty for what
-- belongs to none. What stands here is no account of anybody's money: it is not in the audit chain.
CREATE TABLE webhook_delivery (
    webhook_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    part BIGINT NOT NULL,
    organization_id TEXT NOT NULL,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    status BIGINT,
    error TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (webhook_id, seq, part)
);
CREATE INDEX webhook_delivery_by_state ON webhook_delivery (webhook_id, state, organization_id, seq, part);
