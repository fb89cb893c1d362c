-- Officials' certificates and delegations end with the post that they name.

-- As registry.equip_follower makes it; that comes later in the order of systems.
CREATE TABLE trust.event_cursor (
  name text PRIMARY KEY,
  cursor text NOT NULL,
  moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.event_cursor IS 'Up to which event another register was followed, and for what: it moves in the transaction that applies the events.';

CREATE TABLE trust.post_question (
  appointment_id text PRIMARY KEY,
  ask_at timestamptz NOT NULL,
  times integer NOT NULL DEFAULT 1
);
CREATE INDEX post_question_due ON trust.post_question (ask_at);
COMMENT ON TABLE trust.post_question IS 'Appointments of which the register of civil servants is to be asked: something changed, or a post ends on that day.';
COMMENT ON COLUMN trust.post_question.times IS 'Grows with every event: what comes while the register is asked is asked for again.';

CREATE TABLE trust.post_ending (
  appointment_id text NOT NULL REFERENCES trust.post_question (appointment_id) ON DELETE CASCADE,
  official_id text NOT NULL,
  role text NOT NULL,
  agency_code text NOT NULL,
  ends_on date NOT NULL,
  PRIMARY KEY (appointment_id, role)
);
CREATE INDEX post_ending_on ON trust.post_ending (ends_on);
COMMENT ON TABLE trust.post_ending IS 'Posts whose end is known and has not come: the first day on which they are not held.';

CREATE TABLE trust.post_end (
  id uuid PRIMARY KEY,
  official_id text NOT NULL,
  role text NOT NULL,
  agency_code text NOT NULL,
  is_in_service boolean NOT NULL,
  known_by text NOT NULL CHECK (known_by IN ('register', 'directory')),
  serials text[] NOT NULL,
  delegations uuid[] NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX post_end_at ON trust.post_end (at DESC);
COMMENT ON TABLE trust.post_end IS 'That a post ended, and what ended with it: certificates that were revoked, delegations of signing.';

CREATE TABLE trust.post_end_told (
  post_end_id uuid PRIMARY KEY REFERENCES trust.post_end (id),
  told_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trust.post_end_told IS 'That the official was told of it.';

CREATE INDEX certificate_of_official ON trust.certificate (holder) WHERE profile = 'official-authentication';
CREATE INDEX signing_credential_of_post ON trust.signing_credential (official_id, role, agency_code) WHERE kind = 'official';

GRANT SELECT, INSERT, UPDATE ON trust.event_cursor TO trust;
GRANT SELECT, INSERT, UPDATE, DELETE ON trust.post_question, trust.post_ending TO trust;
GRANT SELECT, INSERT ON trust.post_end, trust.post_end_told TO trust;
