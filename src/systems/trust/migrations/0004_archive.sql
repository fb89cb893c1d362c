-- Documents that are stamped anew before the certificate of their last time stamp ends.

CREATE TABLE trust.archive_round (
  stamper text PRIMARY KEY,
  entries bigint NOT NULL CHECK (entries >= 0),
  next_position bigint NOT NULL DEFAULT 0 CHECK (next_position BETWEEN 0 AND entries),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE trust.archive_round IS 'One walk through the public log for each certificate that stamps: every document is stamped anew with it.';
COMMENT ON COLUMN trust.archive_round.stamper IS 'Serial of the certificate that stamps.';
COMMENT ON COLUMN trust.archive_round.entries IS 'Size of the log when the round began. What was sealed later bears a stamp of this certificate already.';
COMMENT ON COLUMN trust.archive_round.next_position IS 'The entry that is looked at next; the round is over when it has come to the end.';

CREATE TABLE trust.archive_renewal (
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  stamper text NOT NULL REFERENCES trust.archive_round (stamper),
  renewed_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(renewed_sha256) = 32),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (sha256, stamper)
);
COMMENT ON TABLE trust.archive_renewal IS 'The file that stands for a document since it was stamped anew. The first bytes of it are the document as it was issued.';
COMMENT ON COLUMN trust.archive_renewal.sha256 IS 'The document as it was issued.';

GRANT SELECT, INSERT, UPDATE ON trust.archive_round TO trust;
GRANT SELECT, INSERT ON trust.archive_renewal TO trust;
