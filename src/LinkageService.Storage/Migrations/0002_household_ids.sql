-- Which stored household is meant by an id in the one spelling that ids have now, where it was stored in another one before:
-- 3/12 is the household stored as 3%2F12. Filled once, after this text; households entered since are stored as they are spelled.
CREATE TABLE household_spelling (
    organization_id TEXT NOT NULL,
    id TEXT NOT NULL,
    household_id TEXT NOT NULL,
    PRIMARY KEY (organization_id, id)
);
