-- A name may be proven by a record of its domain (RFC 8555 §8.4) as well as by its machine.
ALTER TABLE trust.acme_authorization ADD COLUMN method text CHECK (method IN ('http-01', 'dns-01'));
COMMENT ON COLUMN trust.acme_authorization.method IS 'By which of its challenges the account proves the name; none while it has not said so.';
COMMENT ON TABLE trust.acme_authorization IS 'Whether an account controls a name (RFC 8555 §7.1.4), with its challenges, http-01 and dns-01, of one token.';
GRANT UPDATE (method) ON trust.acme_authorization TO trust;
