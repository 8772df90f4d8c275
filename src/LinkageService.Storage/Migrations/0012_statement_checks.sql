-- Checks of payout sheets made elsewhere that somebody kept. content is what was answered, sealed; one that was taken out keeps who, when
-- and the hash of the file, and neither name nor content.
CREATE TABLE statement_check (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT,
    file_name TEXT NOT NULL,
    file_digest BLOB NOT NULL,
    households BIGINT NOT NULL,
    faults BIGINT NOT NULL,
    content TEXT NOT NULL,
    kept_by TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    removed_by TEXT,
    removed_at BIGINT
);
CREATE INDEX statement_check_by_organization ON statement_check (organization_id, id);
