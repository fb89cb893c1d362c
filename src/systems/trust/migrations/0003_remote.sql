-- Signatures of people and officials with keys that are kept here and used only by their passkey (CEN EN 419 241-1).

ALTER TABLE trust.certificate ADD COLUMN holder_id uuid;
COMMENT ON COLUMN trust.certificate.holder_id IS 'Whose certificate it is when a person''s or an official''s: the signing credential.';
ALTER TABLE trust.certificate DROP CONSTRAINT certificate_edition_is_unique;
ALTER TABLE trust.certificate ADD CONSTRAINT certificate_edition_is_unique
  UNIQUE NULLS NOT DISTINCT (agency_code, holder_id, profile, authority, edition);

CREATE TABLE trust.signing_passkey (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 2000),
  personal_number text NOT NULL CHECK (personal_number ~ '^[0-9]{12}$'),
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL CHECK (sign_count >= 0),
  registered_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trust.signing_passkey IS 'A passkey by which a person lets keys sign. Registered once, with its public key; nothing that stands elsewhere can take its place.';
COMMENT ON COLUMN trust.signing_passkey.public_key IS 'COSE key (RFC 9052), as registered.';
COMMENT ON COLUMN trust.signing_passkey.sign_count IS 'Signature counter that the passkey showed last (WebAuthn §6.1.1); only grows.';

CREATE TABLE trust.signing_enrolment (
  credential_id uuid PRIMARY KEY,
  personal_number text NOT NULL,
  signer jsonb NOT NULL,
  shows_number boolean NOT NULL,
  key_info bytea NOT NULL,
  challenge bytea NOT NULL CHECK (octet_length(challenge) = 32),
  answer_by timestamptz NOT NULL
);
COMMENT ON TABLE trust.signing_enrolment IS 'A certificate that a person has asked for and not agreed to yet. Gone when answered or too late.';

CREATE TABLE trust.signing_credential (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('person', 'official')),
  personal_number text NOT NULL CHECK (personal_number ~ '^[0-9]{12}$'),
  official_id text,
  agency_code text,
  role text,
  serial text NOT NULL UNIQUE REFERENCES trust.certificate (serial),
  passkey_id text NOT NULL REFERENCES trust.signing_passkey (id),
  consent jsonb NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT signing_credential_names_the_post CHECK (
    (kind = 'official') = (official_id IS NOT NULL) AND (kind = 'official') = (agency_code IS NOT NULL)
    AND (kind = 'official') = (role IS NOT NULL))
);
CREATE INDEX signing_credential_of_person ON trust.signing_credential (personal_number, issued_at DESC);
COMMENT ON TABLE trust.signing_credential IS 'A key and certificate of a person, or of an official in a post, and the passkey that alone can use it.';
COMMENT ON COLUMN trust.signing_credential.consent IS 'The passkey''s answer by which the person agreed to this key and name: anyone can check it against the public key.';

CREATE TABLE trust.activation (
  id uuid PRIMARY KEY,
  credential_id uuid NOT NULL REFERENCES trust.signing_credential (id),
  application text NOT NULL CHECK (length(application) BETWEEN 1 AND 100),
  application_name text NOT NULL CHECK (length(application_name) BETWEEN 1 AND 200),
  signs text NOT NULL CHECK (signs IN ('documents', 'hashes')),
  hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 320000 AND octet_length(hashes) % 32 = 0),
  names text[] NOT NULL,
  challenge bytea NOT NULL CHECK (octet_length(challenge) = 32),
  is_afar boolean NOT NULL DEFAULT false,
  asked_at timestamptz NOT NULL DEFAULT now(),
  answer_by timestamptz NOT NULL
);
CREATE INDEX activation_of_credential ON trust.activation (credential_id, asked_at DESC);
COMMENT ON TABLE trust.activation IS 'What a person was asked to sign: exactly these hashes, with this certificate, for this application.';
COMMENT ON COLUMN trust.activation.hashes IS 'SHA-256 hashes, 32 bytes each, in their order.';
COMMENT ON COLUMN trust.activation.names IS 'What each is called, in the same order; empty where the application did not say.';
COMMENT ON COLUMN trust.activation.is_afar IS 'Asked by an application without a browser of the person at hand: answered on the person''s own page.';
COMMENT ON COLUMN trust.activation.challenge IS 'SHA-256 of all of this: what the passkey signs.';

CREATE TABLE trust.activation_consent (
  activation_id uuid PRIMARY KEY REFERENCES trust.activation (id),
  assertion jsonb NOT NULL,
  secret_hash bytea UNIQUE CHECK (octet_length(secret_hash) = 32),
  use_by timestamptz NOT NULL,
  given_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trust.activation_consent IS 'The passkey''s answer by which the person authorised an activation: once, and to be used by a time.';
COMMENT ON COLUMN trust.activation_consent.secret_hash IS 'SHA-256 of the signature activation data that the application shows; none where the house itself signs at once.';

CREATE TABLE trust.signature (
  activation_id uuid NOT NULL REFERENCES trust.activation_consent (activation_id),
  place integer NOT NULL CHECK (place >= 0),
  credential_id uuid NOT NULL REFERENCES trust.signing_credential (id),
  made_sha256 bytea NOT NULL CHECK (octet_length(made_sha256) = 32),
  leads boolean NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (activation_id, place)
);
CREATE INDEX signature_of_credential ON trust.signature (credential_id, made_at DESC) WHERE leads;
COMMENT ON TABLE trust.signature IS 'Every signature that was made: which hash of which activation. The key lets each hash be signed once.';
COMMENT ON COLUMN trust.signature.leads IS 'The first of those made at once: stands for them in the list of what a person has signed.';
COMMENT ON COLUMN trust.signature.made_sha256 IS 'SHA-256 of the signed document, or of the signature over a hash, as it stands in the public log.';

CREATE TABLE trust.signing_document (
  id uuid PRIMARY KEY,
  personal_number text NOT NULL,
  area text NOT NULL CHECK (area IN ('portal', 'desk')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  size_bytes integer NOT NULL CHECK (size_bytes > 0),
  pages integer NOT NULL CHECK (pages > 0),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  file_id uuid NOT NULL,
  signed_file_id uuid,
  signed_sha256 bytea,
  activation_id uuid REFERENCES trust.activation (id),
  batch_id uuid,
  kept_until timestamptz NOT NULL
);
CREATE INDEX signing_document_of_person ON trust.signing_document (personal_number, kept_until DESC);
CREATE INDEX signing_document_of_batch ON trust.signing_document (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX signing_document_kept_until ON trust.signing_document (kept_until);
COMMENT ON TABLE trust.signing_document IS 'A document that a person brought to sign, and its signed copy. Both are deleted after a day.';
COMMENT ON COLUMN trust.signing_document.batch_id IS 'The documents that were brought together and are agreed to at once; none for one by itself.';

GRANT SELECT, INSERT ON trust.signing_credential, trust.activation, trust.activation_consent, trust.signature TO trust;
GRANT SELECT, INSERT ON trust.signing_passkey TO trust;
GRANT UPDATE (sign_count) ON trust.signing_passkey TO trust;
GRANT SELECT, INSERT, DELETE ON trust.signing_enrolment TO trust;
GRANT SELECT, INSERT, UPDATE, DELETE ON trust.signing_document TO trust;
