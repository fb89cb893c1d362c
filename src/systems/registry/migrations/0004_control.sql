-- How a register controls who learns what: tries to guess values, counted; keys of what is encrypted.

-- Makes the tables in a register's schema. Called by registry.equip.
CREATE FUNCTION registry.equip_control(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.check_try (
      agency_code text NOT NULL,
      record bytea NOT NULL,
      tried_on date NOT NULL,
      count integer NOT NULL CHECK (count > 0),
      PRIMARY KEY (agency_code, record, tried_on)
    );
    COMMENT ON TABLE %1$I.check_try IS 'How often an agency asked yes or no about a record on a day: who asks too often is guessing.';
    COMMENT ON COLUMN %1$I.check_try.record IS 'An HMAC of the record''s key under a key of the house: counted, but no list of whom an agency asked about.';
    GRANT SELECT, INSERT, UPDATE, DELETE ON %1$I.check_try TO %1$I;

    CREATE TABLE %1$I.register_key (
      generation integer PRIMARY KEY CHECK (generation > 0),
      wrapped bytea NOT NULL,
      made_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    COMMENT ON TABLE %1$I.register_key IS 'The keys of the register, encrypted under the owner''s master key. The newest is in use; older ones go when a rotation is over.';
    GRANT SELECT, INSERT, DELETE ON %1$I.register_key TO %1$I;

    CREATE TABLE %1$I.record_key (
      kind text NOT NULL,
      key text[] NOT NULL,
      generation integer NOT NULL REFERENCES %1$I.register_key,
      wrapped bytea NOT NULL,
      PRIMARY KEY (kind, key)
    );
    COMMENT ON TABLE %1$I.record_key IS 'The key under which the encrypted fields of a record are kept, itself encrypted under a register key.';
    CREATE INDEX record_key_generation ON %1$I.record_key (generation);
    GRANT SELECT, INSERT ON %1$I.record_key TO %1$I;
    GRANT UPDATE (generation, wrapped) ON %1$I.record_key TO %1$I;
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_control IS 'Makes the tables check_try, register_key and record_key in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_control FROM PUBLIC;
