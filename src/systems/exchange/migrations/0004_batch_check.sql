-- Batches of calls are compared with the public log by the clock, the new ones first and the others in turn.

CREATE TABLE exchange.batch_check (
  batch bigint PRIMARY KEY CHECK (batch >= 1),
  checked_at timestamptz NOT NULL,
  is_right boolean NOT NULL
);
CREATE INDEX batch_check_turn ON exchange.batch_check (checked_at);
CREATE INDEX batch_check_wrong ON exchange.batch_check (batch) WHERE NOT is_right;
COMMENT ON TABLE exchange.batch_check IS 'When each batch of calls was last compared with its records and with the public log, and whether it was as it had been entered. A batch that is here and not among the batches was taken away.';
GRANT SELECT, INSERT, UPDATE ON exchange.batch_check TO exchange;
