-- What became of records that were merged or split, and what undoing that needs. `registry.equip` calls it for each register.
CREATE FUNCTION registry.equip_lineage(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.lineage (
      act bigint NOT NULL REFERENCES %1$I.act,
      kind text NOT NULL,
      how text NOT NULL CHECK (how IN ('merge', 'split')),
      from_key text[] NOT NULL,
      to_key text[] NOT NULL,
      since date,
      undone_by bigint REFERENCES %1$I.act,
      PRIMARY KEY (act, from_key, to_key)
    );
    COMMENT ON TABLE %1$I.lineage IS 'What became of a record: by which act it went on in which other one. Never deleted; undoing is noted.';
    COMMENT ON COLUMN %1$I.lineage.since IS 'From which day the world was so; NULL when it had always been so and we had it wrong.';
    CREATE INDEX ON %1$I.lineage (kind, from_key);
    CREATE INDEX ON %1$I.lineage (kind, to_key);
    GRANT SELECT, INSERT, UPDATE (undone_by) ON %1$I.lineage TO %1$I;

    CREATE TABLE %1$I.touched (
      act bigint NOT NULL REFERENCES %1$I.act,
      side text NOT NULL CHECK (side IN ('was', 'became')),
      kind text NOT NULL,
      key text[] NOT NULL,
      valid_during daterange NOT NULL,
      version_act bigint NOT NULL,
      PRIMARY KEY (act, side, kind, key, valid_during)
    );
    COMMENT ON TABLE %1$I.touched IS 'The versions that a merge or split took away and brought, by their places, never their values: what undoing it puts back.';
    GRANT SELECT, INSERT ON %1$I.touched TO %1$I;
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_lineage IS 'Makes the tables lineage and touched in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_lineage FROM PUBLIC;
