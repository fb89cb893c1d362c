-- Two officials let an authority be succeeded before its time.

ALTER TABLE trust.certificate_request
  DROP CONSTRAINT certificate_request_kind_check,
  ADD CONSTRAINT certificate_request_kind_check CHECK (kind IN ('revoke', 'suspend', 'resume', 'replace_seal', 'certify_official',
    'certify_machine', 'give_permit', 'succeed_authority'));
CREATE UNIQUE INDEX certificate_request_one_open_succession ON trust.certificate_request (profile)
  WHERE state = 'asked' AND kind = 'succeed_authority';
COMMENT ON COLUMN trust.certificate_request.profile IS 'What is asked about: of a certificate its profile, of a succession the kind of the authority.';
