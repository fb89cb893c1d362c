-- Applications that ask people for signatures over the Cloud Signature Consortium's API.

CREATE TABLE identity.signature_application (
  client_id text PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  redirect_uri text NOT NULL,
  secret_hash bytea NOT NULL,
  authorises text NOT NULL DEFAULT 'oauth2code' CHECK (authorises IN ('oauth2code', 'explicit')),
  is_active boolean NOT NULL DEFAULT true,
  registered_at timestamptz NOT NULL DEFAULT now(),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE identity.signature_application IS 'An application that may ask people to sign hashes, each time with their passkey''s consent.';
COMMENT ON COLUMN identity.signature_application.redirect_uri IS 'Where people come back to it; also tells its name for a person apart from others''.';
COMMENT ON COLUMN identity.signature_application.authorises IS 'How people agree to what it wants signed: in the browser that it led here, or on their own page whenever they look there.';
COMMENT ON COLUMN identity.signature_application.secret_hash IS 'SHA-256 of a random secret of 256 bits: a slow hash would gain nothing against that many.';
GRANT SELECT, INSERT, UPDATE ON identity.signature_application TO identity;
SELECT kernel.keep_history_of('identity.signature_application');
