-- How a register controls who learns what: tries to guess values, counted.

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
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_control IS 'Makes the table check_try in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_control FROM PUBLIC;
