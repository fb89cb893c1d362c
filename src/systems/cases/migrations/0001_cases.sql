-- Dossiers: what was asked, by whom, which steps of which agencies it takes, and what came of it.

CREATE TABLE cases.dossier (
  id uuid PRIMARY KEY,
  version integer NOT NULL DEFAULT 1,
  reference text NOT NULL UNIQUE,
  number text UNIQUE,
  procedure_code text NOT NULL,
  notification_id uuid NOT NULL,
  applicant_number text NOT NULL,
  applicant_name text NOT NULL,
  second_parent_number text,
  status text NOT NULL CHECK (status IN ('draft', 'awaiting_consent', 'in_progress', 'supplement', 'done', 'refused', 'withdrawn')),
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  answers jsonb NOT NULL DEFAULT '{}',
  evidence jsonb NOT NULL,
  recognised jsonb,
  agency_code text,
  agency_name text,
  commune_code text,
  child_name text,
  child_number text,
  paper_consent_file text,
  paper_consent_name text,
  paper_consent_receipt text,
  submitted_at timestamptz,
  promised_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (number IS NOT NULL OR status IN ('draft', 'withdrawn'))
);
CREATE INDEX dossier_submitted ON cases.dossier USING brin (submitted_at);
COMMENT ON TABLE cases.dossier IS 'One request of a person that several agencies fulfil. Its course is in event.';
COMMENT ON COLUMN cases.dossier.version IS 'Counts the changes of the dossier and of its steps: a change is written only when it was decided on this version.';
COMMENT ON COLUMN cases.dossier.reference IS 'What it is called before it has a number, e.g. in the log of the exchange.';
COMMENT ON COLUMN cases.dossier.recognised IS 'The man named as father by an unmarried mother, as the population register knows him; shown to her only when he agrees.';
COMMENT ON COLUMN cases.dossier.evidence IS 'What the registers answered when it was opened, with receipts. Read again when an officer decides.';
-- One birth, one dossier: a second one may begin only when the first was refused or withdrawn.
CREATE UNIQUE INDEX dossier_birth ON cases.dossier (notification_id) WHERE status NOT IN ('refused', 'withdrawn');
CREATE INDEX dossier_applicant ON cases.dossier (applicant_number, created_at);
CREATE INDEX dossier_second_parent ON cases.dossier (second_parent_number, created_at) WHERE second_parent_number IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON cases.dossier TO cases;

CREATE TABLE cases.step (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES cases.dossier,
  kind text NOT NULL CHECK (kind IN ('birth', 'residence', 'insurance')),
  procedure_code text NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'open', 'supplement', 'approved', 'done', 'refused', 'cancelled')),
  working_days integer NOT NULL,
  limit_edition integer NOT NULL,
  opened_at timestamptz,
  due_on date,
  days_left integer,
  decided_by uuid,
  decided_by_number text,
  decided_by_name text,
  decided_by_title jsonb,
  decided_at timestamptz,
  resolution text,
  note text,
  refusal_code text,
  attempt integer NOT NULL DEFAULT 1,
  ended_at timestamptz,
  UNIQUE (dossier_id, kind)
);
COMMENT ON TABLE cases.step IS 'One agency''s part of a dossier.';
COMMENT ON COLUMN cases.step.limit_edition IS 'The edition of the rule set civil-status.birth-time-limit that gave the working days.';
COMMENT ON COLUMN cases.step.days_left IS 'Working days that were left when the clock was stopped for a supplement.';
COMMENT ON COLUMN cases.step.attempt IS 'Part of the idempotency key towards the register: a new decision after a failed one is a new attempt.';
CREATE INDEX step_queue ON cases.step (agency_code, kind, due_on) WHERE status IN ('open', 'supplement', 'approved');
CREATE INDEX step_ended ON cases.step (ended_at) WHERE status = 'done';
GRANT SELECT, INSERT, UPDATE ON cases.step TO cases;

CREATE TABLE cases.event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES cases.dossier,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind text NOT NULL,
  step_kind text,
  who jsonb NOT NULL,
  note text
);
COMMENT ON TABLE cases.event IS 'The course of a dossier. Rows are added and never changed.';
CREATE INDEX event_dossier ON cases.event (dossier_id, id);
GRANT SELECT, INSERT ON cases.event TO cases;

CREATE TABLE cases.consent (
  dossier_id uuid NOT NULL REFERENCES cases.dossier,
  asked_at timestamptz NOT NULL DEFAULT now(),
  personal_number text NOT NULL,
  reasons text[] NOT NULL,
  respond_by date NOT NULL,
  answered_at timestamptz,
  agrees boolean,
  reason text,
  receipt text,
  PRIMARY KEY (dossier_id, asked_at)
);
CREATE INDEX consent_unanswered ON cases.consent (respond_by) WHERE answered_at IS NULL;
COMMENT ON TABLE cases.consent IS 'When the second parent was asked to agree, to what, and what they answered.';
GRANT SELECT, INSERT, UPDATE ON cases.consent TO cases;

CREATE TABLE cases.attachment (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES cases.dossier,
  step_kind text,
  file_id text NOT NULL,
  filename text NOT NULL,
  added_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE cases.attachment IS 'Files that people handed in with an answer to a request for a supplement.';
CREATE INDEX attachment_dossier ON cases.attachment (dossier_id);
GRANT SELECT, INSERT ON cases.attachment TO cases;

CREATE TABLE cases.result (
  id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES cases.dossier,
  step_kind text NOT NULL,
  code text NOT NULL,
  title jsonb NOT NULL,
  holder_name text NOT NULL,
  holder_number text,
  document_number text NOT NULL,
  issuer_name text NOT NULL,
  issued_at timestamptz NOT NULL,
  verification_code text NOT NULL UNIQUE,
  sha256 text NOT NULL,
  file_id text NOT NULL,
  UNIQUE (dossier_id, step_kind, code)
);
COMMENT ON TABLE cases.result IS 'The documents that the agencies issued, for "My documents" and for verification by code.';
GRANT SELECT, INSERT ON cases.result TO cases;

CREATE TABLE cases.number_counter (
  agency_code text NOT NULL,
  received_on date NOT NULL,
  last integer NOT NULL CHECK (last BETWEEN 1 AND 9999),
  PRIMARY KEY (agency_code, received_on)
);
COMMENT ON TABLE cases.number_counter IS 'The last serial of dossier numbers of an agency and day (Circular 01/2018/TT-VPCP art. 19: four digits).';
GRANT SELECT, INSERT, UPDATE ON cases.number_counter TO cases;
