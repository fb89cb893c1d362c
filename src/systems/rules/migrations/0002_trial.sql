-- Drafts of the law, tried over everybody whom a register knows.

CREATE TABLE rules.trial (
  id uuid PRIMARY KEY,
  rule_set text NOT NULL REFERENCES rules.rule_set,
  before_number integer NOT NULL,
  after_number integer NOT NULL,
  after_version integer NOT NULL,
  before_model text NOT NULL,
  after_model text NOT NULL,
  decision text NOT NULL,
  sources jsonb NOT NULL CHECK (jsonb_typeof(sources) = 'array'),
  measure jsonb NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 10 AND 2000),
  asked_by jsonb NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'reading', 'counting', 'done', 'stopped', 'failed')),
  extract jsonb,
  counted bigint NOT NULL DEFAULT 0,
  result jsonb,
  failed_for text,
  took_ms integer,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  FOREIGN KEY (rule_set, before_number) REFERENCES rules.edition,
  FOREIGN KEY (rule_set, after_number) REFERENCES rules.edition,
  CHECK ((state = 'done') = (result IS NOT NULL)),
  CHECK ((state = 'failed') = (failed_for IS NOT NULL))
);
COMMENT ON TABLE rules.trial IS 'A trial of one edition against another over a register: what was asked, by whom and what for, how far it is, and what may be told of it.';
COMMENT ON COLUMN rules.trial.after_version IS 'Of the draft, as it was when the trial was asked for; the models are kept as they were.';
COMMENT ON COLUMN rules.trial.sources IS 'Where each input comes from: a fact of the register and its form, or a value that everybody is assumed to have.';
COMMENT ON COLUMN rules.trial.extract IS 'The file of facts without identifiers: where it is kept, how many people, made on which day, kept until when, under which receipt.';
COMMENT ON COLUMN rules.trial.result IS 'Counts and sums as they are told: rounded, and without what could give anybody away. Exact counts are kept nowhere.';
CREATE INDEX trial_rule_set ON rules.trial (rule_set, asked_at);
GRANT SELECT, INSERT ON rules.trial TO rules;
GRANT UPDATE (state, extract, counted, result, failed_for, took_ms, changed_at) ON rules.trial TO rules;
