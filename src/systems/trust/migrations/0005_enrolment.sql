-- Certificates for keys that are not ours: machines make their own, and ask by ACME or EST.
ALTER TABLE trust.certificate
  ALTER COLUMN edition DROP NOT NULL,
  DROP CONSTRAINT certificate_edition_is_unique,
  ADD COLUMN key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  ADD COLUMN holder text CHECK (length(holder) BETWEEN 1 AND 200),
  ADD COLUMN names text[] NOT NULL DEFAULT '{}' CHECK (cardinality(names) <= 100),
  ADD COLUMN request_key text UNIQUE CHECK (length(request_key) BETWEEN 1 AND 200),
  ADD CONSTRAINT certificate_of_others_has_a_holder CHECK (edition IS NOT NULL OR (holder IS NOT NULL AND request_key IS NOT NULL));
CREATE UNIQUE INDEX certificate_edition_is_unique ON trust.certificate (agency_code, holder_id, profile, authority, edition)
  NULLS NOT DISTINCT WHERE edition IS NOT NULL;
CREATE INDEX certificate_by_key ON trust.certificate (key_hash);
CREATE INDEX certificate_by_holder ON trust.certificate (holder) WHERE holder IS NOT NULL;
COMMENT ON COLUMN trust.certificate.edition IS 'Counts the certificates of one holder, profile and authority whose key is ours; none where the key is the holder''s own. Its uniqueness lets two processes that issue at once end with one.';
COMMENT ON COLUMN trust.certificate.key_hash IS 'SHA-256 of the SubjectPublicKeyInfo: a key that was compromised, or is another''s, is refused.';
COMMENT ON COLUMN trust.certificate.holder IS 'Who keeps the key where it is not ours: an agency, an account, a permit.';
COMMENT ON COLUMN trust.certificate.names IS 'DNS names and addresses of a machine.';
COMMENT ON COLUMN trust.certificate.request_key IS 'The request that it answers: the same request again gets the same certificate.';

CREATE TABLE trust.enrolment_permit (
  id text PRIMARY KEY,
  protocol text NOT NULL CHECK (protocol IN ('acme', 'est')),
  profile text NOT NULL CHECK (profile IN ('tls-server', 'exchange-node')),
  agency_code text,
  agency_name text,
  names text[] NOT NULL CHECK (cardinality(names) <= 100),
  sealed_secret bytea NOT NULL,
  uses_left integer NOT NULL CHECK (uses_left >= 0),
  until timestamptz NOT NULL,
  given_by text NOT NULL CHECK (length(given_by) BETWEEN 1 AND 200),
  why text NOT NULL CHECK (length(why) BETWEEN 10 AND 2000),
  told_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text CHECK (length(withdrawn_by) BETWEEN 1 AND 200),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT permit_has_a_whole_agency CHECK ((agency_code IS NULL) = (agency_name IS NULL)),
  CONSTRAINT permit_of_a_node_names_its_agency CHECK (profile <> 'exchange-node' OR agency_code IS NOT NULL),
  CONSTRAINT permit_for_est_names_machines CHECK (protocol <> 'est' OR cardinality(names) > 0),
  CONSTRAINT permit_is_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE INDEX enrolment_permit_newest ON trust.enrolment_permit (recorded_at DESC, id);
COMMENT ON TABLE trust.enrolment_permit IS 'An administrator''s leave for somebody to ask for certificates of machines: for an ACME account (external account binding), or by EST with a one-time secret.';
COMMENT ON COLUMN trust.enrolment_permit.names IS 'Names and domains (with a point in front: all below) that may be asked for. None: any whose control is proven.';
COMMENT ON COLUMN trust.enrolment_permit.sealed_secret IS 'The secret under the master key (AES-256-GCM): an HMAC key for ACME, a password for EST.';
COMMENT ON COLUMN trust.enrolment_permit.uses_left IS 'How many accounts may still be bound to it, or certificates be asked for by it. 0 when it was withdrawn.';
COMMENT ON COLUMN trust.enrolment_permit.told_at IS 'When the secret was told, once, to who had asked for the permit.';
GRANT SELECT, INSERT ON trust.enrolment_permit TO trust;
GRANT UPDATE (uses_left, told_at, withdrawn_at, withdrawn_by) ON trust.enrolment_permit TO trust;

CREATE TABLE trust.acme_account (
  id uuid PRIMARY KEY,
  thumbprint text NOT NULL UNIQUE,
  key jsonb NOT NULL,
  contacts text[] NOT NULL CHECK (cardinality(contacts) <= 10),
  status text NOT NULL CHECK (status IN ('valid', 'deactivated')),
  permit text REFERENCES trust.enrolment_permit (id),
  created_from text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX acme_account_by_address ON trust.acme_account (created_from, created_at);
COMMENT ON TABLE trust.acme_account IS 'An account of a program that asks for certificates by ACME (RFC 8555 §7.1.2).';
COMMENT ON COLUMN trust.acme_account.thumbprint IS 'Of its key now (RFC 7638).';
COMMENT ON COLUMN trust.acme_account.key IS 'Its public key as a JWK.';
COMMENT ON COLUMN trust.acme_account.created_from IS 'The network address that asked, to count how many accounts it makes.';

CREATE TABLE trust.acme_order (
  id uuid PRIMARY KEY,
  account uuid NOT NULL REFERENCES trust.acme_account (id),
  status text NOT NULL CHECK (status IN ('pending', 'processing', 'valid', 'invalid')),
  names jsonb NOT NULL,
  replaces text,
  request bytea,
  problem text,
  certificate_serial text REFERENCES trust.certificate (serial),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT order_that_is_valid_has_a_certificate CHECK ((status = 'valid') = (certificate_serial IS NOT NULL))
);
CREATE INDEX acme_order_by_account ON trust.acme_order (account, created_at);
CREATE INDEX acme_order_by_certificate ON trust.acme_order (certificate_serial);
CREATE UNIQUE INDEX acme_order_replaces_once ON trust.acme_order (replaces) WHERE status <> 'invalid';
COMMENT ON TABLE trust.acme_order IS 'A certificate that an account wants for some names (RFC 8555 §7.1.3).';
COMMENT ON COLUMN trust.acme_order.status IS 'pending until it is finalised: whether it is ready then is told by its authorisations.';
COMMENT ON COLUMN trust.acme_order.names IS 'Names and addresses: a list of {kind, text}.';
COMMENT ON COLUMN trust.acme_order.replaces IS 'Serial number of the certificate that this one renews (RFC 9773 §5).';
COMMENT ON COLUMN trust.acme_order.request IS 'The PKCS #10 request it was finalised with.';
COMMENT ON COLUMN trust.acme_order.problem IS 'The refusal that made it invalid.';

CREATE TABLE trust.acme_authorization (
  id uuid PRIMARY KEY,
  account uuid NOT NULL REFERENCES trust.acme_account (id),
  kind text NOT NULL CHECK (kind IN ('dns', 'ip')),
  name text NOT NULL,
  token text NOT NULL UNIQUE,
  status text NOT NULL CHECK (status IN ('pending', 'processing', 'valid', 'invalid', 'deactivated')),
  problem text,
  validated_at timestamptz,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX acme_authorization_by_name ON trust.acme_authorization (account, name, created_at);
COMMENT ON TABLE trust.acme_authorization IS 'Whether an account controls a name (RFC 8555 §7.1.4), with its one challenge, http-01.';
COMMENT ON COLUMN trust.acme_authorization.status IS 'pending until the account says that it is prepared, then processing until it was looked.';
COMMENT ON COLUMN trust.acme_authorization.problem IS 'The refusal that made it invalid.';

CREATE TABLE trust.acme_order_authorization (
  order_id uuid NOT NULL REFERENCES trust.acme_order (id) ON DELETE CASCADE,
  authorization_id uuid NOT NULL REFERENCES trust.acme_authorization (id),
  PRIMARY KEY (order_id, authorization_id)
);
CREATE INDEX acme_order_authorization_by_authorization ON trust.acme_order_authorization (authorization_id);
COMMENT ON TABLE trust.acme_order_authorization IS 'Which authorisations an order waits for. One that still holds serves several orders.';

CREATE TABLE trust.acme_nonce_used (
  nonce bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE trust.acme_nonce_used IS 'Nonces that were used: nobody can use one again before it is too old (RFC 8555 §6.5).';

GRANT SELECT, INSERT ON trust.acme_account TO trust;
GRANT UPDATE (thumbprint, key, contacts, status) ON trust.acme_account TO trust;
GRANT SELECT, INSERT, DELETE ON trust.acme_order, trust.acme_authorization, trust.acme_order_authorization TO trust;
GRANT UPDATE (status, request, problem, certificate_serial) ON trust.acme_order TO trust;
GRANT UPDATE (status, problem, validated_at, expires_at) ON trust.acme_authorization TO trust;
GRANT SELECT, INSERT, DELETE ON trust.acme_nonce_used TO trust;
