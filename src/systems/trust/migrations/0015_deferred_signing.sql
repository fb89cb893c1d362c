-- Signatures that an application orders now and fetches later (CSC API v2, asynchronous operation).

CREATE TABLE trust.deferred_signing (
  id uuid PRIMARY KEY,
  application text NOT NULL CHECK (length(application) BETWEEN 1 AND 100),
  personal_number text NOT NULL CHECK (personal_number ~ '^[0-9]{12}$'),
  order_file_id uuid NOT NULL,
  result_file_id uuid,
  refusal jsonb,
  asked_at timestamptz NOT NULL DEFAULT now(),
  kept_until timestamptz NOT NULL,
  CONSTRAINT deferred_signing_has_one_end CHECK (result_file_id IS NULL OR refusal IS NULL)
);
CREATE INDEX deferred_signing_of ON trust.deferred_signing (application, personal_number);
CREATE INDEX deferred_signing_kept_until ON trust.deferred_signing (kept_until);
COMMENT ON TABLE trust.deferred_signing IS 'What an application has ordered to be signed by a consent, and what came of it. Deleted with its files when nobody may fetch it any more.';
COMMENT ON COLUMN trust.deferred_signing.order_file_id IS 'What is to be signed, with the activation data: a sealed file.';
COMMENT ON COLUMN trust.deferred_signing.result_file_id IS 'What was signed: a sealed file.';
COMMENT ON COLUMN trust.deferred_signing.refusal IS 'Why it was not: code, status and values.';
GRANT SELECT, INSERT, UPDATE, DELETE ON trust.deferred_signing TO trust;
