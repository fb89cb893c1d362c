-- What a register knows of its own quality: who last confirmed a fact, what is wrong in the stock, what people call wrong, scores.

-- Makes them in a register's schema. Called by registry.equip.
CREATE FUNCTION registry.equip_quality(register text) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($make$
    CREATE TABLE %1$I.confirmation (
      kind text NOT NULL,
      key text[] NOT NULL,
      source text NOT NULL CHECK (length(source) BETWEEN 1 AND 60),
      fields text[] NOT NULL CHECK (cardinality(fields) > 0),
      confirmed_on date NOT NULL,
      act bigint NOT NULL,
      PRIMARY KEY (kind, key, source, fields)
    );
    COMMENT ON TABLE %1$I.confirmation IS 'When each source last said that fields of a record are still so: signs of life, by which facts are live or stale.';
    COMMENT ON COLUMN %1$I.confirmation.act IS 'The act by which it was said: one for many records when they came together.';
    GRANT SELECT, INSERT, UPDATE ON %1$I.confirmation TO %1$I;

    CREATE TABLE %1$I.finding (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind text NOT NULL,
      key text[] NOT NULL,
      rule text NOT NULL,
      found_at timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      gone_at timestamptz CHECK (gone_at >= found_at)
    );
    COMMENT ON TABLE %1$I.finding IS 'That a record breaks a rule which looks at other records or in which time passes: since when, and until when.';
    COMMENT ON COLUMN %1$I.finding.seen_at IS 'When it was found last: what an examination of the whole stock does not see again is gone.';
    CREATE UNIQUE INDEX finding_open ON %1$I.finding (kind, key, rule) WHERE gone_at IS NULL;
    CREATE INDEX finding_rule ON %1$I.finding (kind, rule) WHERE gone_at IS NULL;
    GRANT SELECT, INSERT ON %1$I.finding TO %1$I;
    GRANT UPDATE (seen_at, gone_at) ON %1$I.finding TO %1$I;

    CREATE TABLE %1$I.examination (
      kind text PRIMARY KEY,
      begun_at timestamptz NOT NULL,
      reached text[],
      done_at timestamptz
    );
    COMMENT ON TABLE %1$I.examination IS 'How far the examination of the stock of a kind has come: one that was cut off goes on from there.';
    GRANT SELECT, INSERT, UPDATE ON %1$I.examination TO %1$I;

    CREATE TABLE %1$I.challenge (
      id uuid PRIMARY KEY,
      request_key text NOT NULL UNIQUE,
      receipt text NOT NULL,
      kind text NOT NULL,
      key text[] NOT NULL,
      field text NOT NULL,
      person_number text NOT NULL CHECK (length(person_number) BETWEEN 1 AND 40),
      held text,
      claimed text NOT NULL CHECK (length(claimed) BETWEEN 1 AND 500),
      reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
      document text CHECK (length(document) BETWEEN 1 AND 200),
      filed_at timestamptz NOT NULL,
      due_on date NOT NULL,
      state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'corrected', 'refused', 'withdrawn')),
      answered_at timestamptz,
      answer text CHECK (length(answer) BETWEEN 1 AND 2000),
      answered_by jsonb,
      answer_act bigint,
      answer_receipt text,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CHECK ((state = 'open') = (answered_at IS NULL)),
      CHECK (state NOT IN ('corrected', 'refused') OR (answer IS NOT NULL AND answered_by IS NOT NULL))
    );
    COMMENT ON TABLE %1$I.challenge IS 'A person says that a fact about them is wrong; the owner of the register must answer by a date.';
    COMMENT ON COLUMN %1$I.challenge.held IS 'What the register said when it was challenged.';
    COMMENT ON COLUMN %1$I.challenge.answer_act IS 'The act by which the record was put right.';
    CREATE UNIQUE INDEX challenge_once ON %1$I.challenge (person_number, kind, key, field) WHERE state = 'open';
    CREATE INDEX challenge_person ON %1$I.challenge (person_number);
    CREATE INDEX challenge_due ON %1$I.challenge (due_on) WHERE state = 'open';
    CREATE INDEX challenge_record ON %1$I.challenge (kind, key);
    GRANT SELECT, INSERT ON %1$I.challenge TO %1$I;
    GRANT UPDATE (state, answered_at, answer, answered_by, answer_act, answer_receipt, recorded_at) ON %1$I.challenge TO %1$I;

    CREATE TABLE %1$I.quality_score (
      kind text NOT NULL,
      level text NOT NULL CHECK (level IN ('register', 'province', 'commune', 'agency')),
      code text NOT NULL,
      counted_on date NOT NULL,
      records bigint NOT NULL,
      sound bigint NOT NULL,
      correct real,
      sufficient real,
      clean real,
      live real,
      faults jsonb NOT NULL,
      challenged bigint NOT NULL,
      overdue bigint NOT NULL,
      PRIMARY KEY (kind, level, code, counted_on)
    );
    COMMENT ON TABLE %1$I.quality_score IS 'How good the records of a kind were on a day: of all, of each province, commune and agency. A score is a percentage; NULL where nothing is asked.';
    COMMENT ON COLUMN %1$I.quality_score.sound IS 'Records without any fault, whose facts are more likely still so than not.';
    COMMENT ON COLUMN %1$I.quality_score.faults IS 'By rule: how many records break it.';
    CREATE INDEX quality_score_day ON %1$I.quality_score (kind, counted_on, level);
    GRANT SELECT, INSERT, UPDATE ON %1$I.quality_score TO %1$I;
  $make$, register);
  PERFORM kernel.keep_history_of(format('%I.challenge', register)::regclass);
END $$;
COMMENT ON FUNCTION registry.equip_quality IS 'Makes the tables confirmation, finding, examination, challenge and quality_score in the schema of a register.';
REVOKE EXECUTE ON FUNCTION registry.equip_quality FROM PUBLIC;
