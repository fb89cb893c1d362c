-- The log of the exchange: who asked what of whom, on whose behalf, for what. Fields by name, never a value.
-- Rows are added and never changed: the role has no UPDATE and no DELETE.

CREATE TABLE exchange.message (
  receipt text PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  service text NOT NULL,
  owner text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('read', 'check', 'write')),
  caller text NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'official', 'machine')),
  actor_number text,
  actor_title jsonb,
  purpose text NOT NULL,
  case_number text,
  idempotency_key text,
  input_mac bytea,
  fields text[] NOT NULL,
  outcome text,
  written_by bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint
);
COMMENT ON TABLE exchange.message IS 'One row a call, written before anything is disclosed or changed.';
COMMENT ON COLUMN exchange.message.receipt IS 'The receipt number that people quote.';
COMMENT ON COLUMN exchange.message.actor_number IS 'Personal number of who acted; shown to inspectors, and to nobody else but themselves.';
COMMENT ON COLUMN exchange.message.actor_title IS 'The post of the official, vi and en, or the name of the machine.';
COMMENT ON COLUMN exchange.message.input_mac IS 'Of a write: an HMAC of its input under a key of the house, by which the same key with another input is noticed. It tells nothing of the values.';
COMMENT ON COLUMN exchange.message.outcome IS 'How a call ended that was written when it was over: done, or the code of the refusal. Of a write that began see exchange.outcome.';
COMMENT ON COLUMN exchange.message.written_by IS 'The transaction: calls are proven in the public log when no older one can still appear.';
-- One write for a key. Reads have none, and are most of the log: they cost no entry here.
CREATE UNIQUE INDEX message_key ON exchange.message (service, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- Rows lie in the order of time, so that a few pages tell where a day begins.
CREATE INDEX message_at ON exchange.message USING brin (at);
CREATE INDEX message_written_by ON exchange.message USING brin (written_by) WITH (pages_per_range = 32, autosummarize = on);
GRANT SELECT, INSERT ON exchange.message TO exchange;

CREATE TABLE exchange.subject (
  personal_number text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  receipt text NOT NULL,
  told_from timestamptz,
  written_by bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
  PRIMARY KEY (personal_number, at, receipt)
);
CREATE INDEX subject_written_by ON exchange.subject USING brin (written_by) WITH (pages_per_range = 32, autosummarize = on);
COMMENT ON TABLE exchange.subject IS 'Whom a call was about: the index of "who has seen my data". Written in one statement with its message, and nothing is ever deleted, so no reference is checked row by row.';
COMMENT ON COLUMN exchange.subject.written_by IS 'The transaction, as in message.';
COMMENT ON COLUMN exchange.subject.told_from IS 'Since when the person may see this call; infinity: never, by a decision on sealed data. NULL: at once.';
GRANT SELECT, INSERT ON exchange.subject TO exchange;

CREATE TABLE exchange.outcome (
  receipt text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  outcome text NOT NULL,
  written_by bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
  PRIMARY KEY (receipt, outcome)
);
CREATE INDEX outcome_written_by ON exchange.outcome USING brin (written_by) WITH (pages_per_range = 32, autosummarize = on);
COMMENT ON COLUMN exchange.outcome.written_by IS 'The transaction, as in message.';
COMMENT ON TABLE exchange.outcome IS 'How a write ended that had begun: done, or the code of the refusal. A write without a row was cut off, and is done again by who asked; one that was refused and later done has both.';
GRANT SELECT, INSERT ON exchange.outcome TO exchange;
