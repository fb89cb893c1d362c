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
-- Whoever keeps contacts in memory hears of it. Any role can listen: only the last digits of the number are told.
CREATE FUNCTION identity.tell_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kernel.tell_changed('identity.account', right(NEW.personal_number, 3));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER UPDATE ON identity.account
  FOR EACH ROW EXECUTE FUNCTION identity.tell_account_changed();

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
  is_used boolean NOT NULL DEFAULT false,
  sent_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE identity.one_time_code IS
  'The password of this sign-in was right, and this code was sent to the person as the second factor. One of each sign-in, used once.';
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

-- A function, because each statement within it sees what was committed while the one before waited for the lock.
CREATE FUNCTION identity.begin_attempt(
  attempt uuid, number text, from_address text, way text,
  waits integer[], codes_most integer, address_most integer, address_seconds integer,
  OUT refusal text, OUT wait_seconds double precision
) LANGUAGE plpgsql AS $$
DECLARE
  failures integer;
  since_failure double precision;
  codes integer;
BEGIN
  IF (SELECT count(*) FROM identity.sign_in_attempt
      WHERE address = from_address AND outcome = 'failed' AND at > now() - make_interval(secs => address_seconds)
     ) >= address_most THEN
    refusal := 'address';
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('identity.sign_in_attempt ' || number, 0));
  WITH since AS (
    SELECT coalesce(max(at) FILTER (WHERE outcome = 'signed_in'), now() - interval '1 day') AS at
      FROM identity.sign_in_attempt WHERE personal_number = number AND at > now() - interval '1 day')
  SELECT count(*) FILTER (WHERE a.outcome = 'failed'),
      coalesce(extract(epoch FROM now() - max(a.at) FILTER (WHERE a.outcome = 'failed')), 86400),
      count(*) FILTER (WHERE a.outcome = 'code_sent' AND a.at > now() - interval '1 hour')
    INTO failures, since_failure, codes
    FROM since LEFT JOIN identity.sign_in_attempt a ON a.personal_number = number AND a.at > since.at;
  -- Requests at the same moment see each other's tries as if from the future: less than nothing has passed.
  wait_seconds := waits[1 + least(failures, cardinality(waits) - 1)] - greatest(since_failure, 0);
  IF wait_seconds > 0 THEN
    refusal := 'wait';
  ELSIF codes >= codes_most THEN
    refusal := 'codes';
  ELSE
    INSERT INTO identity.sign_in_attempt (id, personal_number, address, method, outcome)
      VALUES (attempt, number, from_address, way, 'failed');
  END IF;
END $$;
COMMENT ON FUNCTION identity.begin_attempt IS
  'Counts a try as failed until it succeeds, one at a time of each number; or says which limit refuses it. waits: seconds after so many failures.';

CREATE TABLE identity.oidc_item (
  model text NOT NULL,
  id_hash bytea NOT NULL,
  sealed_payload bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (model, id_hash)
);
COMMENT ON TABLE identity.oidc_item IS
  'What the OpenID Provider keeps: sessions, interactions, codes. Only the SHA-256 of what a browser or client holds, and the content sealed.';
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
