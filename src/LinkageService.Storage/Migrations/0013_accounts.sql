-- People who sign in with a name and a password. name_key is the name as people are told apart by it; password_hash is what ASP.NET Core's
-- password hasher makes. password_until is when a password that somebody else gave ends, null for one's own. Sessions carry the stamp they
-- began with, and end when it is another.
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    role TEXT NOT NULL,
    organization_id TEXT,
    state TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    password_until BIGINT,
    stamp TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_by_name ON account (name_key);

-- Wrong passwords in a row, and until when none is looked at. A note of the service, which no account of anybody's money depends on: it is not
-- in the audit chain. The empty id counts names that are nobody's.
CREATE TABLE account_attempts (
    account_id TEXT NOT NULL PRIMARY KEY,
    failed BIGINT NOT NULL,
    locked_until BIGINT NOT NULL
);
