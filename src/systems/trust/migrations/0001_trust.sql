CREATE TABLE trust.authority (
  profile text PRIMARY KEY,
  issuer text REFERENCES trust.authority (profile),
  serial text NOT NULL UNIQUE,
  certificate bytea NOT NULL,
  sealed_private_key bytea NOT NULL,
  valid tstzrange NOT NULL CHECK (NOT isempty(valid)),
  recorded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trust.authority IS 'The authorities that sign certificates: the root, and below it one for each purpose.';
COMMENT ON COLUMN trust.authority.profile IS 'Certificate profile of rules.ts; one authority for each.';
COMMENT ON COLUMN trust.authority.issuer IS 'The authority that signed this one; none for the root.';
COMMENT ON COLUMN trust.authority.serial IS 'Serial number of the certificate, hexadecimal.';
COMMENT ON COLUMN trust.authority.certificate IS 'The certificate in DER.';
COMMENT ON COLUMN trust.authority.sealed_private_key IS 'PKCS #8 under the master key (AES-256-GCM).';

CREATE TABLE trust.certificate (
  serial text PRIMARY KEY,
  authority text NOT NULL REFERENCES trust.authority (profile),
  profile text NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  edition integer NOT NULL CHECK (edition >= 1),
  certificate bytea NOT NULL,
  sealed_private_key bytea NOT NULL,
  valid tstzrange NOT NULL CHECK (NOT isempty(valid)),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT certificate_edition_is_unique UNIQUE (profile, agency_code, edition)
);
COMMENT ON TABLE trust.certificate IS 'Every certificate issued to an agency. Never changed: a renewal or a new name is a new edition.';
COMMENT ON COLUMN trust.certificate.edition IS 'Counts the certificates of one agency and profile. Its uniqueness lets two processes that issue at once end with one.';
COMMENT ON COLUMN trust.certificate.agency_name IS 'Name of the agency as the certificate says it.';
COMMENT ON COLUMN trust.certificate.certificate IS 'The certificate in DER.';
COMMENT ON COLUMN trust.certificate.sealed_private_key IS 'PKCS #8 under the master key (AES-256-GCM).';

GRANT SELECT, INSERT ON trust.authority, trust.certificate TO trust;
