-- The keystore itself asks people for their consent, checks what their passkeys answer, and lets each hash be signed once.

CREATE TABLE trust.passkey_binding (
  key_hash bytea PRIMARY KEY REFERENCES trust.private_key (key_hash),
  sealed bytea NOT NULL CHECK (octet_length(sealed) <= 16384),
  bound_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.passkey_binding IS 'The one passkey that lets a person''s key sign. Bound once, for ever: who loses the passkey gets another key.';
COMMENT ON COLUMN trust.passkey_binding.sealed IS 'Key, passkey with its public key, name that was agreed to, and the answer by which it was; under the master key of the signer.';

CREATE TABLE trust.passkey_counter (
  passkey_hash bytea PRIMARY KEY CHECK (octet_length(passkey_hash) = 32),
  sign_count bigint NOT NULL CHECK (sign_count >= 0)
);
COMMENT ON TABLE trust.passkey_counter IS 'Signature counter that a passkey showed last (WebAuthn §6.1.1), by the SHA-256 of its public key; only grows.';

CREATE TABLE trust.given_consent (
  name bytea PRIMARY KEY CHECK (octet_length(name) = 32),
  sealed bytea NOT NULL CHECK (octet_length(sealed) <= 400000),
  given_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.given_consent IS 'What people agreed to have signed, as the signer has checked it.';
COMMENT ON COLUMN trust.given_consent.name IS 'The nonce in the challenge: an answer is taken once.';
COMMENT ON COLUMN trust.given_consent.sealed IS 'Key, certificate, hashes, the end of its life, and the passkey''s answer; under the master key of the signer.';

CREATE TABLE trust.consent_use (
  consent bytea NOT NULL REFERENCES trust.given_consent (name),
  place integer NOT NULL CHECK (place >= 0),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consent, place)
);
COMMENT ON TABLE trust.consent_use IS 'Which hash of a consent was signed, before it is: the key lets each be signed once.';
COMMENT ON COLUMN trust.consent_use.sha256 IS 'Of the bytes that were signed: the same bytes may be asked for again, by who got no answer.';

GRANT SELECT, INSERT ON trust.passkey_binding, trust.given_consent, trust.consent_use TO trust_signer;
GRANT SELECT, INSERT, UPDATE (sign_count) ON trust.passkey_counter TO trust_signer;

-- What the web process keeps: the question's ticket, and the name of the consent. The counter is the keystore's now.
ALTER TABLE trust.signing_passkey DROP COLUMN sign_count;
ALTER TABLE trust.signing_enrolment ADD COLUMN ticket bytea NOT NULL DEFAULT '';
ALTER TABLE trust.signing_enrolment ALTER COLUMN ticket DROP DEFAULT;
ALTER TABLE trust.activation ADD COLUMN ticket bytea NOT NULL DEFAULT '';
ALTER TABLE trust.activation ALTER COLUMN ticket DROP DEFAULT;
ALTER TABLE trust.activation_consent ADD COLUMN consent bytea CHECK (octet_length(consent) = 32);
COMMENT ON COLUMN trust.signing_enrolment.ticket IS 'What the signer gave with the question; comes back to it with the answer.';
COMMENT ON COLUMN trust.activation.ticket IS 'What the signer gave with the question; comes back to it with the answer. Empty where it was asked before the signer did.';
COMMENT ON COLUMN trust.activation_consent.consent IS 'The name of this consent at the signer; none where it was given before the signer asked.';
