CREATE TABLE trust.trusted_list (
  sequence_number bigint PRIMARY KEY CHECK (sequence_number >= 1),
  contents_sha256 bytea NOT NULL CHECK (octet_length(contents_sha256) = 32),
  signer text NOT NULL,
  list bytea NOT NULL,
  issued_at timestamptz NOT NULL,
  next_update timestamptz NOT NULL CHECK (next_update > issued_at AND next_update <= issued_at + interval '6 months'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.trusted_list IS 'Every trusted list (ETSI TS 119 612) that was issued, as it was signed. Added and never changed; the highest number holds.';
COMMENT ON COLUMN trust.trusted_list.sequence_number IS 'TSL sequence number (clause 5.3.2): never goes back.';
COMMENT ON COLUMN trust.trusted_list.contents_sha256 IS 'Of all that the list says but its number and dates: another hash makes another list.';
COMMENT ON COLUMN trust.trusted_list.signer IS 'Serial number of the certificate that it was signed with.';
GRANT SELECT, INSERT ON trust.trusted_list TO trust;
