-- What a register has told for counting. Called by registry.equip.
CREATE FUNCTION registry.equip_statistics(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.fact_extract (
      id uuid PRIMARY KEY,
      request_key text NOT NULL UNIQUE,
      facts text[] NOT NULL,
      reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
      asked_by jsonb NOT NULL,
      receipt text,
      made_on date NOT NULL,
      file_id text,
      rows bigint,
      size_bytes bigint,
      sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      kept_until timestamptz NOT NULL,
      removed_at timestamptz,
      CHECK ((file_id IS NULL) = (rows IS NULL))
    );
    COMMENT ON TABLE %1$I.fact_extract IS 'Facts of all people that were written into a file for counting, without identifiers: who asked, for what, until when the file is kept. Stays when the file is gone.';
    COMMENT ON COLUMN %1$I.fact_extract.file_id IS 'NULL while it is being written, or when that was cut off.';
    CREATE INDEX ON %1$I.fact_extract (created_at);
    GRANT SELECT, INSERT ON %1$I.fact_extract TO %1$I;
    GRANT UPDATE (file_id, rows, size_bytes, sha256, removed_at) ON %1$I.fact_extract TO %1$I;
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_statistics IS 'Makes the table of statistical extracts in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_statistics FROM PUBLIC;
