-- What somebody said that a heading of an organisation's rosters stands for: a field, a holding, a label or nothing that is read.
-- The heading is in one spelling, at most 200 characters; taken_for is empty where it was forgotten again.
CREATE TABLE roster_heading (
    organization_id TEXT NOT NULL,
    heading TEXT NOT NULL,
    taken_for TEXT NOT NULL,
    PRIMARY KEY (organization_id, heading)
);
