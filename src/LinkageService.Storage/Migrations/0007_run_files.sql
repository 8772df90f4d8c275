-- Scans and photographs that belong to a run: minutes, attendance, the notice on the wall, signed sheets. A file never changes; one that
-- was taken out keeps its name, size and hash, and content is empty.
CREATE TABLE run_file (
    id TEXT NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 BLOB NOT NULL,
    content BLOB NOT NULL,
    added_by TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    removed_by TEXT,
    removed_at BIGINT
);
CREATE INDEX run_file_by_run ON run_file (run_id, id);
