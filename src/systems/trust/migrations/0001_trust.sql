CREATE TABLE trust.authority (
  profile text PRIMARY KEY,
  issuer text REFERENCES trust.authority (profile),
  serial text NOT NULL UNIQUE,
  certificate bytea NOT NULL,
  valid tstzrange NOT NULL CHECK (NOT isempty(valid)),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trust.authority IS 'The authorities that sign certificates: the root, and below it one for each purpose.';
COMMENT ON COLUMN trust.authority.profile IS 'Its name: the certificate profile of rules.ts, with .2 and so on for one that succeeded another.';
COMMENT ON COLUMN trust.authority.issuer IS 'The authority that signed this one; none for the root.';
COMMENT ON COLUMN trust.authority.serial IS 'Serial number of the certificate, hexadecimal.';
COMMENT ON COLUMN trust.authority.certificate IS 'The certificate in DER.';

CREATE TABLE trust.certificate (
  serial text PRIMARY KEY,
  authority text NOT NULL REFERENCES trust.authority (profile),
  profile text NOT NULL,
  agency_code text,
  agency_name text,
  edition integer NOT NULL CHECK (edition >= 1),
  certificate bytea NOT NULL,
  valid tstzrange NOT NULL CHECK (NOT isempty(valid)),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT certificate_edition_is_unique UNIQUE NULLS NOT DISTINCT (agency_code, profile, authority, edition),
  CONSTRAINT certificate_has_a_whole_holder CHECK ((agency_code IS NULL) = (agency_name IS NULL))
);
COMMENT ON TABLE trust.certificate IS 'Every certificate issued to an agency, or to one of the house''s own services. Never changed: a renewal or a new name is a new edition.';
COMMENT ON COLUMN trust.certificate.edition IS 'Counts the certificates of one holder, profile and authority. Its uniqueness lets two processes that issue at once end with one.';
COMMENT ON COLUMN trust.certificate.agency_code IS 'None where the house itself is the holder: time stamps.';
COMMENT ON COLUMN trust.certificate.agency_name IS 'Name of the agency as the certificate says it.';
COMMENT ON COLUMN trust.certificate.certificate IS 'The certificate in DER.';

CREATE TABLE trust.status_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  authority text NOT NULL REFERENCES trust.authority (profile),
  serial text NOT NULL CHECK (serial ~ '^([0-9a-f]{2})+$'),
  partition smallint GENERATED ALWAYS AS (get_byte(decode(right(serial, 2), 'hex'), 0) % 128) STORED,
  number integer NOT NULL CHECK (number >= 1),
  kind text NOT NULL CHECK (kind IN ('revoked', 'suspended', 'resumed')),
  reason smallint NOT NULL CHECK (reason BETWEEN 0 AND 10 AND (kind <> 'suspended' OR reason = 6)),
  at timestamptz NOT NULL,
  done_by text NOT NULL CHECK (length(done_by) BETWEEN 1 AND 200),
  why text NOT NULL CHECK (length(why) BETWEEN 10 AND 2000),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT status_act_follows_one_other UNIQUE (serial, number)
);
CREATE UNIQUE INDEX status_act_revoked_once ON trust.status_act (serial) WHERE kind = 'revoked';
CREATE INDEX status_act_by_authority ON trust.status_act (authority, serial, number DESC);
CREATE INDEX status_act_by_partition ON trust.status_act (authority, partition, serial, number DESC);
CREATE INDEX status_act_newest ON trust.status_act (authority, id);
CREATE INDEX status_act_newest_of_partition ON trust.status_act (authority, partition, id);
COMMENT ON TABLE trust.status_act IS 'Every revocation, suspension and resumption of a certificate, as it was done. The last by number holds; nothing follows a revocation.';
COMMENT ON COLUMN trust.status_act.id IS 'The highest counts into the revision of all standings: what was made at an earlier one is made anew.';
COMMENT ON COLUMN trust.status_act.authority IS 'Who issued the certificate.';
COMMENT ON COLUMN trust.status_act.partition IS 'Which part of its authority''s revocations it is told in: by the last octet of the serial number, as status/partition.ts has it.';
COMMENT ON COLUMN trust.status_act.number IS 'Counts the acts on one certificate. Its uniqueness keeps two that are done at once from both following the same one.';
COMMENT ON COLUMN trust.status_act.reason IS 'CRLReason (RFC 5280 §5.3.1).';

CREATE TABLE trust.revocation_list (
  authority text NOT NULL REFERENCES trust.authority (profile),
  partition smallint CHECK (partition BETWEEN 0 AND 127),
  number bigint NOT NULL CHECK (number >= 1),
  last_act bigint NOT NULL,
  list bytea NOT NULL,
  this_update timestamptz NOT NULL,
  next_update timestamptz NOT NULL CHECK (next_update > this_update),
  UNIQUE NULLS NOT DISTINCT (authority, partition)
);
COMMENT ON TABLE trust.revocation_list IS 'The newest revocation list of each authority, and of each part of one that was asked for. It can be signed anew from status_act at any time.';
COMMENT ON COLUMN trust.revocation_list.partition IS 'The part that it tells of (RFC 5280 §5.2.5); none for the full list.';
COMMENT ON COLUMN trust.revocation_list.number IS 'CRLNumber (RFC 5280 §5.2.3): never goes back.';
COMMENT ON COLUMN trust.revocation_list.last_act IS 'The highest id of status_act that it tells of.';

CREATE TABLE trust.list_place (
  base text PRIMARY KEY CHECK (length(base) BETWEEN 1 AND 500),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trust.list_place IS 'Addresses of the house that certificates name as the place of their list: a part of a list names all of them, so that it is known again by certificates that were issued before the address changed.';

GRANT SELECT, INSERT ON trust.authority, trust.certificate, trust.status_act, trust.list_place TO trust;
GRANT SELECT, INSERT, UPDATE ON trust.revocation_list TO trust;

-- The public log: what was sealed and issued, by hash only. Entries and checkpoints are added and never changed.
CREATE TABLE trust.log (
  origin text PRIMARY KEY,
  only_one boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one),
  public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trust.log IS 'The name of the log and the key that signs its checkpoints. One for ever: a log that changes either is another log.';
COMMENT ON COLUMN trust.log.origin IS 'What the log calls itself in every checkpoint (C2SP tlog-checkpoint).';
COMMENT ON COLUMN trust.log.public_key IS 'Ed25519.';

CREATE TABLE trust.log_waiting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  leaf bytea NOT NULL UNIQUE CHECK (octet_length(leaf) = 32),
  entry bytea NOT NULL
);
COMMENT ON TABLE trust.log_waiting IS 'Entries that are kept but have no number yet; whoever builds the tree next takes them all.';

CREATE TABLE trust.log_entry (
  position bigint PRIMARY KEY CHECK (position >= 0),
  leaf bytea NOT NULL UNIQUE,
  entry bytea NOT NULL
);
COMMENT ON TABLE trust.log_entry IS 'The log: every entry by its number, from 0 without a gap.';
COMMENT ON COLUMN trust.log_entry.leaf IS 'SHA-256 of a zero byte and the entry (RFC 6962 §2.1).';
COMMENT ON COLUMN trust.log_entry.entry IS 'What was entered: a kind and a hash, never a person.';

CREATE TABLE trust.log_tile (
  level integer NOT NULL CHECK (level BETWEEN 0 AND 7),
  number bigint NOT NULL CHECK (number >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192),
  PRIMARY KEY (level, number)
);
COMMENT ON TABLE trust.log_tile IS 'The tree in tiles of 256 hashes (C2SP tlog-tiles). The last of each level grows; all can be computed from the entries.';

CREATE TABLE trust.log_checkpoint (
  size bigint PRIMARY KEY CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  note text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.log_checkpoint IS 'Every state of the tree that was published, as signed.';

GRANT SELECT, INSERT ON trust.log, trust.log_entry, trust.log_checkpoint TO trust;
GRANT SELECT, INSERT, DELETE ON trust.log_waiting TO trust;
GRANT SELECT, INSERT, UPDATE ON trust.log_tile TO trust;
