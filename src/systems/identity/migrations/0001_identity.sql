-- Accounts of people, how they prove who they are, and what the OpenID Provider keeps.

CREATE TABLE identity.account (
  personal_number text PRIMARY KEY CHECK (personal_number ~ '^[0-9]{12}$'),
  name text NOT NULL,
  level smallint NOT NULL CHECK (level IN (1, 2)),
  password_phc text,
  phone text,
  email text,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'closed')),
  created_at timestamptz NOT NULL DEFAULT now(),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE identity.account IS
  'An electronic identification account (Decree 69/2024/NĐ-CP) of a person, at level 1 or 2, under the personal number.';
COMMENT ON COLUMN identity.account.password_phc IS 'Argon2id in the PHC string format; the password is kept nowhere.';
GRANT SELECT, INSERT, UPDATE ON identity.account TO identity;
SELECT kernel.keep_history_of('identity.account');

CREATE TABLE identity.passkey (
  credential_id text PRIMARY KEY,
  personal_number text NOT NULL REFERENCES identity.account,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  is_backed_up boolean NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);
COMMENT ON TABLE identity.passkey IS 'A passkey (WebAuthn credential) that a person added to the account.';
CREATE INDEX passkey_personal_number ON identity.passkey (personal_number);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.passkey TO identity;

CREATE TABLE identity.passkey_challenge (
  purpose text NOT NULL CHECK (purpose IN ('sign_in', 'registration')),
  subject text NOT NULL,
  challenge text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (purpose, subject)
);
COMMENT ON TABLE identity.passkey_challenge IS
  'The challenge a passkey has to sign: of a sign-in (subject: its interaction) or a registration (subject: the person). Used once.';
CREATE INDEX passkey_challenge_expires_at ON identity.passkey_challenge (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.passkey_challenge TO identity;

CREATE TABLE identity.one_time_code (
  interaction_hash bytea PRIMARY KEY,
  personal_number text NOT NULL REFERENCES identity.account,
  code_hash bytea NOT NULL,
  sealed_code bytea,
  tries smallint NOT NULL DEFAULT 0,
  sent_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE identity.one_time_code IS
  'The password of this sign-in was right, and this code was sent to the person as the second factor. One of each sign-in.';
COMMENT ON COLUMN identity.one_time_code.code_hash IS
  'HMAC-SHA-256 under a key derived from the master key: six digits under a plain hash would be found by trying them all.';
COMMENT ON COLUMN identity.one_time_code.sealed_code IS
  'In demonstration mode only: the code, sealed, because the page shows it. Empty otherwise.';
CREATE INDEX one_time_code_expires_at ON identity.one_time_code (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.one_time_code TO identity;

CREATE TABLE identity.sign_in_attempt (
  id uuid PRIMARY KEY,
  personal_number text NOT NULL,
  address text NOT NULL,
  method text NOT NULL CHECK (method IN ('password', 'code', 'passkey')),
  outcome text NOT NULL CHECK (outcome IN ('failed', 'code_sent', 'signed_in')),
  at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE identity.sign_in_attempt IS
  'A try to sign in, with the number that was typed, whether or not it has an account: the ground of the limits. Kept for 30 days.';
CREATE INDEX sign_in_attempt_number ON identity.sign_in_attempt (personal_number, at);
CREATE INDEX sign_in_attempt_address ON identity.sign_in_attempt (address, at) WHERE outcome = 'failed';
CREATE INDEX sign_in_attempt_at ON identity.sign_in_attempt (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.sign_in_attempt TO identity;

CREATE TABLE identity.oidc_item (
  model text NOT NULL,
  id_hash bytea NOT NULL,
  sealed_payload bytea NOT NULL,
  uid text,
  grant_id text,
  consumed_at timestamptz,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (model, id_hash)
);
COMMENT ON TABLE identity.oidc_item IS
  'What the OpenID Provider keeps: sessions, interactions, grants, codes, tokens. Only the SHA-256 of what a browser or client holds, and the content sealed.';
CREATE INDEX oidc_item_uid ON identity.oidc_item (uid) WHERE uid IS NOT NULL;
CREATE INDEX oidc_item_grant_id ON identity.oidc_item (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX oidc_item_expires_at ON identity.oidc_item (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.oidc_item TO identity;

CREATE TABLE identity.signing_key (
  kid text PRIMARY KEY,
  sealed_private_key bytea NOT NULL,
  public_key jsonb NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE identity.signing_key IS 'Keys that sign identity and access tokens (ES256); the newest signs, all verify.';
GRANT SELECT, INSERT ON identity.signing_key TO identity;

CREATE TABLE identity.information_system (
  client_id text PRIMARY KEY,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  registered_at timestamptz NOT NULL DEFAULT now(),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE identity.information_system IS 'An information system (a hospital''s, say) that may ask for access tokens as itself.';
COMMENT ON COLUMN identity.information_system.secret_hash IS
  'SHA-256 of a random secret of 256 bits: a slow hash would gain nothing against that many.';
GRANT SELECT, INSERT, UPDATE ON identity.information_system TO identity;
SELECT kernel.keep_history_of('identity.information_system');

CREATE TABLE identity.demonstration_account (
  personal_number text PRIMARY KEY,
  label_vi text NOT NULL,
  label_en text NOT NULL,
  shown_under text NOT NULL CHECK (shown_under IN ('people', 'officials')),
  area text NOT NULL CHECK (area IN ('portal', 'desk')),
  place smallint NOT NULL
);
COMMENT ON TABLE identity.demonstration_account IS
  'Synthetic people and officials whom the sign-in page offers in demonstration mode, in order of place.';
GRANT SELECT ON identity.demonstration_account TO identity;

CREATE TABLE identity.demonstration_password (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  sealed_password bytea NOT NULL
);
COMMENT ON TABLE identity.demonstration_password IS
  'The one password of all synthetic accounts, random, sealed; shown on the sign-in page in demonstration mode only.';
GRANT SELECT ON identity.demonstration_password TO identity;
