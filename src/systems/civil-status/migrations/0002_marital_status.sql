-- Certificates of marital status, and what people apply for from home.

CREATE TABLE civil_status.marital_certificate (
  id uuid PRIMARY KEY REFERENCES civil_status.paper,
  person_number text NOT NULL CHECK (person_number ~ '^\d{12}$'),
  full_name text NOT NULL,
  born_on date NOT NULL,
  purpose jsonb NOT NULL,
  purpose_key text NOT NULL,
  stated jsonb NOT NULL,
  books_said text NOT NULL,
  doubtful_entries text[] NOT NULL,
  conclusion jsonb,
  last_day date NOT NULL,
  replacing jsonb,
  replaced_on date,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE civil_status.marital_certificate IS 'A certificate of marital status (Decree 123/2015/NĐ-CP art. 21–23) beside its paper: for what, what it states, and on what that rests.';
COMMENT ON COLUMN civil_status.marital_certificate.books_said IS 'What the books alone said on the day of issue: when they say something else, the certificate is over.';
COMMENT ON COLUMN civil_status.marital_certificate.doubtful_entries IS 'Transcribed entries that the officer had before them: one that came later makes the certificate doubtful.';
COMMENT ON COLUMN civil_status.marital_certificate.conclusion IS 'What the officer found where the registers alone do not say it.';
-- Of one purpose only the last counts.
CREATE UNIQUE INDEX marital_certificate_last ON civil_status.marital_certificate (person_number, purpose_key)
  WHERE replaced_on IS NULL;
CREATE INDEX marital_certificate_of_person ON civil_status.marital_certificate (person_number);
GRANT SELECT, INSERT ON civil_status.marital_certificate TO civil_status;
GRANT UPDATE (replaced_on) ON civil_status.marital_certificate TO civil_status;
SELECT kernel.keep_history_of('civil_status.marital_certificate');

CREATE TABLE civil_status.marital_application (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  request_key text NOT NULL UNIQUE,
  applicant_number text NOT NULL CHECK (applicant_number ~ '^\d{12}$'),
  applicant_name text NOT NULL,
  wish jsonb NOT NULL,
  purpose_key text NOT NULL,
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'granted', 'refused', 'withdrawn')),
  filed_at timestamptz NOT NULL,
  due_on date NOT NULL,
  decided_at timestamptz,
  decided_by jsonb,
  decision_receipt text,
  answer text,
  paper_id uuid REFERENCES civil_status.paper,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((state = 'granted') = (paper_id IS NOT NULL)),
  CHECK (state <> 'refused' OR answer IS NOT NULL)
);
COMMENT ON TABLE civil_status.marital_application IS 'What a person asks the committee of the own commune for from home: a certificate of marital status. Open until it is granted, refused or withdrawn.';
CREATE UNIQUE INDEX marital_application_open ON civil_status.marital_application (applicant_number, purpose_key) WHERE state = 'open';
CREATE INDEX marital_application_of_person ON civil_status.marital_application (applicant_number, filed_at DESC);
CREATE INDEX marital_application_waiting ON civil_status.marital_application (commune_code, due_on) WHERE state = 'open';
CREATE INDEX marital_application_over ON civil_status.marital_application (commune_code, decided_at DESC) WHERE state <> 'open';
GRANT SELECT, INSERT ON civil_status.marital_application TO civil_status;
GRANT UPDATE (state, decided_at, decided_by, decision_receipt, answer, paper_id) ON civil_status.marital_application TO civil_status;
SELECT kernel.keep_history_of('civil_status.marital_application');
