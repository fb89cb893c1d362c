-- Keys may be on a PKCS #11 token: then the row says on which, and nothing is sealed here.
ALTER TABLE trust.private_key
  ALTER COLUMN sealed DROP NOT NULL,
  ADD COLUMN token text CHECK (octet_length(token) BETWEEN 1 AND 32),
  ADD CHECK ((sealed IS NULL) <> (token IS NULL));
COMMENT ON COLUMN trust.private_key.token IS 'Label of the PKCS #11 token that the key is on; there its name (CKA_ID) is key_hash.';
COMMENT ON COLUMN trust.private_key.sealed IS 'PKCS #8 under the master key of the signer (AES-256-GCM); none of a key on a token.';
