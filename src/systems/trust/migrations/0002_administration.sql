-- What officials ask for and decide about certificates, and what they are warned of.

CREATE TABLE trust.certificate_request (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('revoke', 'suspend', 'resume', 'replace_seal', 'certify_official', 'certify_machine',
    'give_permit')),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn', 'lapsed')),
  serial text,
  profile text NOT NULL,
  agency_code text,
  holder text NOT NULL CHECK (length(holder) <= 300),
  reason smallint,
  why text NOT NULL CHECK (length(why) BETWEEN 10 AND 2000),
  was_suspended boolean NOT NULL DEFAULT false,
  asked_by uuid NOT NULL,
  asked_by_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_at timestamptz,
  issued_serial text REFERENCES trust.certificate (serial),
  certification_request bytea CHECK (octet_length(certification_request) <= 16384),
  names text[] NOT NULL DEFAULT '{}' CHECK (cardinality(names) <= 100),
  details jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(details) = 'object'),
  permit text,
  CHECK ((kind IN ('revoke', 'suspend', 'resume')) = (serial IS NOT NULL)),
  CHECK ((kind IN ('certify_official', 'certify_machine')) = (certification_request IS NOT NULL)),
  CHECK (kind NOT IN ('replace_seal', 'certify_official', 'certify_machine', 'give_permit') OR agency_code IS NOT NULL),
  CHECK ((kind = 'revoke') = (reason IS NOT NULL)),
  CHECK ((state = 'asked') = (decided_at IS NULL)),
  CHECK ((issued_serial IS NOT NULL) = (kind IN ('replace_seal', 'certify_official', 'certify_machine') AND state = 'approved')),
  CHECK ((permit IS NOT NULL) = (kind = 'give_permit' AND state = 'approved'))
);
CREATE UNIQUE INDEX certificate_request_one_open ON trust.certificate_request (serial) WHERE state = 'asked';
CREATE UNIQUE INDEX certificate_request_one_open_seal ON trust.certificate_request (agency_code)
  WHERE state = 'asked' AND kind = 'replace_seal';
CREATE UNIQUE INDEX certificate_request_one_open_of_official ON trust.certificate_request (asked_by)
  WHERE state = 'asked' AND kind = 'certify_official';
CREATE INDEX certificate_request_of_official ON trust.certificate_request (asked_by, asked_at DESC)
  WHERE kind = 'certify_official';
CREATE INDEX certificate_request_open ON trust.certificate_request (asked_at) WHERE state = 'asked';
CREATE INDEX certificate_request_of_serial ON trust.certificate_request (serial, asked_at DESC);
CREATE INDEX certificate_request_newest ON trust.certificate_request (asked_at DESC, id);
COMMENT ON TABLE trust.certificate_request IS 'What one official asks for and another decides about a certificate. Of each certificate one is open at most.';
COMMENT ON COLUMN trust.certificate_request.serial IS 'The certificate it is about; none where a seal is to be replaced: its holder may have none at present.';
COMMENT ON COLUMN trust.certificate_request.holder IS 'Who the certificate names, as it was when this was asked; empty when that is a person.';
COMMENT ON COLUMN trust.certificate_request.reason IS 'CRLReason (RFC 5280 §5.3.1) of a revocation.';
COMMENT ON COLUMN trust.certificate_request.was_suspended IS 'Whether asking suspended the certificate at once, because its key may be in other hands.';
COMMENT ON COLUMN trust.certificate_request.certification_request IS 'PKCS #10 (RFC 2986), where the key is the holder''s own.';
COMMENT ON COLUMN trust.certificate_request.names IS 'DNS names and addresses of the machine, or those that the permit covers.';
COMMENT ON COLUMN trust.certificate_request.details IS 'An official''s post as it was; or a permit''s protocol, uses and days.';
COMMENT ON COLUMN trust.certificate_request.permit IS 'The permit that was given when this was approved.';
COMMENT ON COLUMN trust.certificate_request.issued_serial IS 'The certificate that was issued when this was approved.';

CREATE TABLE trust.certificate_request_event (
  request uuid NOT NULL REFERENCES trust.certificate_request,
  number integer NOT NULL CHECK (number >= 1),
  move text NOT NULL CHECK (move IN ('ask', 'approve', 'refuse', 'withdraw', 'lapse')),
  official_id uuid,
  official_name text,
  words text CHECK (length(words) <= 2000),
  request_key uuid UNIQUE,
  at timestamptz NOT NULL,
  PRIMARY KEY (request, number),
  CHECK ((official_id IS NULL) = (move = 'lapse')),
  CHECK ((official_id IS NULL) = (official_name IS NULL))
);
COMMENT ON TABLE trust.certificate_request_event IS 'Who did what to a request, when and in which words. The clock alone lets one lapse.';
COMMENT ON COLUMN trust.certificate_request_event.request_key IS 'The key of the form: the same form sent twice does it once.';

CREATE TABLE trust.replacement (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request uuid NOT NULL UNIQUE REFERENCES trust.certificate_request,
  serial text NOT NULL UNIQUE REFERENCES trust.certificate (serial)
);
COMMENT ON TABLE trust.replacement IS 'Certificates that took the place of one that would still have done. Its highest number counts into the revision that makes every process look for its seals anew.';

CREATE TABLE trust.alarm (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  details jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(details) = 'object'),
  raised_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  told_at timestamptz,
  ended_at timestamptz,
  CHECK (ended_at IS NULL OR ended_at >= raised_at)
);
CREATE UNIQUE INDEX alarm_raised_once ON trust.alarm (kind, subject) WHERE ended_at IS NULL;
CREATE INDEX alarm_newest ON trust.alarm (raised_at DESC);
COMMENT ON TABLE trust.alarm IS 'What those who administer the trust services were warned of, from when until when. One at a time of each kind and subject.';
COMMENT ON COLUMN trust.alarm.subject IS 'What it is about: an authority, a serial number, or nothing in particular.';
COMMENT ON COLUMN trust.alarm.seen_at IS 'When it was last found to be so.';
COMMENT ON COLUMN trust.alarm.told_at IS 'When the administrators were sent a message; empty until then.';

GRANT SELECT, INSERT ON trust.certificate_request, trust.certificate_request_event, trust.replacement, trust.alarm TO trust;
GRANT UPDATE (state, decided_at, issued_serial, permit) ON trust.certificate_request TO trust;
GRANT UPDATE (details, seen_at, told_at, ended_at) ON trust.alarm TO trust;

CREATE INDEX certificate_newest ON trust.certificate (recorded_at DESC, serial);
CREATE INDEX certificate_ending ON trust.certificate (upper(valid));
