-- Splits of records into which facts of two were written. `registry.equip` calls it for each register.
CREATE FUNCTION registry.equip_splits(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.split_proposal (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      from_key text[] NOT NULL,
      into_key text[],
      plan jsonb NOT NULL,
      moved jsonb NOT NULL,
      asked jsonb NOT NULL,
      reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
      source jsonb NOT NULL,
      state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'undone')),
      proposed_at timestamptz NOT NULL DEFAULT now(),
      proposed_by jsonb NOT NULL,
      decided_at timestamptz,
      decided_by jsonb,
      decided_reason text,
      undone_at timestamptz,
      undone_by jsonb,
      undone_reason text,
      act bigint REFERENCES %1$I.act,
      receipts text[] NOT NULL,
      CHECK (state NOT IN ('confirmed', 'undone') OR (into_key IS NOT NULL AND act IS NOT NULL))
    );
    COMMENT ON TABLE %1$I.split_proposal IS 'That facts of two were written into one record: proposed by one steward, confirmed or refused by another, and perhaps undone.';
    COMMENT ON COLUMN %1$I.split_proposal.plan IS 'Whose each version is, from which day on, and what either record says otherwise; values of open fields only.';
    COMMENT ON COLUMN %1$I.split_proposal.moved IS 'The places of the versions that name the record and are to name the new one.';
    COMMENT ON COLUMN %1$I.split_proposal.asked IS 'What the register asks for to give the new record its key.';
    COMMENT ON COLUMN %1$I.split_proposal.receipts IS 'The receipts of the calls that made, decided and undid it: the same call again changes nothing.';
    CREATE UNIQUE INDEX split_proposal_open ON %1$I.split_proposal (kind, from_key) WHERE state = 'proposed';
    CREATE INDEX ON %1$I.split_proposal (kind, state, proposed_at);
    CREATE INDEX ON %1$I.split_proposal (kind, from_key);
    CREATE INDEX ON %1$I.split_proposal (kind, into_key);
    GRANT SELECT, INSERT, UPDATE ON %1$I.split_proposal TO %1$I;
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_splits IS 'Makes the table of proposed splits in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_splits FROM PUBLIC;
