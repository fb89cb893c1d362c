-- Private keys lie apart: only the role of the signer reads them, and only it has the key that they are sealed under.
DO $$
BEGIN
  -- A role is of the whole server, which may have several databases.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'trust_signer') THEN
    CREATE ROLE trust_signer NOLOGIN;
  END IF;
END $$;
GRANT USAGE ON SCHEMA trust TO trust_signer;

CREATE TABLE trust.private_key (
  key_hash bytea PRIMARY KEY CHECK (octet_length(key_hash) = 32),
  algorithm text NOT NULL,
  use text NOT NULL,
  key_info bytea NOT NULL CHECK (octet_length(key_info) <= 8192),
  sealed bytea NOT NULL,
  request uuid NOT NULL UNIQUE,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.private_key IS 'Every private key of the house: of authorities, seals, services, the log, and people. Added and never changed.';
COMMENT ON COLUMN trust.private_key.key_hash IS 'SHA-256 of the SubjectPublicKeyInfo: the name of the key.';
COMMENT ON COLUMN trust.private_key.use IS 'What it was made for; it signs nothing else.';
COMMENT ON COLUMN trust.private_key.key_info IS 'SubjectPublicKeyInfo, DER.';
COMMENT ON COLUMN trust.private_key.sealed IS 'PKCS #8 under the master key of the signer (AES-256-GCM).';
COMMENT ON COLUMN trust.private_key.request IS 'Number of the request that it was made for: the same request again is answered with the same key.';

GRANT SELECT, INSERT ON trust.private_key TO trust_signer;
