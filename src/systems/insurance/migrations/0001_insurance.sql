-- The National Insurance Database: who takes part in what insurance, what is paid for them, and what they get.

SELECT registry.equip('insurance');

CREATE TABLE insurance.insured (
  insurance_number text PRIMARY KEY CHECK (insurance_number ~ '^\d{10}$'),
  person_number text NOT NULL CONSTRAINT insured_person UNIQUE CHECK (person_number ~ '^\d{12}$'),
  assigned_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE insurance.insured IS 'Every insurance number ever given, and to whom. Never changed, never deleted, so no number is given twice.';
GRANT SELECT, INSERT ON insurance.insured TO insurance;

-- As `npm run motcua -- table-of insurance contribution_rate` prints it.
CREATE TABLE insurance.contribution_rate (
  fund text NOT NULL CHECK (fund IN ('retirement-survivor', 'sickness-maternity', 'work-accident', 'health', 'unemployment')),
  payer text NOT NULL CHECK (payer IN ('employer', 'worker')),
  rate_basis_points integer NOT NULL CHECK (rate_basis_points >= 0 AND rate_basis_points <= 10000),
  clause text NOT NULL CHECK (length(clause) BETWEEN 1 AND 200),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  fund_payer_key uuid GENERATED ALWAYS AS (kernel.key_of(fund, payer)) STORED,
  PRIMARY KEY (fund_payer_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.contribution_rate IS 'Rate of contribution: one row for each version.';
CREATE INDEX ON insurance.contribution_rate (fund, payer);
CREATE INDEX ON insurance.contribution_rate USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.contribution_rate TO insurance;
SELECT kernel.keep_history_of('insurance.contribution_rate', 'fund', 'payer');

-- As `npm run motcua -- table-of insurance statutory_amount` prints it.
CREATE TABLE insurance.statutory_amount (
  name text NOT NULL CHECK (name IN ('reference-level', 'minimum-wage-1', 'minimum-wage-2', 'minimum-wage-3', 'minimum-wage-4')),
  amount bigint NOT NULL CHECK (amount >= 1 AND amount <= 9007199254740991),
  clause text NOT NULL CHECK (length(clause) BETWEEN 1 AND 200),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_key uuid GENERATED ALWAYS AS (kernel.key_of(name)) STORED,
  PRIMARY KEY (name_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.statutory_amount IS 'Amount set by law: one row for each version.';
CREATE INDEX ON insurance.statutory_amount (name);
CREATE INDEX ON insurance.statutory_amount USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.statutory_amount TO insurance;
SELECT kernel.keep_history_of('insurance.statutory_amount', 'name');

-- As `npm run motcua -- table-of insurance employer` prints it.
CREATE TABLE insurance.employer (
  code text NOT NULL CHECK (length(code) = 10 AND code !~ '[^0-9]'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
  wage_region integer NOT NULL CHECK (wage_region >= 1 AND wage_region <= 4),
  province_code text NOT NULL CHECK (length(province_code) = 2 AND province_code !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_folded text GENERATED ALWAYS AS (kernel.fold(name)) STORED,
  code_key uuid GENERATED ALWAYS AS ((code || 'ffffffffffffffffffffff')::uuid) STORED,
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.employer IS 'Employer: one row for each version.';
CREATE INDEX ON insurance.employer (code);
CREATE INDEX ON insurance.employer (name_folded text_pattern_ops, code);
CREATE INDEX ON insurance.employer USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.employer TO insurance;
SELECT kernel.keep_history_of('insurance.employer', 'code');

-- As `npm run motcua -- table-of insurance participation` prints it.
CREATE TABLE insurance.participation (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  scheme text NOT NULL CHECK (scheme IN ('social-compulsory', 'social-voluntary', 'unemployment')),
  employer_code text CHECK (length(employer_code) = 10 AND employer_code !~ '[^0-9]'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  wage bigint NOT NULL CHECK (wage >= 1 AND wage <= 10000000000),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_scheme_key uuid GENERATED ALWAYS AS ((person_number || substr(md5(scheme), 1, 20))::uuid) STORED,
  employer_code_key uuid GENERATED ALWAYS AS ((employer_code || 'ffffffffffffffffffffff')::uuid) STORED,
  CHECK ((employer_code IS NULL) = (scheme = 'social-voluntary')),
  PRIMARY KEY (person_number_scheme_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (employer_code_key, PERIOD valid_during) REFERENCES insurance.employer
);
COMMENT ON TABLE insurance.participation IS 'Participation: one row for each version.';
CREATE INDEX ON insurance.participation (person_number, scheme);
CREATE INDEX ON insurance.participation (employer_code) WHERE employer_code IS NOT NULL;
CREATE INDEX ON insurance.participation USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.participation TO insurance;
SELECT kernel.keep_history_of('insurance.participation', 'person_number', 'scheme');

-- As `npm run motcua -- table-of insurance coverage` prints it.
CREATE TABLE insurance.coverage (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  insurance_number text NOT NULL CHECK (length(insurance_number) = 10 AND insurance_number !~ '[^0-9]'),
  object_code text NOT NULL CHECK (object_code IN ('TE1', 'HS4', 'SV4', 'DN4', 'HC4', 'GD4', 'HT3', 'TN4', 'CC1', 'NO4', 'HN2')),
  province_code text NOT NULL CHECK (length(province_code) = 2 AND province_code !~ '[^0-9]'),
  facility_code text CHECK (facility_code ~ '^(?:[0-9A-Z][0-9A-Z.-]*)$' AND length(facility_code) BETWEEN 1 AND 35),
  facility_name text CHECK (length(facility_name) BETWEEN 1 AND 200),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (facility_code IS NOT NULL) THEN 'facility_missing' END, CASE WHEN NOT (object_code IN ('TE1', 'DN4', 'HC4', 'HT3', 'CC1')
        OR upper(valid_during) <= (lower(valid_during) + interval '2 years')::date) THEN 'card_over_two_years' END]::text[], NULL), '{}')) STORED,
  person_number_key uuid GENERATED ALWAYS AS ((person_number || 'ffffffffffffffffffff')::uuid) STORED,
  CHECK ((facility_code IS NULL) = (facility_name IS NULL)),
  PRIMARY KEY (person_number_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.coverage IS 'Health insurance: one row for each version.';
CREATE INDEX ON insurance.coverage (person_number);
CREATE INDEX ON insurance.coverage (person_number) WHERE faults IS NOT NULL;
CREATE INDEX ON insurance.coverage USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.coverage TO insurance;
SELECT kernel.keep_history_of('insurance.coverage', 'person_number');

-- As `npm run motcua -- table-of insurance declaration` prints it.
CREATE TABLE insurance.declaration (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  employer_code text NOT NULL CHECK (length(employer_code) = 10 AND employer_code !~ '[^0-9]'),
  month text NOT NULL CHECK (month ~ '^(?:\d{4}-(0[1-9]|1[0-2]))$'),
  file_mark text NOT NULL CHECK (file_mark ~ '^(?:[0-9a-f]{64})$'),
  state text NOT NULL CHECK (state IN ('received', 'accepted', 'partly', 'rejected')),
  row_count integer NOT NULL CHECK (row_count >= 0),
  accepted_count integer NOT NULL CHECK (accepted_count >= 0),
  unchanged_count integer NOT NULL CHECK (unchanged_count >= 0),
  refused_count integer NOT NULL CHECK (refused_count >= 0),
  declared_by text NOT NULL CHECK (length(declared_by) = 12 AND declared_by !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  employer_code_key uuid GENERATED ALWAYS AS ((employer_code || 'ffffffffffffffffffffff')::uuid) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (employer_code_key, PERIOD valid_during) REFERENCES insurance.employer
);
COMMENT ON TABLE insurance.declaration IS 'Declaration of an employer: one row for each version.';
CREATE INDEX ON insurance.declaration (id);
CREATE INDEX ON insurance.declaration (employer_code, month);
CREATE INDEX ON insurance.declaration (state);
CREATE INDEX ON insurance.declaration USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.declaration TO insurance;
SELECT kernel.keep_history_of('insurance.declaration', 'id');

-- As `npm run motcua -- table-of insurance contribution` prints it.
CREATE TABLE insurance.contribution (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  employer_code text NOT NULL CHECK (length(employer_code) = 10 AND employer_code !~ '[^0-9]'),
  wage bigint NOT NULL CHECK (wage >= 0 AND wage <= 9007199254740991),
  social_worker bigint NOT NULL CHECK (social_worker >= 0 AND social_worker <= 9007199254740991),
  social_employer bigint NOT NULL CHECK (social_employer >= 0 AND social_employer <= 9007199254740991),
  health_worker bigint NOT NULL CHECK (health_worker >= 0 AND health_worker <= 9007199254740991),
  health_employer bigint NOT NULL CHECK (health_employer >= 0 AND health_employer <= 9007199254740991),
  unemployment_worker bigint NOT NULL CHECK (unemployment_worker >= 0 AND unemployment_worker <= 9007199254740991),
  unemployment_employer bigint NOT NULL CHECK (unemployment_employer >= 0 AND unemployment_employer <= 9007199254740991),
  declaration_id text NOT NULL CHECK (declaration_id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_employer_code_key uuid GENERATED ALWAYS AS ((person_number || substr(md5(employer_code), 1, 20))::uuid) STORED,
  CHECK (valid_during = daterange(date_trunc('month', lower(valid_during))::date,
    (date_trunc('month', lower(valid_during)) + interval '1 month')::date)),
  PRIMARY KEY (person_number_employer_code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.contribution IS 'Contribution of a month: one row for each version.';
CREATE INDEX ON insurance.contribution (person_number, employer_code);
CREATE INDEX ON insurance.contribution (employer_code);
CREATE INDEX ON insurance.contribution (person_number);
CREATE INDEX ON insurance.contribution USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.contribution TO insurance;
SELECT kernel.keep_history_of('insurance.contribution', 'person_number', 'employer_code');

-- As `npm run motcua -- table-of insurance contribution_payment` prints it.
CREATE TABLE insurance.contribution_payment (
  employer_code text NOT NULL CHECK (length(employer_code) = 10 AND employer_code !~ '[^0-9]'),
  month text NOT NULL CHECK (month ~ '^(?:\d{4}-(0[1-9]|1[0-2]))$'),
  amount bigint NOT NULL CHECK (amount >= 1 AND amount <= 9007199254740991),
  paid_on date NOT NULL,
  reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  employer_code_month_key uuid GENERATED ALWAYS AS ((employer_code || substr(md5(month), 1, 22))::uuid) STORED,
  PRIMARY KEY (employer_code_month_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.contribution_payment IS 'Payment of contributions: one row for each version.';
CREATE INDEX ON insurance.contribution_payment (employer_code, month);
CREATE INDEX ON insurance.contribution_payment USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.contribution_payment TO insurance;
SELECT kernel.keep_history_of('insurance.contribution_payment', 'employer_code', 'month');

-- As `npm run motcua -- table-of insurance benefit` prints it.
CREATE TABLE insurance.benefit (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  kind text NOT NULL CHECK (kind IN ('sickness', 'maternity', 'work-accident', 'retirement', 'survivor', 'unemployment', 'one-off')),
  amount bigint NOT NULL CHECK (amount >= 1 AND amount <= 9007199254740991),
  per text NOT NULL CHECK (per IN ('month', 'once')),
  decision_number text NOT NULL CHECK (length(decision_number) BETWEEN 1 AND 100),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE insurance.benefit IS 'Benefit: one row for each version.';
CREATE INDEX ON insurance.benefit (id);
CREATE INDEX ON insurance.benefit (person_number);
CREATE INDEX ON insurance.benefit USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON insurance.benefit TO insurance;
SELECT kernel.keep_history_of('insurance.benefit', 'id');

-- What the law sets. A steward adds what comes after.
WITH told AS (
  INSERT INTO insurance.act (kind, act, fields, reason, source, done_by)
  VALUES ('contribution_rate', 'import', '{fund,payer,rateBasisPoints,clause}', 'Tỷ lệ đóng theo luật', '{"kind":"law","number":"41/2024/QH15"}',
    '{"agencyCode":"G12.98","agencyName":"Bảo hiểm xã hội Việt Nam","actor":{"kind":"machine"}}')
  RETURNING position
)
INSERT INTO insurance.contribution_rate (fund, payer, rate_basis_points, clause, valid_during, act)
  SELECT given.*, position FROM told, (VALUES
    ('retirement-survivor', 'employer', 1400, 'Luật BHXH 58/2014/QH13, điều 85 và 86', daterange('2022-10-01', '2025-07-01')),
    ('retirement-survivor', 'employer', 1400, 'Luật BHXH 41/2024/QH15, điều 33 và 34', daterange('2025-07-01', NULL)),
    ('retirement-survivor', 'worker', 800, 'Luật BHXH 58/2014/QH13, điều 85 và 86', daterange('2022-10-01', '2025-07-01')),
    ('retirement-survivor', 'worker', 800, 'Luật BHXH 41/2024/QH15, điều 33 và 34', daterange('2025-07-01', NULL)),
    ('sickness-maternity', 'employer', 300, 'Luật BHXH 58/2014/QH13, điều 85 và 86', daterange('2022-10-01', '2025-07-01')),
    ('sickness-maternity', 'employer', 300, 'Luật BHXH 41/2024/QH15, điều 33 và 34', daterange('2025-07-01', NULL)),
    ('work-accident', 'employer', 50, 'Luật An toàn, vệ sinh lao động 84/2015/QH13, điều 44; Nghị định 58/2020/NĐ-CP, điều 4', daterange('2022-10-01', NULL)),
    ('health', 'employer', 300, 'Nghị định 146/2018/NĐ-CP, điều 7', daterange('2022-10-01', '2025-07-01')),
    ('health', 'employer', 300, 'Nghị định 188/2025/NĐ-CP, điều 6', daterange('2025-07-01', NULL)),
    ('health', 'worker', 150, 'Nghị định 146/2018/NĐ-CP, điều 7', daterange('2022-10-01', '2025-07-01')),
    ('health', 'worker', 150, 'Nghị định 188/2025/NĐ-CP, điều 6', daterange('2025-07-01', NULL)),
    ('unemployment', 'employer', 100, 'Luật Việc làm 38/2013/QH13, điều 57', daterange('2022-10-01', '2026-01-01')),
    ('unemployment', 'employer', 100, 'Luật Việc làm 74/2025/QH15, điều 33', daterange('2026-01-01', NULL)),
    ('unemployment', 'worker', 100, 'Luật Việc làm 38/2013/QH13, điều 57', daterange('2022-10-01', '2026-01-01')),
    ('unemployment', 'worker', 100, 'Luật Việc làm 74/2025/QH15, điều 33', daterange('2026-01-01', NULL))) AS given (fund, payer, rate_basis_points, clause, valid_during);
WITH told AS (
  INSERT INTO insurance.act (kind, act, fields, reason, source, done_by)
  VALUES ('statutory_amount', 'import', '{name,amount,clause}', 'Mức do Nhà nước quy định', '{"kind":"law","number":"41/2024/QH15"}',
    '{"agencyCode":"G12.98","agencyName":"Bảo hiểm xã hội Việt Nam","actor":{"kind":"machine"}}')
  RETURNING position
)
INSERT INTO insurance.statutory_amount (name, amount, clause, valid_during, act)
  SELECT given.*, position FROM told, (VALUES
    ('reference-level', 1490000, 'Nghị định 38/2019/NĐ-CP, điều 3', daterange('2019-07-01', '2023-07-01')),
    ('reference-level', 1800000, 'Nghị định 24/2023/NĐ-CP, điều 3', daterange('2023-07-01', '2024-07-01')),
    ('reference-level', 2340000, 'Nghị định 73/2024/NĐ-CP, điều 3; Luật BHXH 41/2024/QH15, điều 141', daterange('2024-07-01', NULL)),
    ('minimum-wage-1', 4680000, 'Nghị định 38/2022/NĐ-CP, điều 3', daterange('2022-07-01', '2024-07-01')),
    ('minimum-wage-1', 4960000, 'Nghị định 74/2024/NĐ-CP, điều 3', daterange('2024-07-01', '2026-01-01')),
    ('minimum-wage-1', 5310000, 'Nghị định 293/2025/NĐ-CP, điều 3', daterange('2026-01-01', NULL)),
    ('minimum-wage-2', 4160000, 'Nghị định 38/2022/NĐ-CP, điều 3', daterange('2022-07-01', '2024-07-01')),
    ('minimum-wage-2', 4410000, 'Nghị định 74/2024/NĐ-CP, điều 3', daterange('2024-07-01', '2026-01-01')),
    ('minimum-wage-2', 4730000, 'Nghị định 293/2025/NĐ-CP, điều 3', daterange('2026-01-01', NULL)),
    ('minimum-wage-3', 3640000, 'Nghị định 38/2022/NĐ-CP, điều 3', daterange('2022-07-01', '2024-07-01')),
    ('minimum-wage-3', 3860000, 'Nghị định 74/2024/NĐ-CP, điều 3', daterange('2024-07-01', '2026-01-01')),
    ('minimum-wage-3', 4140000, 'Nghị định 293/2025/NĐ-CP, điều 3', daterange('2026-01-01', NULL)),
    ('minimum-wage-4', 3250000, 'Nghị định 38/2022/NĐ-CP, điều 3', daterange('2022-07-01', '2024-07-01')),
    ('minimum-wage-4', 3450000, 'Nghị định 74/2024/NĐ-CP, điều 3', daterange('2024-07-01', '2026-01-01')),
    ('minimum-wage-4', 3700000, 'Nghị định 293/2025/NĐ-CP, điều 3', daterange('2026-01-01', NULL))) AS given (name, amount, clause, valid_during);

CREATE TABLE insurance.child_card (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  person_number text NOT NULL,
  insurance_number text NOT NULL REFERENCES insurance.insured,
  card_code text NOT NULL UNIQUE CHECK (card_code ~ '^[A-Z]{2}\d{13}$'),
  valid_from date NOT NULL,
  valid_until date NOT NULL CHECK (valid_until > valid_from),
  issued_on date NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  case_number text NOT NULL,
  holder jsonb NOT NULL,
  verification_code text NOT NULL UNIQUE,
  card_file text CHECK (card_file ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE insurance.child_card IS 'A card issued to a child under six. Without a file the card is still to be made.';
COMMENT ON COLUMN insurance.child_card.holder IS 'What the card says of the child, as the population register said on the day of issue.';
GRANT SELECT, INSERT ON insurance.child_card TO insurance;
GRANT UPDATE (card_file) ON insurance.child_card TO insurance;
SELECT kernel.keep_history_of('insurance.child_card');

CREATE TABLE insurance.declaration_row (
  declaration_id text NOT NULL CHECK (declaration_id ~ '^[0-9a-f-]{36}$'),
  row integer NOT NULL CHECK (row BETWEEN 2 AND 100001),
  given jsonb NOT NULL,
  outcome text CHECK (outcome IN ('accepted', 'unchanged', 'refused')),
  field text,
  rule text,
  PRIMARY KEY (declaration_id, row),
  CHECK ((rule IS NULL) = (outcome IS DISTINCT FROM 'refused'))
);
COMMENT ON TABLE insurance.declaration_row IS 'A row of a declaration as the employer gave it, and what came of it. Without an outcome it is still to be worked on; an outcome is written once.';
COMMENT ON COLUMN insurance.declaration_row.rule IS 'Of a refused row: the code of the sentence that says why; field is the column at fault.';
GRANT SELECT, INSERT ON insurance.declaration_row TO insurance;
GRANT UPDATE (outcome, field, rule) ON insurance.declaration_row TO insurance;

CREATE TABLE insurance.benefit_payment (
  benefit_id text NOT NULL CHECK (benefit_id ~ '^[0-9a-f-]{36}$'),
  month text NOT NULL CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  amount bigint NOT NULL CHECK (amount > 0),
  paid_on date NOT NULL,
  receipt text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (benefit_id, month)
);
COMMENT ON TABLE insurance.benefit_payment IS 'Money that was paid for a benefit: for a month, or once. Never changed, never deleted.';
GRANT SELECT, INSERT ON insurance.benefit_payment TO insurance;

SELECT registry.equip_follower_of_lives('insurance');

CREATE TABLE insurance.ended_by_death (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_number text NOT NULL CHECK (person_number ~ '^\d{12}$'),
  kind text NOT NULL CHECK (kind IN ('coverage', 'benefit')),
  said jsonb NOT NULL,
  ended_during daterange NOT NULL CHECK (NOT isempty(ended_during)),
  act bigint NOT NULL,
  is_cut boolean NOT NULL,
  settled_at timestamptz
);
COMMENT ON TABLE insurance.ended_by_death IS 'What a death took away: what the version said, the time that it lost, and the act. Given back when the death is taken back.';
COMMENT ON COLUMN insurance.ended_by_death.is_cut IS 'A part of the version stands, up to that time; otherwise all of it was cancelled.';
COMMENT ON COLUMN insurance.ended_by_death.settled_at IS 'The death was taken back: it was given back, or others had changed it meanwhile.';
CREATE INDEX ended_by_death_person ON insurance.ended_by_death (person_number);
GRANT SELECT, INSERT ON insurance.ended_by_death TO insurance;
GRANT UPDATE (settled_at) ON insurance.ended_by_death TO insurance;

CREATE TABLE insurance.payment_recovered (
  benefit_id text NOT NULL,
  month text NOT NULL,
  decision jsonb NOT NULL,
  done_by jsonb NOT NULL,
  receipt text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (benefit_id, month),
  FOREIGN KEY (benefit_id, month) REFERENCES insurance.benefit_payment
);
COMMENT ON TABLE insurance.payment_recovered IS 'Payments that were paid after a death and came back, by which decision. Never changed, never deleted.';
GRANT SELECT, INSERT ON insurance.payment_recovered TO insurance;
