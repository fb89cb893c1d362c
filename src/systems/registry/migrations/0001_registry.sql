-- What every register stands on besides its own tables: the acts, which are its events, parts of names, and its quality.

-- Makes them in a register's schema. Called first in the register's migration.
CREATE FUNCTION registry.equip(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.act (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      written_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      kind text NOT NULL,
      key text[],
      act text NOT NULL CHECK (act IN ('record', 'change', 'correct', 'end', 'cancel', 'confirm', 'merge', 'split', 'undo', 'import')),
      valid_from date,
      fields text[] NOT NULL,
      reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
      source jsonb NOT NULL,
      done_by jsonb NOT NULL,
      receipt text
    );
    COMMENT ON TABLE %1$I.act IS 'Every act on a record: what was done, why, by the right of which document, by whom. Never changed. Subscribers read it in order as events.';
    COMMENT ON COLUMN %1$I.act.key IS 'The record; NULL when the act was on many at once, as an import is: their rows name the act.';
    COMMENT ON COLUMN %1$I.act.written_by IS 'The transaction: events are told when no older one can still appear.';
    COMMENT ON COLUMN %1$I.act.fields IS 'Names of the fields that were given, never values.';
    CREATE INDEX ON %1$I.act (kind, key);
    CREATE INDEX ON %1$I.act (written_by, position);
    CREATE INDEX ON %1$I.act (receipt) WHERE receipt IS NOT NULL;
    GRANT SELECT, INSERT ON %1$I.act TO %1$I;

    CREATE TABLE %1$I.name_part (kind text NOT NULL, part text NOT NULL, count bigint NOT NULL, PRIMARY KEY (kind, part));
    COMMENT ON TABLE %1$I.name_part IS 'Of what parts the names in a register are made, without tones, and how often: what a misspelt name may have been meant as.';
    GRANT SELECT, INSERT, UPDATE ON %1$I.name_part TO %1$I;
  $make$, register);
  PERFORM registry.equip_quality(register);
  PERFORM registry.equip_lineage(register);
  PERFORM registry.equip_control(register);
  PERFORM registry.equip_duplicates(register);
  PERFORM registry.equip_splits(register);
  PERFORM registry.equip_bulk(register);
  PERFORM registry.equip_statistics(register);
END $$;
COMMENT ON FUNCTION registry.equip IS 'Makes what every register stands on in its schema: acts, parts of names, and the tables of the other functions equip_ of this schema.';
REVOKE EXECUTE ON FUNCTION registry.equip FROM PUBLIC;
