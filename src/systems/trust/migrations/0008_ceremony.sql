-- The root may be made and used offline: then its certificate and list are here, and its key is not.
ALTER TABLE trust.authority
  ADD COLUMN key_is_elsewhere boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT only_the_key_of_a_root_is_elsewhere CHECK (NOT key_is_elsewhere OR issuer IS NULL);
COMMENT ON COLUMN trust.authority.key_is_elsewhere IS 'Whether the root was made at a ceremony, and its key is not in the house.';

CREATE TABLE trust.awaited_authority (
  profile text PRIMARY KEY,
  request bytea NOT NULL CHECK (octet_length(request) <= 16384),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.awaited_authority IS 'Authorities whose key is made and whose certificate the root has yet to sign at a ceremony. Taken out when it is there.';
COMMENT ON COLUMN trust.awaited_authority.request IS 'PKCS #10 (RFC 2986), DER: asked for again, it is the same.';

CREATE TABLE trust.ceremony_acceptance (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  certificates integer NOT NULL CHECK (certificates >= 0),
  list_number bigint NOT NULL CHECK (list_number >= 1),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.ceremony_acceptance IS 'What was taken in from ceremonies of the root. Part of the revision: every process learns of it within a second.';
COMMENT ON COLUMN trust.ceremony_acceptance.sha256 IS 'SHA-256 of the revocation list in it.';
COMMENT ON COLUMN trust.ceremony_acceptance.certificates IS 'How many authorities got their certificate by it.';

GRANT SELECT, INSERT, DELETE ON trust.awaited_authority TO trust;
GRANT SELECT, INSERT ON trust.ceremony_acceptance TO trust;
