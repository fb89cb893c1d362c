-- The National Insurance Database: insured persons and their health-insurance cover.

CREATE TABLE insurance.insured (
  insurance_number text PRIMARY KEY CHECK (insurance_number ~ '^\d{10}$'),
  person_number text NOT NULL CONSTRAINT insured_person UNIQUE CHECK (person_number ~ '^\d{12}$'),
  assigned_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE insurance.insured IS 'Every insurance number ever given, and to whom. Never changed, never deleted, so no number is given twice.';
GRANT SELECT, INSERT ON insurance.insured TO insurance;

CREATE TABLE insurance.coverage (
  person_number text NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  insurance_number text NOT NULL REFERENCES insurance.insured,
  object_code text NOT NULL CHECK (object_code ~ '^[A-Z]{2}\d$'),
  province_code text NOT NULL CHECK (province_code ~ '^\d{2}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_key uuid GENERATED ALWAYS AS (kernel.key_of(person_number)) STORED,
  PRIMARY KEY (person_number_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.coverage IS 'During which time a person has health insurance, as a member of which group. One at a time (Law on Health Insurance art. 13).';
COMMENT ON COLUMN insurance.coverage.object_code IS 'Two letters for the group and a digit for the level of benefit: TE1 is a child under six.';
CREATE INDEX coverage_person ON insurance.coverage (person_number);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.coverage TO insurance;
SELECT kernel.keep_history_of('insurance.coverage', 'person_number');

CREATE TABLE insurance.child_card (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  person_number text NOT NULL,
  insurance_number text NOT NULL REFERENCES insurance.insured,
  card_code text NOT NULL UNIQUE CHECK (card_code ~ '^[A-Z]{2}\d{13}$'),
  valid_from date NOT NULL,
  valid_until date NOT NULL CHECK (valid_until > valid_from),
  issued_on date NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  case_number text NOT NULL,
  holder jsonb NOT NULL,
  verification_code text NOT NULL UNIQUE,
  card_file text CHECK (card_file ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE insurance.child_card IS 'A card issued to a child under six. Without a file the card is still to be made.';
COMMENT ON COLUMN insurance.child_card.holder IS 'What the card says of the child, as the population register said on the day of issue.';
GRANT SELECT, INSERT ON insurance.child_card TO insurance;
GRANT UPDATE (card_file) ON insurance.child_card TO insurance;
SELECT kernel.keep_history_of('insurance.child_card');
