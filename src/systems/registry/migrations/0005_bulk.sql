-- What is taken into a register from files, and what is taken out of it into files.

-- Makes the tables in a register's schema. Called by registry.equip.
CREATE FUNCTION registry.equip_bulk(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.import_run (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      file_id text NOT NULL,
      file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
      sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
      size_bytes bigint NOT NULL CHECK (size_bytes > 0),
      format text NOT NULL CHECK (format IN ('csv', 'ndjson', 'xlsx')),
      state text NOT NULL DEFAULT 'uploaded'
        CHECK (state IN ('uploaded', 'checking', 'checked', 'importing', 'done', 'stopped', 'cancelled')),
      stopped_for text,
      header text[] NOT NULL,
      wishes jsonb,
      done_by jsonb NOT NULL,
      receipt text,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    COMMENT ON TABLE %1$I.import_run IS 'A file that is taken into the register: what it is, how it is to be read, how far it is.';
    COMMENT ON COLUMN %1$I.import_run.wishes IS 'Which column is which field, how dates are written, what happens to bad and to known rows, reason and source document.';
    CREATE INDEX ON %1$I.import_run (kind, created_at);
    GRANT SELECT, INSERT, UPDATE ON %1$I.import_run TO %1$I;

    CREATE TABLE %1$I.import_batch (
      run_id uuid NOT NULL REFERENCES %1$I.import_run,
      stage text NOT NULL CHECK (stage IN ('check', 'import')),
      batch integer NOT NULL,
      rows integer NOT NULL,
      good integer NOT NULL,
      present integer NOT NULL,
      refused integer NOT NULL,
      read_bytes bigint NOT NULL,
      problems jsonb NOT NULL,
      act bigint,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (run_id, stage, batch)
    );
    COMMENT ON TABLE %1$I.import_batch IS 'A part of a file that was checked or written, in the same transaction as its rows: so that nothing is written twice or lost.';
    COMMENT ON COLUMN %1$I.import_batch.problems IS 'How often each rule was broken in it, by field, rule and severity.';
    GRANT SELECT, INSERT, DELETE ON %1$I.import_batch TO %1$I;

    CREATE TABLE %1$I.import_problem (
      run_id uuid NOT NULL,
      stage text NOT NULL CHECK (stage IN ('check', 'import')),
      row_number bigint NOT NULL,
      field text NOT NULL,
      rule text NOT NULL,
      severity text NOT NULL CHECK (severity IN ('refused', 'warning', 'note')),
      given text
    );
    COMMENT ON TABLE %1$I.import_problem IS 'What is wrong with which field of which row of a file. Goes with the file.';
    CREATE INDEX ON %1$I.import_problem (run_id, stage, row_number);
    GRANT SELECT, INSERT, DELETE ON %1$I.import_problem TO %1$I;

    CREATE UNLOGGED TABLE %1$I.import_key (
      run_id uuid NOT NULL,
      key text[] NOT NULL,
      valid_during daterange NOT NULL,
      row_number bigint NOT NULL
    );
    COMMENT ON TABLE %1$I.import_key IS 'The keys in a file while it is checked: which of them stand there twice.';
    GRANT SELECT, INSERT, DELETE ON %1$I.import_key TO %1$I;

    CREATE TABLE %1$I.export_run (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      format text NOT NULL CHECK (format IN ('csv', 'ndjson', 'xlsx', 'parquet')),
      wishes jsonb NOT NULL,
      state text NOT NULL DEFAULT 'reading'
        CHECK (state IN ('awaiting', 'reading', 'writing', 'ready', 'refused', 'cancelled', 'failed', 'expired')),
      failed_for text,
      asked_by jsonb NOT NULL,
      receipt text,
      decided_by jsonb,
      decided_reason text CHECK (length(decided_reason) BETWEEN 1 AND 2000),
      known_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      settled_before xid8 NOT NULL DEFAULT pg_snapshot_xmax(pg_current_snapshot()),
      records_in_all bigint,
      written_rows bigint NOT NULL DEFAULT 0,
      file_id text,
      sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
      size_bytes bigint,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CHECK (state <> 'ready' OR file_id IS NOT NULL)
    );
    COMMENT ON TABLE %1$I.export_run IS 'Records that are taken out of the register into a file: by whom, why, which, how far it is. Stays when the file is gone.';
    COMMENT ON COLUMN %1$I.export_run.known_at IS 'The file says what was held at this instant, however long it takes to write it.';
    COMMENT ON COLUMN %1$I.export_run.settled_before IS 'Transactions before this one may still have written what was held at that instant: reading begins when they have ended.';
    CREATE INDEX ON %1$I.export_run (kind, created_at);
    GRANT SELECT, INSERT, UPDATE ON %1$I.export_run TO %1$I;

    CREATE TABLE %1$I.export_part (
      run_id uuid NOT NULL REFERENCES %1$I.export_run,
      part integer NOT NULL,
      records integer NOT NULL,
      rows integer NOT NULL,
      file_id text,
      last_key text[],
      receipt text NOT NULL,
      PRIMARY KEY (run_id, part)
    );
    COMMENT ON TABLE %1$I.export_part IS 'A part of the records that has been read for a file, kept until the file is whole: reading goes on behind the last one.';
    COMMENT ON COLUMN %1$I.export_part.records IS 'How many records were looked at; in rows, how many of them, or of their versions, are in the file.';
    COMMENT ON COLUMN %1$I.export_part.last_key IS 'Up to which record it goes; NULL when it is the last part.';
    COMMENT ON COLUMN %1$I.export_part.receipt IS 'Under which this reading stands in the log of the exchange, with those whom it was about.';
    GRANT SELECT, INSERT, DELETE ON %1$I.export_part TO %1$I;
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_bulk IS 'Makes the tables of imports and exports in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_bulk FROM PUBLIC;
