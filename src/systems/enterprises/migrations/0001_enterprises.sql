-- The National Business Registration Database: codes, enterprises and what belongs to them, household businesses, filings.

SELECT registry.equip('enterprises');

CREATE TABLE enterprises.code_range (
  range text PRIMARY KEY CHECK (range ~ '^\d{2}$'),
  last_serial integer NOT NULL DEFAULT 0 CHECK (last_serial BETWEEN 0 AND 9999999)
);
COMMENT ON TABLE enterprises.code_range IS 'Ranges (the first two digits) from which enterprise codes are given, and the last serial given in each. The highest is used.';
GRANT SELECT, UPDATE ON enterprises.code_range TO enterprises;
-- Outside the ranges in use, so that no code made here is that of an enterprise which exists. A deployment sets its own.
INSERT INTO enterprises.code_range (range) VALUES ('97');

CREATE TABLE enterprises.enterprise_code (
  code text PRIMARY KEY CHECK (code ~ '^\d{10}$'),
  units_given integer NOT NULL DEFAULT 0 CHECK (units_given BETWEEN 0 AND 999),
  assigned_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE enterprises.enterprise_code IS 'Every enterprise code that was ever given, also of enterprises that have ended: no code is given twice. Whoever changes an enterprise locks its row.';
COMMENT ON COLUMN enterprises.enterprise_code.units_given IS 'The last number given to a dependent unit; never given again.';
GRANT SELECT, INSERT ON enterprises.enterprise_code TO enterprises;
GRANT UPDATE (units_given) ON enterprises.enterprise_code TO enterprises;

-- What is left of a name when all goes that two conflicting names may differ in (Law on Enterprises 59/2020/QH14 art. 41): the
-- type, tones, signs, numbers, single letters, "va", "tan", "moi", regions, spaces, y for i. Conflicting names share it, but for
-- one letter at the end; names that share it need not conflict.
CREATE FUNCTION enterprises.name_skeleton(name text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(nullif(regexp_replace(translate(
      regexp_replace(
        regexp_replace(own, '\m(khong|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|so|thu|va|tan|moi|mien (bac|nam|trung|tay|dong)|[a-z]|[ivxlc]+)\M', ' ', 'g'),
        '[0-9]+', ' ', 'g'),
      'y', 'i'), '[^a-z]', '', 'g'), ''), regexp_replace(own, '\s', '', 'g'))
  FROM (SELECT regexp_replace(regexp_replace(btrim(regexp_replace(kernel.fold(name), '\s+', ' ', 'g')),
    '^(cong ty (trach nhiem huu han|tnhh)( (mot thanh vien|1 thanh vien|mtv|(hai|2) thanh vien( tro len)?))?|cong ty (co phan|cp)|cong ty (hop danh|hd)|doanh nghiep (tu nhan|tn)|dntn)( |$)', ''),
    '[^a-z0-9 ]', ' ', 'g') AS own) AS split
$$;
COMMENT ON FUNCTION enterprises.name_skeleton IS 'What conflicting names have in common, for finding the few names that a new one must be compared with.';

-- The tables of the kinds are as `npm run motcua -- table-of enterprises <kind>` prints them.
CREATE TABLE enterprises.enterprise (
  code text NOT NULL CHECK (length(code) = 10 AND code !~ '[^0-9]'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
  foreign_name text CHECK (length(foreign_name) BETWEEN 1 AND 250),
  short_name text CHECK (length(short_name) BETWEEN 1 AND 100),
  legal_form text NOT NULL CHECK (legal_form IN ('llc-one-member', 'llc-more-members', 'joint-stock', 'partnership', 'private-enterprise')),
  status text NOT NULL CHECK (status IN ('operating', 'suspended', 'dissolving', 'in-bankruptcy', 'revoked', 'dissolved', 'bankrupt')),
  suspended_until date,
  capital bigint NOT NULL CHECK (capital >= 0 AND capital <= 9007199254740991),
  founded_on date NOT NULL,
  address_line text NOT NULL CHECK (length(address_line) BETWEEN 1 AND 300),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_folded text GENERATED ALWAYS AS (kernel.fold(name)) STORED,
  foreign_name_folded text GENERATED ALWAYS AS (kernel.fold(foreign_name)) STORED,
  short_name_folded text GENERATED ALWAYS AS (kernel.fold(short_name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (CASE legal_form WHEN 'joint-stock' THEN name ~* '^công ty (cổ phần|cp) '
        WHEN 'partnership' THEN name ~* '^công ty (hợp danh|hd) '
        WHEN 'private-enterprise' THEN name ~* '^(doanh nghiệp (tư nhân|tn)|dntn) '
        ELSE name ~* '^công ty (trách nhiệm hữu hạn|tnhh) ' END) THEN 'name_without_type' END, CASE WHEN NOT (capital > 0) THEN 'capital_missing' END, CASE WHEN NOT (founded_on <= lower(valid_during)) THEN 'before_registration' END, CASE WHEN NOT (suspended_until <= lower(valid_during) + interval '1 year') THEN 'suspended_over_a_year' END, CASE WHEN NOT (name !~ '\s\s|^\s|\s$' AND name IS NFC NORMALIZED) THEN 'name_not_clean' END, CASE WHEN NOT (address_line !~* '(^|[ ,])(quận|huyện|thị xã) ') THEN 'address_in_old_unit' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS ((code || 'ffffffffffffffffffffff')::uuid) STORED,
  CHECK (substr(code, 10, 1)::int = 10 - (31 * substr(code, 1, 1)::int + 29 * substr(code, 2, 1)::int + 23 * substr(code, 3, 1)::int + 19 * substr(code, 4, 1)::int + 17 * substr(code, 5, 1)::int + 13 * substr(code, 6, 1)::int + 7 * substr(code, 7, 1)::int + 5 * substr(code, 8, 1)::int + 3 * substr(code, 9, 1)::int) % 11),
  CHECK ((status = 'suspended') = (suspended_until IS NOT NULL)),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE enterprises.enterprise IS 'Enterprise: one row for each version.';
CREATE INDEX ON enterprises.enterprise (code);
CREATE INDEX ON enterprises.enterprise (commune_code);
CREATE INDEX ON enterprises.enterprise (name_folded text_pattern_ops, code);
CREATE INDEX ON enterprises.enterprise (foreign_name_folded text_pattern_ops, code);
CREATE INDEX ON enterprises.enterprise (short_name_folded text_pattern_ops, code);
CREATE INDEX ON enterprises.enterprise (code) WHERE faults IS NOT NULL;
CREATE INDEX ON enterprises.enterprise USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.enterprise TO enterprises;
SELECT kernel.keep_history_of('enterprises.enterprise', 'code');

CREATE TABLE enterprises.branch (
  code text NOT NULL CHECK (code ~ '^(?:\d{10}-\d{3})$'),
  enterprise_code text NOT NULL CHECK (length(enterprise_code) = 10 AND enterprise_code !~ '[^0-9]'),
  kind text NOT NULL CHECK (kind IN ('branch', 'representative-office', 'business-location')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
  address_line text NOT NULL CHECK (length(address_line) BETWEEN 1 AND 300),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  head_number text CHECK (length(head_number) = 12 AND head_number !~ '[^0-9]'),
  head_name text CHECK (length(head_name) BETWEEN 1 AND 200),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_folded text GENERATED ALWAYS AS (kernel.fold(name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (head_number IS NOT NULL) THEN 'head_missing' END, CASE WHEN NOT (name !~ '\s\s|^\s|\s$' AND name IS NFC NORMALIZED) THEN 'name_not_clean' END, CASE WHEN NOT (address_line !~* '(^|[ ,])(quận|huyện|thị xã) ') THEN 'address_in_old_unit' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  enterprise_code_key uuid GENERATED ALWAYS AS ((enterprise_code || 'ffffffffffffffffffffff')::uuid) STORED,
  CHECK (left(code, 10) = enterprise_code),
  CHECK (right(code, 3) <> '000'),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (enterprise_code_key, PERIOD valid_during) REFERENCES enterprises.enterprise
);
COMMENT ON TABLE enterprises.branch IS 'Dependent unit: one row for each version.';
CREATE INDEX ON enterprises.branch (code);
CREATE INDEX ON enterprises.branch (enterprise_code);
CREATE INDEX ON enterprises.branch (name_folded text_pattern_ops, code);
CREATE INDEX ON enterprises.branch (code) WHERE faults IS NOT NULL;
CREATE INDEX ON enterprises.branch USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.branch TO enterprises;
SELECT kernel.keep_history_of('enterprises.branch', 'code');

CREATE TABLE enterprises.industry (
  enterprise_code text NOT NULL CHECK (length(enterprise_code) = 10 AND enterprise_code !~ '[^0-9]'),
  vsic_code text NOT NULL CHECK (length(vsic_code) = 4 AND vsic_code !~ '[^0-9]'),
  is_main boolean NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  enterprise_code_vsic_code_key uuid GENERATED ALWAYS AS ((enterprise_code || substr(md5(vsic_code), 1, 22))::uuid) STORED,
  enterprise_code_key uuid GENERATED ALWAYS AS ((enterprise_code || 'ffffffffffffffffffffff')::uuid) STORED,
  PRIMARY KEY (enterprise_code_vsic_code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (enterprise_code_key, PERIOD valid_during) REFERENCES enterprises.enterprise
);
COMMENT ON TABLE enterprises.industry IS 'Line of business: one row for each version.';
CREATE INDEX ON enterprises.industry (enterprise_code, vsic_code);
CREATE INDEX ON enterprises.industry USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.industry TO enterprises;
SELECT kernel.keep_history_of('enterprises.industry', 'enterprise_code', 'vsic_code');

CREATE TABLE enterprises.representative (
  enterprise_code text NOT NULL CHECK (length(enterprise_code) = 10 AND enterprise_code !~ '[^0-9]'),
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  title text NOT NULL CHECK (title IN ('director', 'general-director', 'members-chair', 'company-president', 'board-chair', 'general-partner', 'owner')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  full_name_folded text GENERATED ALWAYS AS (kernel.fold(full_name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (full_name !~ '\s\s|^\s|\s$' AND full_name IS NFC NORMALIZED) THEN 'name_not_clean' END]::text[], NULL), '{}')) STORED,
  enterprise_code_person_number_key uuid GENERATED ALWAYS AS ((enterprise_code || substr(md5(person_number), 1, 22))::uuid) STORED,
  enterprise_code_key uuid GENERATED ALWAYS AS ((enterprise_code || 'ffffffffffffffffffffff')::uuid) STORED,
  PRIMARY KEY (enterprise_code_person_number_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (enterprise_code_key, PERIOD valid_during) REFERENCES enterprises.enterprise
);
COMMENT ON TABLE enterprises.representative IS 'Legal representative: one row for each version.';
CREATE INDEX ON enterprises.representative (enterprise_code, person_number);
CREATE INDEX ON enterprises.representative (person_number);
CREATE INDEX ON enterprises.representative (full_name_folded text_pattern_ops, enterprise_code, person_number);
CREATE INDEX ON enterprises.representative (enterprise_code, person_number) WHERE faults IS NOT NULL;
CREATE INDEX ON enterprises.representative USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.representative TO enterprises;
SELECT kernel.keep_history_of('enterprises.representative', 'enterprise_code', 'person_number');

CREATE TABLE enterprises.member_or_shareholder (
  enterprise_code text NOT NULL CHECK (length(enterprise_code) = 10 AND enterprise_code !~ '[^0-9]'),
  holder text NOT NULL CHECK (holder ~ '^(?:\d{12}|\d{10})$'),
  holder_name text NOT NULL CHECK (length(holder_name) BETWEEN 1 AND 250),
  role text NOT NULL CHECK (role IN ('owner', 'member', 'general-partner', 'shareholder')),
  contribution bigint NOT NULL CHECK (contribution >= 1 AND contribution <= 9007199254740991),
  paid_in bigint NOT NULL CHECK (paid_in >= 0 AND paid_in <= 9007199254740991),
  due_on date NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (paid_in = contribution) THEN 'not_paid_in' END]::text[], NULL), '{}')) STORED,
  enterprise_code_holder_key uuid GENERATED ALWAYS AS ((enterprise_code || substr(md5(holder), 1, 22))::uuid) STORED,
  enterprise_code_key uuid GENERATED ALWAYS AS ((enterprise_code || 'ffffffffffffffffffffff')::uuid) STORED,
  CHECK (holder <> enterprise_code),
  CHECK (paid_in <= contribution),
  PRIMARY KEY (enterprise_code_holder_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (enterprise_code_key, PERIOD valid_during) REFERENCES enterprises.enterprise
);
COMMENT ON TABLE enterprises.member_or_shareholder IS 'Member or shareholder: one row for each version.';
CREATE INDEX ON enterprises.member_or_shareholder (enterprise_code, holder);
CREATE INDEX ON enterprises.member_or_shareholder (holder);
CREATE INDEX ON enterprises.member_or_shareholder (enterprise_code, holder) WHERE faults IS NOT NULL;
CREATE INDEX ON enterprises.member_or_shareholder USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.member_or_shareholder TO enterprises;
SELECT kernel.keep_history_of('enterprises.member_or_shareholder', 'enterprise_code', 'holder');

CREATE TABLE enterprises.beneficial_owner (
  enterprise_code text NOT NULL CHECK (length(enterprise_code) = 10 AND enterprise_code !~ '[^0-9]'),
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  ground text NOT NULL CHECK (ground IN ('capital', 'votes', 'control')),
  details text CHECK (length(details) BETWEEN 1 AND 500),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (ground <> 'control' OR details IS NOT NULL) THEN 'control_unexplained' END]::text[], NULL), '{}')) STORED,
  enterprise_code_person_number_key uuid GENERATED ALWAYS AS ((enterprise_code || substr(md5(person_number), 1, 22))::uuid) STORED,
  enterprise_code_key uuid GENERATED ALWAYS AS ((enterprise_code || 'ffffffffffffffffffffff')::uuid) STORED,
  PRIMARY KEY (enterprise_code_person_number_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (enterprise_code_key, PERIOD valid_during) REFERENCES enterprises.enterprise
);
COMMENT ON TABLE enterprises.beneficial_owner IS 'Beneficial owner (declared): one row for each version.';
CREATE INDEX ON enterprises.beneficial_owner (enterprise_code, person_number);
CREATE INDEX ON enterprises.beneficial_owner (person_number);
CREATE INDEX ON enterprises.beneficial_owner (enterprise_code, person_number) WHERE faults IS NOT NULL;
CREATE INDEX ON enterprises.beneficial_owner USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.beneficial_owner TO enterprises;
SELECT kernel.keep_history_of('enterprises.beneficial_owner', 'enterprise_code', 'person_number');

CREATE TABLE enterprises.household_business (
  code text NOT NULL CHECK (length(code) = 12 AND code !~ '[^0-9]'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
  owner_name text NOT NULL CHECK (length(owner_name) BETWEEN 1 AND 200),
  status text NOT NULL CHECK (status IN ('operating', 'suspended', 'ended')),
  suspended_until date,
  capital bigint NOT NULL CHECK (capital >= 0 AND capital <= 9007199254740991),
  vsic_code text NOT NULL CHECK (length(vsic_code) = 4 AND vsic_code !~ '[^0-9]'),
  founded_on date NOT NULL,
  address_line text NOT NULL CHECK (length(address_line) BETWEEN 1 AND 300),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_folded text GENERATED ALWAYS AS (kernel.fold(name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (name !~ '\s\s|^\s|\s$' AND name IS NFC NORMALIZED) THEN 'name_not_clean' END, CASE WHEN NOT (address_line !~* '(^|[ ,])(quận|huyện|thị xã) ') THEN 'address_in_old_unit' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS ((code || 'ffffffffffffffffffff')::uuid) STORED,
  CHECK ((status = 'suspended') = (suspended_until IS NOT NULL)),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE enterprises.household_business IS 'Household business: one row for each version.';
CREATE INDEX ON enterprises.household_business (code);
CREATE INDEX ON enterprises.household_business (commune_code);
CREATE INDEX ON enterprises.household_business (name_folded text_pattern_ops, code);
CREATE INDEX ON enterprises.household_business (code) WHERE faults IS NOT NULL;
CREATE INDEX ON enterprises.household_business USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.household_business TO enterprises;
SELECT kernel.keep_history_of('enterprises.household_business', 'code');

CREATE INDEX enterprise_words ON enterprises.enterprise USING gin (string_to_array(name_folded, ' '));
CREATE INDEX representative_words ON enterprises.representative USING gin (string_to_array(full_name_folded, ' '));
CREATE INDEX household_business_words ON enterprises.household_business USING gin (string_to_array(name_folded, ' '));
CREATE INDEX enterprise_name_skeleton ON enterprises.enterprise (enterprises.name_skeleton(name) text_pattern_ops);
ALTER TABLE enterprises.enterprise ADD FOREIGN KEY (code) REFERENCES enterprises.enterprise_code;

CREATE TABLE enterprises.filing (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  subject text NOT NULL CHECK (subject ~ '^(\d{10}|\d{12})$'),
  kind text NOT NULL CHECK (kind ~ '^[a-z-]{3,40}$'),
  effective_on date NOT NULL,
  number text NOT NULL UNIQUE,
  change_number integer CHECK (change_number >= 0),
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  official jsonb NOT NULL,
  filed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE enterprises.filing IS 'A registration or notice that was accepted: what the acts of one request did together. Never changed.';
COMMENT ON COLUMN enterprises.filing.request_key IS 'The request that it answers: asked again, it has the same answer.';
COMMENT ON COLUMN enterprises.filing.change_number IS 'How often the contents of the certificate were changed up to and with this filing, 0 for the first registration; NULL when the filing changes nothing on it.';
CREATE INDEX ON enterprises.filing (subject, filed_at);
GRANT SELECT, INSERT ON enterprises.filing TO enterprises;

CREATE TABLE enterprises.filing_counter (
  agency_code text NOT NULL,
  year integer NOT NULL,
  last_serial integer NOT NULL,
  PRIMARY KEY (agency_code, year)
);
COMMENT ON TABLE enterprises.filing_counter IS 'The last number given to a filing of an agency in a year.';
GRANT SELECT, INSERT, UPDATE ON enterprises.filing_counter TO enterprises;

CREATE TABLE enterprises.certificate (
  filing_id uuid PRIMARY KEY REFERENCES enterprises.filing,
  verification_code text NOT NULL UNIQUE CHECK (verification_code ~ '^[A-Z0-9]{12}$'),
  file_id text NOT NULL CHECK (file_id ~ '^[0-9a-f]{64}$'),
  holder_name text NOT NULL,
  issued_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE enterprises.certificate IS 'The sealed certificate of registration that a filing led to. Never changed: a change of contents is a filing with a certificate of its own.';
GRANT SELECT, INSERT ON enterprises.certificate TO enterprises;

CREATE TABLE enterprises.look_up (
  visitor text NOT NULL CHECK (visitor ~ '^[0-9a-f]{32}$'),
  window_number bigint NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (visitor, window_number)
);
COMMENT ON TABLE enterprises.look_up IS 'How many public look-ups came from one network address (keyed hash) in a window of time: against copying the whole register.';
GRANT SELECT, INSERT, UPDATE, DELETE ON enterprises.look_up TO enterprises;

CREATE TABLE enterprises.ownership_statement (
  statement_id text PRIMARY KEY,
  record_id text NOT NULL,
  record_type text NOT NULL,
  record_status text,
  statement_date text,
  declaration_subject text,
  statement jsonb NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE enterprises.ownership_statement IS 'A statement of ownership (BODS 0.4) that others published and that was accepted, as they said it. Never changed.';
CREATE INDEX ON enterprises.ownership_statement (record_id);
CREATE INDEX ON enterprises.ownership_statement (declaration_subject);
GRANT SELECT, INSERT ON enterprises.ownership_statement TO enterprises;

CREATE TABLE enterprises.application (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  number text UNIQUE,
  applicant text NOT NULL CHECK (applicant ~ '^\d{12}$'),
  applicant_name text NOT NULL CHECK (length(applicant_name) BETWEEN 1 AND 200),
  matter text NOT NULL CHECK (matter ~ '^[a-z-]{3,40}$'),
  subject text CHECK (subject ~ '^(\d{10}|\d{12})$'),
  subject_name text CHECK (length(subject_name) BETWEEN 1 AND 250),
  territory_code text NOT NULL CHECK (territory_code ~ '^(\d{2}|\d{5})$'),
  status text NOT NULL CHECK (status IN ('draft', 'awaiting_consent', 'declined', 'submitted', 'supplement', 'accepted',
    'refused', 'withdrawn', 'lapsed')),
  form jsonb NOT NULL,
  content jsonb,
  submission integer NOT NULL DEFAULT 0 CHECK (submission >= 0),
  submitted_on date,
  due_on date,
  language text NOT NULL CHECK (language IN ('vi', 'en')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((status = 'draft') OR submission > 0 OR status = 'withdrawn'),
  CHECK ((submission > 0) = (content IS NOT NULL AND number IS NOT NULL))
);
COMMENT ON TABLE enterprises.application IS 'What a person applies for online: a registration, a change, a notice. The form as typed while it is theirs, the content as it was handed in last.';
COMMENT ON COLUMN enterprises.application.territory_code IS 'Which office decides: the province of an enterprise, the commune of a household business.';
CREATE INDEX ON enterprises.application (applicant, changed_at);
CREATE INDEX ON enterprises.application (subject) WHERE subject IS NOT NULL;
CREATE INDEX ON enterprises.application (territory_code, status, due_on);
GRANT SELECT, INSERT, UPDATE ON enterprises.application TO enterprises;

CREATE TABLE enterprises.application_step (
  application_id uuid NOT NULL REFERENCES enterprises.application,
  serial integer NOT NULL CHECK (serial > 0),
  request_key text NOT NULL,
  move text NOT NULL CHECK (move IN ('submit', 'withdraw', 'agree', 'decline', 'accept', 'supplement', 'refuse', 'lapse')),
  submission integer NOT NULL,
  content jsonb,
  note text CHECK (length(note) BETWEEN 1 AND 2000),
  done_by jsonb NOT NULL,
  done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application_id, serial),
  UNIQUE (application_id, request_key)
);
COMMENT ON TABLE enterprises.application_step IS 'What was done with an application, by whom, with what was handed in. Never changed.';
GRANT SELECT, INSERT ON enterprises.application_step TO enterprises;

CREATE TABLE enterprises.application_consent (
  application_id uuid NOT NULL REFERENCES enterprises.application,
  submission integer NOT NULL,
  party text NOT NULL CHECK (party ~ '^(\d{12}|\d{10})$'),
  party_name text NOT NULL CHECK (length(party_name) BETWEEN 1 AND 250),
  agrees boolean,
  answered_by text CHECK (answered_by ~ '^\d{12}$'),
  answered_at timestamptz,
  PRIMARY KEY (application_id, submission, party),
  CHECK ((agrees IS NULL) = (answered_by IS NULL) AND (agrees IS NULL) = (answered_at IS NULL))
);
COMMENT ON TABLE enterprises.application_consent IS 'Who must agree to what was handed in, for a person by number and for an enterprise by one who represents it, and the answer. A new submission is agreed to anew.';
CREATE INDEX ON enterprises.application_consent (party);
GRANT SELECT, INSERT, UPDATE ON enterprises.application_consent TO enterprises;

CREATE TABLE enterprises.application_counter (
  agency_code text NOT NULL,
  day date NOT NULL,
  last_serial integer NOT NULL CHECK (last_serial BETWEEN 1 AND 9999),
  PRIMARY KEY (agency_code, day)
);
COMMENT ON TABLE enterprises.application_counter IS 'The last number given to an application at an office on a day.';
GRANT SELECT, INSERT, UPDATE ON enterprises.application_counter TO enterprises;

SELECT registry.equip_follower_of_lives('enterprises');
