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
      run_id uuid NOT NULL REFERENCES %1$I.import_run,
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
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_bulk IS 'Makes the tables of imports in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_bulk FROM PUBLIC;
