-- How a register controls who learns what: tries to guess values, counted; keys of what is encrypted; decisions that something is sealed.

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

    CREATE TABLE %1$I.seal (
      id uuid PRIMARY KEY,
      request_key text NOT NULL UNIQUE,
      kind text NOT NULL,
      key text[] NOT NULL,
      fields text[] CHECK (cardinality(fields) > 0),
      valid_before date,
      from_on date NOT NULL,
      until_on date CHECK (until_on > from_on),
      open_to jsonb NOT NULL,
      opens_to_number text,
      opens_on date,
      cover jsonb NOT NULL,
      reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
      source jsonb NOT NULL,
      decided_by jsonb NOT NULL,
      decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      receipt text,
      lifted_at timestamptz,
      lift_reason text,
      lift_source jsonb,
      lifted_by jsonb,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CHECK ((opens_to_number IS NULL) = (opens_on IS NULL)),
      CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
    );
    COMMENT ON TABLE %1$I.seal IS 'A decision of the owner that a record, or fields of it, are not told: to whom all the same, from when on, and what is told instead.';
    COMMENT ON COLUMN %1$I.seal.fields IS 'NULL: the whole record is as if there were none.';
    COMMENT ON COLUMN %1$I.seal.valid_before IS 'Only what was true before this day is sealed; NULL: whatever the day.';
    COMMENT ON COLUMN %1$I.seal.cover IS 'What is told in the place of a field; a field without is told as unknown.';
    CREATE INDEX seal_record ON %1$I.seal (kind, key) WHERE lifted_at IS NULL;
    GRANT SELECT, INSERT ON %1$I.seal TO %1$I;
    GRANT UPDATE (lifted_at, lift_reason, lift_source, lifted_by, recorded_at) ON %1$I.seal TO %1$I;

    CREATE TABLE %1$I.seal_opening (
      id uuid PRIMARY KEY,
      request_key text NOT NULL UNIQUE,
      seal_id uuid NOT NULL REFERENCES %1$I.seal,
      asked_by text NOT NULL,
      asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
      source jsonb NOT NULL,
      approved_by text CHECK (approved_by <> asked_by),
      approved_at timestamptz,
      open_until timestamptz,
      CHECK ((approved_by IS NULL) = (open_until IS NULL))
    );
    COMMENT ON TABLE %1$I.seal_opening IS 'That a keeper of seals asked to open one, on what document, and who else approved it. Two people, always.';
    CREATE INDEX seal_opening_seal ON %1$I.seal_opening (seal_id);
    GRANT SELECT, INSERT ON %1$I.seal_opening TO %1$I;
    GRANT UPDATE (approved_by, approved_at, open_until) ON %1$I.seal_opening TO %1$I;
  $make$, register);
  PERFORM kernel.keep_history_of(format('%I.seal', register)::regclass);
  PERFORM registry.equip_follower(register);
END $$;
COMMENT ON FUNCTION registry.equip_control IS 'Makes the tables check_try, register_key, record_key, seal and seal_opening in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_control FROM PUBLIC;

-- How far a system has followed the events of registers. Called by registry.equip; a system that is no register calls it itself.
CREATE FUNCTION registry.equip_follower(follower text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.event_cursor (
      name text PRIMARY KEY,
      cursor text NOT NULL,
      moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    COMMENT ON TABLE %1$I.event_cursor IS 'Up to which event another register was followed, and for what: it moves in the transaction that applies the events.';
    GRANT SELECT, INSERT, UPDATE ON %1$I.event_cursor TO %1$I;

    CREATE TABLE %1$I.follow_up (
      name text NOT NULL,
      subject text NOT NULL,
      told_at timestamptz NOT NULL,
      due_at timestamptz NOT NULL,
      times integer NOT NULL DEFAULT 1,
      failures integer NOT NULL DEFAULT 0,
      fault text,
      PRIMARY KEY (name, subject),
      CHECK ((fault IS NULL) = (failures = 0))
    );
    COMMENT ON TABLE %1$I.follow_up IS 'Records of another register of which something was told and which are still to be looked at; taken away by the transaction that does what follows.';
    COMMENT ON COLUMN %1$I.follow_up.times IS 'Grows with every event: what comes while the other register is asked is asked for again.';
    COMMENT ON COLUMN %1$I.follow_up.fault IS 'Why it failed last: the code of a refusal, or fault.';
    CREATE INDEX follow_up_due ON %1$I.follow_up (name, due_at);
    GRANT SELECT, INSERT, UPDATE, DELETE ON %1$I.follow_up TO %1$I;
  $make$, follower);
END $$;
COMMENT ON FUNCTION registry.equip_follower IS 'Makes the tables event_cursor and follow_up in the schema of a system that follows registers.';
REVOKE EXECUTE ON FUNCTION registry.equip_follower FROM PUBLIC;

-- Where a register holds what it held of numbers that went on in others (events/numbers.ts). Called by the migration of the follower.
CREATE FUNCTION registry.equip_follower_of_numbers(follower text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.number_moved (
      from_number text NOT NULL CHECK (from_number ~ '^\d{12}$'),
      into_number text NOT NULL CHECK (into_number ~ '^\d{12}$' AND into_number <> from_number),
      act bigint NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (from_number, act)
    );
    COMMENT ON TABLE %1$I.number_moved IS 'Personal numbers that went on in others: where what was held of them stands now, and the acts by which it can come back.';
    CREATE INDEX number_moved_into ON %1$I.number_moved (into_number);
    GRANT SELECT, INSERT, UPDATE, DELETE ON %1$I.number_moved TO %1$I;
  $make$, follower);
  PERFORM kernel.keep_history_of(format('%I.number_moved', follower)::regclass);
END $$;
COMMENT ON FUNCTION registry.equip_follower_of_numbers IS 'Makes the table number_moved in the schema of a register that follows the numbers of people.';
REVOKE EXECUTE ON FUNCTION registry.equip_follower_of_numbers FROM PUBLIC;

-- What a register that follows people's lives has heard (events/lives.ts). Called by the migration of the follower.
CREATE FUNCTION registry.equip_follower_of_lives(follower text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.known_death (
      person_number text PRIMARY KEY CHECK (person_number ~ '^\d{12}$'),
      died_on date NOT NULL,
      source text NOT NULL,
      receipt text NOT NULL,
      heard_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    COMMENT ON TABLE %1$I.known_death IS 'Deaths of people of whom this register holds anything, as the population register says. One that is taken back goes to the history.';
    COMMENT ON COLUMN %1$I.known_death.source IS 'The entry or decision on which the death rests there.';
    COMMENT ON COLUMN %1$I.known_death.receipt IS 'Of the call by which it was asked.';
    GRANT SELECT, INSERT, UPDATE, DELETE ON %1$I.known_death TO %1$I;
  $make$, follower);
  PERFORM kernel.keep_history_of(format('%I.known_death', follower)::regclass);
  PERFORM registry.equip_follower_of_numbers(follower);
END $$;
COMMENT ON FUNCTION registry.equip_follower_of_lives IS 'Makes the tables known_death and number_moved in the schema of a register that follows deaths and numbers.';
REVOKE EXECUTE ON FUNCTION registry.equip_follower_of_lives FROM PUBLIC;
