-- What proves the calls: batches of records, each a tree whose head is an entry of the public log.

CREATE TABLE exchange.batch (
  number bigint PRIMARY KEY CHECK (number >= 1),
  from_transaction bigint NOT NULL UNIQUE,
  until_transaction bigint NOT NULL UNIQUE CHECK (until_transaction > from_transaction),
  salt bytea NOT NULL CHECK (octet_length(salt) = 32),
  leaves bytea NOT NULL CHECK (octet_length(leaves) >= 32 AND octet_length(leaves) % 32 = 0),
  head text NOT NULL CHECK (length(head) <= 1000),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Hashes do not compress.
ALTER TABLE exchange.batch ALTER COLUMN leaves SET STORAGE EXTERNAL;
COMMENT ON TABLE exchange.batch IS 'Every record that was written from one transaction to before another, by its hash. One batch begins where the one before ends. Kept as long as the records, and never changed.';
COMMENT ON COLUMN exchange.batch.from_transaction IS 'The first transaction whose records are in it.';
COMMENT ON COLUMN exchange.batch.until_transaction IS 'The first transaction whose records are not in it any more.';
COMMENT ON COLUMN exchange.batch.salt IS 'Random: without it nobody can try out what was withheld in a record. Never handed out.';
COMMENT ON COLUMN exchange.batch.leaves IS 'Hashes of the records (RFC 6962 §2.1), 32 bytes each, in their own order.';
COMMENT ON COLUMN exchange.batch.head IS 'Name, size and root of their tree, as a checkpoint writes them; the public log has its SHA-256 as the entry exchange.';
GRANT SELECT, INSERT ON exchange.batch TO exchange;
