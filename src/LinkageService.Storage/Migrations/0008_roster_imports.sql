-- Every import of a roster and every change of several households at once, so that it can be looked up and taken back as a whole. Its
-- facts are those of its change (household_fact.change_id = id). file_name and file_digest are NULL where no file was sent; of what was
-- taken back the last time is kept, and how many households each answer was for.
CREATE TABLE roster_import (
    id TEXT NOT NULL PRIMARY KEY,
    organization_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    file_name TEXT,
    file_digest BLOB,
    households BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    imported_by TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    undone BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    not_possible BIGINT NOT NULL,
    taken_back_by TEXT,
    taken_back_at BIGINT
);
CREATE INDEX roster_import_by_organization ON roster_import (organization_id, id);

-- Whether what an organisation says of its headings counts for others of its county too, and theirs for it: 1 unless it said otherwise.
CREATE TABLE roster_sharing (
    organization_id TEXT NOT NULL PRIMARY KEY,
    shared BIGINT NOT NULL
);
