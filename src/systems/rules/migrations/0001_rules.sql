-- Law as decision tables: sets of rules, their editions, when each is in force, and the cases that test them.

CREATE TABLE rules.rule_set (
  id text PRIMARY KEY CHECK (length(id) <= 80 AND id ~ '^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$'),
  name_vi text NOT NULL CHECK (length(name_vi) BETWEEN 1 AND 300),
  name_en text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 300),
  owner_code text NOT NULL CHECK (length(owner_code) <= 35 AND owner_code ~ '^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$'),
  subject text NOT NULL CHECK (subject IN ('eligibility', 'fee', 'deadline', 'documents', 'entitlement', 'competence', 'tax')),
  decision text NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
  repealed_from date,
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE rules.rule_set IS 'A question that the law answers, by the agency that answers for it, e.g. at what level health insurance pays.';
COMMENT ON COLUMN rules.rule_set.decision IS 'The decision of its models that is asked.';
COMMENT ON COLUMN rules.rule_set.repealed_from IS 'From this day on no edition is in force, and none can be adopted.';
GRANT SELECT ON rules.rule_set TO rules;
GRANT UPDATE (repealed_from) ON rules.rule_set TO rules;

CREATE TABLE rules.edition (
  rule_set text NOT NULL REFERENCES rules.rule_set,
  number integer NOT NULL CHECK (number >= 1),
  state text NOT NULL CHECK (state IN ('draft', 'proposed', 'adopted', 'withdrawn')),
  version integer NOT NULL DEFAULT 1,
  model text NOT NULL CHECK (length(model) BETWEEN 1 AND 5000000),
  law_vi text NOT NULL CHECK (length(law_vi) BETWEEN 1 AND 1000),
  law_en text NOT NULL CHECK (length(law_en) BETWEEN 1 AND 1000),
  made_from integer,
  wanted_from date,
  shipped_digest text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rule_set, number),
  UNIQUE (rule_set, shipped_digest),
  FOREIGN KEY (rule_set, made_from) REFERENCES rules.edition (rule_set, number),
  CHECK (wanted_from IS NOT NULL OR state IN ('draft', 'withdrawn'))
);
COMMENT ON TABLE rules.edition IS 'What the law says in one edition of a rule set: a model of decisions (DMN 1.5) and the documents that it puts into tables.';
COMMENT ON COLUMN rules.edition.version IS 'Counts the changes: a change is written only when it was decided on this version.';
COMMENT ON COLUMN rules.edition.model IS 'The text of the .dmn file.';
COMMENT ON COLUMN rules.edition.made_from IS 'The edition from which the draft was begun.';
COMMENT ON COLUMN rules.edition.wanted_from IS 'From when it is to be in force, as who proposed it said.';
COMMENT ON COLUMN rules.edition.shipped_digest IS 'SHA-256 of the model when it came with a release, so that it comes once.';
GRANT SELECT, INSERT ON rules.edition TO rules;
GRANT UPDATE (state, version, model, law_vi, law_en, wanted_from, recorded_at) ON rules.edition TO rules;
SELECT kernel.keep_history_of('rules.edition', 'rule_set', 'number');

-- What is adopted or withdrawn never changes, and what is proposed changes only by being adopted, returned or withdrawn.
CREATE FUNCTION rules.keep_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('adopted', 'withdrawn') THEN
    RAISE EXCEPTION 'edition % of % is % and does not change', OLD.number, OLD.rule_set, OLD.state;
  END IF;
  IF OLD.state <> 'draft' AND (OLD.model, OLD.law_vi, OLD.law_en) IS DISTINCT FROM (NEW.model, NEW.law_vi, NEW.law_en) THEN
    RAISE EXCEPTION 'edition % of % is % and no draft', OLD.number, OLD.rule_set, OLD.state;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_decided BEFORE UPDATE ON rules.edition FOR EACH ROW EXECUTE FUNCTION rules.keep_decided();

CREATE TABLE rules.in_force (
  rule_set text NOT NULL,
  number integer NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  rule_set_key uuid GENERATED ALWAYS AS (kernel.key_of(rule_set)) STORED,
  UNIQUE (rule_set, number),
  PRIMARY KEY (rule_set_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (rule_set, number) REFERENCES rules.edition
);
COMMENT ON TABLE rules.in_force IS 'When an adopted edition is law: on each day one edition of a set at most.';
GRANT SELECT, INSERT, UPDATE ON rules.in_force TO rules;
SELECT kernel.keep_history_of('rules.in_force', 'rule_set');
CREATE FUNCTION rules.tell_in_force_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kernel.tell_changed('rules.in_force', NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER INSERT OR UPDATE OR DELETE ON rules.in_force
  FOR EACH STATEMENT EXECUTE FUNCTION rules.tell_in_force_changed();

CREATE TABLE rules.test_case (
  id uuid PRIMARY KEY,
  rule_set text NOT NULL,
  number integer NOT NULL,
  position integer NOT NULL CHECK (position >= 1),
  name_vi text NOT NULL CHECK (length(name_vi) BETWEEN 1 AND 300),
  name_en text NOT NULL CHECK (length(name_en) BETWEEN 1 AND 300),
  inputs jsonb NOT NULL CHECK (jsonb_typeof(inputs) = 'object'),
  expected jsonb NOT NULL,
  UNIQUE (rule_set, number, position),
  FOREIGN KEY (rule_set, number) REFERENCES rules.edition
);
COMMENT ON TABLE rules.test_case IS 'A case whose answer is known, by the edition that it tests; values as they are given to the exchange.';
GRANT SELECT, INSERT, UPDATE, DELETE ON rules.test_case TO rules;
CREATE FUNCTION rules.keep_cases() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched rules.test_case := coalesce(NEW, OLD);
BEGIN
  IF NOT EXISTS (SELECT FROM rules.edition e WHERE e.rule_set = touched.rule_set AND e.number = touched.number AND e.state = 'draft') THEN
    RAISE EXCEPTION 'edition % of % is no draft: its cases stay', touched.number, touched.rule_set;
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_cases BEFORE INSERT OR UPDATE OR DELETE ON rules.test_case FOR EACH ROW EXECUTE FUNCTION rules.keep_cases();

CREATE TABLE rules.edition_event (
  id uuid PRIMARY KEY,
  rule_set text NOT NULL,
  number integer NOT NULL,
  move text NOT NULL CHECK (move IN ('ship', 'draft', 'save', 'propose', 'return', 'withdraw', 'adopt')),
  official_id uuid,
  official_name text,
  reason text CHECK (length(reason) <= 2000),
  request_key uuid UNIQUE,
  at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (rule_set, number) REFERENCES rules.edition,
  CHECK ((official_id IS NULL) = (move = 'ship'))
);
COMMENT ON TABLE rules.edition_event IS 'Who did what to an edition, when and why.';
COMMENT ON COLUMN rules.edition_event.request_key IS 'The key of the form: the same form sent twice does it once.';
CREATE INDEX edition_event_edition ON rules.edition_event (rule_set, number, at);
GRANT SELECT, INSERT ON rules.edition_event TO rules;
