-- A file that the blocks of a closed year were moved into. put_back_by is null and put_back_at 0 while they are there.
CREATE TABLE archive (
    id TEXT NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    runs BIGINT NOT NULL,
    blocks BIGINT NOT NULL,
    digest BLOB NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    put_back_by TEXT,
    put_back_at BIGINT NOT NULL
);

-- A run whose blocks are in an archive and nowhere else.
CREATE TABLE archived_run (
    run_id TEXT NOT NULL PRIMARY KEY,
    archive_id TEXT NOT NULL
);
CREATE INDEX archived_run_by_archive ON archived_run (archive_id);
