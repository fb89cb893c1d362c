-- How a register finds who is in it twice, and the queue in which stewards decide. `registry.equip` calls it for each register.
CREATE FUNCTION registry.equip_duplicates(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.linkage_block (
      kind text NOT NULL,
      key text[] NOT NULL,
      blocks bigint[] NOT NULL,
      PRIMARY KEY (kind, key)
    );
    COMMENT ON TABLE %1$I.linkage_block IS 'Under which block keys each record is found when it is asked who is like it: hashes of kind, rule and key. Made from the records, and made again when they change.';
    CREATE INDEX ON %1$I.linkage_block USING gin (blocks) WITH (fastupdate = off);
    GRANT SELECT, INSERT, UPDATE, DELETE ON %1$I.linkage_block TO %1$I;

    -- For each rule the records of its block; of the finer block when the whole one is too large; NULL when that is too large as well.
    -- The settings leave it the GIN index alone. Which block is asked for is a parameter, so the planner knows nothing of its size and takes every
    -- block to be a two-hundredth of the table (the default of `@>`); with the LIMIT it then reads the table, or the key's index, from the front, hoping to
    -- meet enough rows soon. A block has ten rows among ten million: it never does. The settings hold inside of this function only.
    CREATE FUNCTION %1$I.linkage_found(of_kind text, whole bigint[], finer bigint[], most integer)
      RETURNS TABLE (place integer, is_finer boolean, records jsonb)
      LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $find$
    DECLARE size integer;
    BEGIN
      FOR at IN 1 .. cardinality(whole) LOOP
        place := at;
        is_finer := false;
        SELECT count(*), jsonb_agg(b.key) INTO size, records FROM (
          SELECT l.key FROM %1$I.linkage_block l WHERE l.blocks @> ARRAY[whole[at]] AND l.kind || '' = of_kind LIMIT most + 1) b;
        IF size > most THEN
          is_finer := true;
          records := NULL;
          IF finer[at] IS NOT NULL THEN
            SELECT count(*), jsonb_agg(b.key) INTO size, records FROM (
              SELECT l.key FROM %1$I.linkage_block l WHERE l.blocks @> ARRAY[finer[at]] AND l.kind || '' = of_kind LIMIT most + 1) b;
            IF size > most THEN records := NULL; ELSE records := coalesce(records, '[]'); END IF;
          END IF;
        ELSE
          records := coalesce(records, '[]');
        END IF;
        RETURN NEXT;
      END LOOP;
    END $find$;
    REVOKE EXECUTE ON FUNCTION %1$I.linkage_found FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION %1$I.linkage_found TO %1$I;

    CREATE TABLE %1$I.linkage_state (
      kind text PRIMARY KEY,
      begun_at timestamptz NOT NULL DEFAULT now(),
      cursor text NOT NULL,
      event_to text[],
      built_to text[],
      built_at timestamptz,
      scanned_to text[],
      scanned_at timestamptz,
      model jsonb,
      thresholds jsonb,
      trained_at timestamptz
    );
    COMMENT ON TABLE %1$I.linkage_state IS 'For each kind that is looked through for duplicates: up to which event its blocks are kept, up to which record the stock was read and looked through, and the model with its date.';
    COMMENT ON COLUMN %1$I.linkage_state.event_to IS 'Within the next event, when that one was on many records: up to which of them it is done.';
    GRANT SELECT, INSERT, UPDATE ON %1$I.linkage_state TO %1$I;

    CREATE TABLE %1$I.duplicate_pair (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      one text[] NOT NULL,
      other text[] NOT NULL,
      weight_bits double precision,
      probability double precision,
      status text NOT NULL CHECK (status IN ('waiting', 'later', 'different', 'merged', 'dissolved')),
      found_at timestamptz NOT NULL DEFAULT now(),
      decided_bits double precision,
      later_until date,
      claimed_by text,
      claimed_until timestamptz,
      UNIQUE (kind, one, other),
      CHECK (one <> other)
    );
    COMMENT ON TABLE %1$I.duplicate_pair IS 'Two records that may be one, and what a steward decided. Never deleted: who are different are not asked about again.';
    COMMENT ON COLUMN %1$I.duplicate_pair.weight_bits IS 'What speaks for it, in bits; NULL when a steward named the pair before the register had learnt to weigh.';
    COMMENT ON COLUMN %1$I.duplicate_pair.decided_bits IS 'The weight at which they were held to be different: they are asked about again only when clearly more speaks for it.';
    CREATE INDEX ON %1$I.duplicate_pair (kind, status, weight_bits DESC NULLS LAST, id);
    CREATE INDEX ON %1$I.duplicate_pair (kind, other);
    GRANT SELECT, INSERT, UPDATE ON %1$I.duplicate_pair TO %1$I;

    CREATE TABLE %1$I.duplicate_decision (
      pair uuid NOT NULL REFERENCES %1$I.duplicate_pair,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      decision text NOT NULL CHECK (decision IN ('named', 'different', 'later', 'again')),
      reason text NOT NULL,
      done_by jsonb NOT NULL,
      receipt text NOT NULL PRIMARY KEY
    );
    COMMENT ON TABLE %1$I.duplicate_decision IS 'What stewards decided of pairs, and why; `named`: it is a pair because a steward says that the two may be one.';
    CREATE INDEX ON %1$I.duplicate_decision (pair, at);
    GRANT SELECT, INSERT ON %1$I.duplicate_decision TO %1$I;

    CREATE TABLE %1$I.merge_proposal (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      pair uuid NOT NULL REFERENCES %1$I.duplicate_pair,
      from_key text[] NOT NULL,
      into_key text[] NOT NULL,
      from_act bigint NOT NULL,
      into_act bigint NOT NULL,
      taken text[] NOT NULL,
      both_say text NOT NULL CHECK (both_say IN ('refuse', 'survivor-stands')),
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
      receipts text[] NOT NULL
    );
    COMMENT ON TABLE %1$I.merge_proposal IS 'That two records are one: proposed by one steward, confirmed or refused by another, and perhaps undone.';
    COMMENT ON COLUMN %1$I.merge_proposal.taken IS 'The fields whose value is taken from the record that goes: names, never values.';
    COMMENT ON COLUMN %1$I.merge_proposal.receipts IS 'The receipts of the calls that made, decided and undid it: the same call again changes nothing.';
    CREATE UNIQUE INDEX ON %1$I.merge_proposal (pair) WHERE state IN ('proposed', 'confirmed');
    GRANT SELECT, INSERT, UPDATE ON %1$I.merge_proposal TO %1$I;

    CREATE TABLE %1$I.match_count (
      kind text NOT NULL,
      agency_code text NOT NULL,
      asked_on date NOT NULL,
      count integer NOT NULL CHECK (count > 0),
      PRIMARY KEY (kind, agency_code, asked_on)
    );
    COMMENT ON TABLE %1$I.match_count IS 'How often an agency asked on a day whether somebody of a list of its own is in the register.';
    GRANT SELECT, INSERT, UPDATE ON %1$I.match_count TO %1$I;
  $make$, register);
END $$;
COMMENT ON FUNCTION registry.equip_duplicates IS 'Makes the tables of duplicates and their review in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_duplicates FROM PUBLIC;
