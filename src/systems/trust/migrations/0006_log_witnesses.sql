CREATE TABLE trust.log_cosignature (
  witness text NOT NULL CHECK (length(witness) BETWEEN 1 AND 200),
  size bigint NOT NULL REFERENCES trust.log_checkpoint (size),
  line text NOT NULL CHECK (length(line) <= 1000),
  seen_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (witness, size)
);
CREATE INDEX log_cosignature_by_size ON trust.log_cosignature (size DESC);
COMMENT ON TABLE trust.log_cosignature IS 'What witnesses outside the house have cosigned of the log. Added and never changed.';
COMMENT ON COLUMN trust.log_cosignature.witness IS 'The name in the witness''s key.';
COMMENT ON COLUMN trust.log_cosignature.size IS 'The published state.';
COMMENT ON COLUMN trust.log_cosignature.line IS 'The signature as it stands in the note (C2SP tlog-cosignature).';
COMMENT ON COLUMN trust.log_cosignature.seen_at IS 'When the witness saw it, by its own clock.';
GRANT SELECT, INSERT ON trust.log_cosignature TO trust;
