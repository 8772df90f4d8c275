-- Blocks by far outnumber all other rows. In sixteen parts, by the hash of the run they belong to: every read names its run and so looks
-- into one of them; indexes stay a sixteenth, each part is cleaned up on its own, and several COPYs do not wait for the end of one file.
ALTER TABLE run_block RENAME TO run_block_before;
ALTER TABLE run_block_before RENAME CONSTRAINT run_block_pkey TO run_block_before_pkey;

CREATE TABLE run_block (
    run_id TEXT NOT NULL,
    part BIGINT NOT NULL,
    first_household TEXT NOT NULL,
    households BIGINT NOT NULL,
    payload BLOB NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (run_id, part, first_household)
) PARTITION BY HASH (run_id);

DO $$
BEGIN
    FOR place IN 0..15 LOOP
        EXECUTE format(
            'CREATE TABLE run_block_%s PARTITION OF run_block FOR VALUES WITH (MODULUS 16, REMAINDER %s)', to_char(place, 'FM00'), place);
    END LOOP;
END
$$;

INSERT INTO run_block SELECT run_id, part, first_household, households, payload, digest FROM run_block_before;
DROP TABLE run_block_before;
