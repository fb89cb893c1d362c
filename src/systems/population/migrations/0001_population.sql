-- The National Population Database: numbers, persons, relations, households, residence.

SELECT registry.equip('population');

CREATE TABLE population.personal_number (
  number text PRIMARY KEY CHECK (number ~ '^\d{12}$'),
  request_key text,
  assigned_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE population.personal_number IS 'Every personal number that was ever given. A row is never changed and never deleted, so no number is given twice.';
COMMENT ON COLUMN population.personal_number.request_key IS 'The request that the number answers: asked again, it gets the same number.';
CREATE UNIQUE INDEX personal_number_request ON population.personal_number (request_key) WHERE request_key IS NOT NULL;
GRANT SELECT, INSERT ON population.personal_number TO population;

-- As `npm run motcua -- table-of population person` prints it.
CREATE TABLE population.person (
  number text NOT NULL CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  sex text NOT NULL CHECK (sex IN ('male', 'female')),
  born_on date NOT NULL,
  birth_place text CHECK (length(birth_place) BETWEEN 1 AND 300),
  ethnic_group text CHECK (length(ethnic_group) = 2 AND ethnic_group !~ '[^0-9]'),
  nationality text NOT NULL CHECK (nationality ~ '^(?:[A-Z]{2})$'),
  hometown text CHECK (length(hometown) BETWEEN 1 AND 300),
  died_on date,
  death_place text CHECK (length(death_place) BETWEEN 1 AND 300),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  full_name_folded text GENERATED ALWAYS AS (kernel.fold(full_name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (substr(number, 4, 3)::int = 100 * (2 * (date_part('year', born_on)::int / 100 - 19) + (sex = 'female')::int)
        + date_part('year', born_on)::int % 100) THEN 'number_against_sex_or_year' END, CASE WHEN NOT (born_on >= '1890-01-01') THEN 'born_before_1890' END, CASE WHEN NOT (hometown IS NOT NULL) THEN 'hometown_missing' END, CASE WHEN NOT (ethnic_group IS NOT NULL) THEN 'ethnic_group_missing' END, CASE WHEN NOT (full_name !~ '\s\s|^\s|\s$|[0-9]' AND (full_name <> upper(full_name) OR length(full_name) < 3)
        AND full_name IS NFC NORMALIZED) THEN 'name_not_clean' END]::text[], NULL), '{}')) STORED,
  number_key uuid GENERATED ALWAYS AS ((number || 'ffffffffffffffffffff')::uuid) STORED,
  CHECK (died_on >= born_on),
  PRIMARY KEY (number_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.person IS 'Person: one row for each version.';
CREATE INDEX ON population.person (number);
CREATE INDEX ON population.person (full_name_folded text_pattern_ops, number);
CREATE INDEX ON population.person (number) WHERE faults IS NOT NULL;
CREATE INDEX ON population.person USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.person TO population;
SELECT kernel.keep_history_of('population.person', 'number');
ALTER TABLE population.person ADD FOREIGN KEY (number) REFERENCES population.personal_number;

-- As `table-of` prints them.
CREATE TABLE population.foreigner (
  id text NOT NULL CHECK (id ~ '^(?:NN-[2-9A-HJKMNP-TV-Z]{10})$'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  born_on date NOT NULL,
  nationality text NOT NULL CHECK (nationality ~ '^(?:[A-Z]{2})$'),
  passport_number text NOT NULL CHECK (passport_number ~ '^(?:[0-9A-Za-z-]{5,20})$'),
  passport_expires_on date,
  card_kind text CHECK (card_kind IN ('temporary', 'permanent')),
  card_number text CHECK (card_number ~ '^(?:[0-9A-Z-]{4,20})$'),
  card_expires_on date,
  commune_code text CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  address_line text CHECK (length(address_line) BETWEEN 1 AND 300),
  person_number text CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  full_name_folded text GENERATED ALWAYS AS (kernel.fold(full_name)) STORED,
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  CHECK ((card_kind IS NULL) = (card_number IS NULL)),
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.foreigner IS 'Foreigner: one row for each version.';
CREATE INDEX ON population.foreigner (id);
CREATE INDEX ON population.foreigner (passport_number, nationality);
CREATE INDEX ON population.foreigner (person_number) WHERE person_number IS NOT NULL;
CREATE INDEX ON population.foreigner (full_name_folded text_pattern_ops, id);
CREATE INDEX ON population.foreigner USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.foreigner TO population;
SELECT kernel.keep_history_of('population.foreigner', 'id');

CREATE TABLE population.relation (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  kind text NOT NULL CHECK (kind IN ('mother', 'father', 'spouse', 'guardian', 'co-guardian')),
  relative_number text CHECK (length(relative_number) = 12 AND relative_number !~ '[^0-9]'),
  foreigner_id text CHECK (foreigner_id ~ '^(?:NN-[2-9A-HJKMNP-TV-Z]{10})$'),
  basis text NOT NULL CHECK (basis IN ('birth', 'recognition', 'adoption', 'court', 'marriage', 'guardianship')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_kind_key uuid GENERATED ALWAYS AS ((person_number || substr(md5(kind), 1, 20))::uuid) STORED,
  CHECK (num_nonnulls(relative_number, foreigner_id) = 1),
  CHECK (person_number <> relative_number),
  PRIMARY KEY (person_number_kind_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.relation IS 'Family relation: one row for each version.';
CREATE INDEX ON population.relation (person_number, kind);
CREATE INDEX ON population.relation (relative_number) WHERE relative_number IS NOT NULL;
CREATE INDEX ON population.relation (foreigner_id) WHERE foreigner_id IS NOT NULL;
CREATE INDEX ON population.relation USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.relation TO population;
SELECT kernel.keep_history_of('population.relation', 'person_number', 'kind');
ALTER TABLE population.relation ADD FOREIGN KEY (person_number) REFERENCES population.personal_number;
ALTER TABLE population.relation ADD FOREIGN KEY (relative_number) REFERENCES population.personal_number;

CREATE TABLE population.household (
  id text NOT NULL CHECK (id ~ '^(?:[0-9A-Za-z-]+)$' AND length(id) BETWEEN 1 AND 60),
  head_number text NOT NULL CHECK (length(head_number) = 12 AND head_number !~ '[^0-9]'),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  address_line text NOT NULL CHECK (length(address_line) BETWEEN 1 AND 300),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.household IS 'Household: one row for each version.';
CREATE INDEX ON population.household (id);
CREATE INDEX ON population.household (commune_code, address_line);
CREATE INDEX ON population.household (head_number);
CREATE INDEX ON population.household USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.household TO population;
SELECT kernel.keep_history_of('population.household', 'id');

CREATE TABLE population.residence (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  household_id text NOT NULL CHECK (household_id ~ '^(?:[0-9A-Za-z-]+)$' AND length(household_id) BETWEEN 1 AND 60),
  relation text NOT NULL CHECK (relation IN ('head', 'spouse', 'partner', 'child', 'parent', 'parent-in-law', 'child-in-law', 'grandchild', 'other')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_key uuid GENERATED ALWAYS AS ((person_number || 'ffffffffffffffffffff')::uuid) STORED,
  household_id_key uuid GENERATED ALWAYS AS (kernel.key_of(household_id)) STORED,
  PRIMARY KEY (person_number_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (person_number_key, PERIOD valid_during) REFERENCES population.person,
  FOREIGN KEY (household_id_key, PERIOD valid_during) REFERENCES population.household
);
COMMENT ON TABLE population.residence IS 'Permanent residence: one row for each version.';
CREATE INDEX ON population.residence (person_number);
CREATE INDEX ON population.residence (household_id);
CREATE INDEX ON population.residence USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.residence TO population;
SELECT kernel.keep_history_of('population.residence', 'person_number');

CREATE TABLE population.temporary_residence (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  address_line text NOT NULL CHECK (length(address_line) BETWEEN 1 AND 300),
  host_number text CHECK (length(host_number) = 12 AND host_number !~ '[^0-9]'),
  why text NOT NULL CHECK (why IN ('work', 'study', 'family', 'other')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_key uuid GENERATED ALWAYS AS ((person_number || 'ffffffffffffffffffff')::uuid) STORED,
  CHECK (upper(valid_during) <= lower(valid_during) + interval '2 years'),
  CHECK (NOT upper_inf(valid_during)),
  PRIMARY KEY (person_number_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (person_number_key, PERIOD valid_during) REFERENCES population.person
);
COMMENT ON TABLE population.temporary_residence IS 'Temporary residence: one row for each version.';
CREATE INDEX ON population.temporary_residence (person_number);
CREATE INDEX ON population.temporary_residence (commune_code);
CREATE INDEX ON population.temporary_residence USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.temporary_residence TO population;
SELECT kernel.keep_history_of('population.temporary_residence', 'person_number');

CREATE TABLE population.temporary_absence (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  destination text NOT NULL CHECK (length(destination) BETWEEN 1 AND 300),
  why text NOT NULL CHECK (why IN ('travel', 'abroad', 'military-service', 'restricted')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_key uuid GENERATED ALWAYS AS ((person_number || 'ffffffffffffffffffff')::uuid) STORED,
  CHECK (NOT upper_inf(valid_during)),
  PRIMARY KEY (person_number_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (person_number_key, PERIOD valid_during) REFERENCES population.person
);
COMMENT ON TABLE population.temporary_absence IS 'Temporary absence: one row for each version.';
CREATE INDEX ON population.temporary_absence (person_number);
CREATE INDEX ON population.temporary_absence USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.temporary_absence TO population;
SELECT kernel.keep_history_of('population.temporary_absence', 'person_number');

CREATE TABLE population.identity_document (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  form text NOT NULL CHECK (form IN ('identity-card', 'citizen-identity-card')),
  serial text NOT NULL CHECK (length(serial) = 9 AND serial !~ '[^0-9]'),
  issued_on date NOT NULL,
  expires_on date,
  state text NOT NULL CHECK (state IN ('issued', 'lost', 'withheld', 'revoked')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_key uuid GENERATED ALWAYS AS ((person_number || 'ffffffffffffffffffff')::uuid) STORED,
  CHECK (issued_on < expires_on),
  PRIMARY KEY (person_number_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.identity_document IS 'Identity card: one row for each version.';
CREATE INDEX ON population.identity_document (person_number);
CREATE INDEX ON population.identity_document (serial);
CREATE INDEX ON population.identity_document USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.identity_document TO population;
SELECT kernel.keep_history_of('population.identity_document', 'person_number');

CREATE TABLE population.missing (
  person_number text NOT NULL CHECK (length(person_number) = 12 AND person_number !~ '[^0-9]'),
  last_seen_on date,
  court text NOT NULL CHECK (length(court) BETWEEN 1 AND 300),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  person_number_key uuid GENERATED ALWAYS AS ((person_number || 'ffffffffffffffffffff')::uuid) STORED,
  PRIMARY KEY (person_number_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (person_number_key, PERIOD valid_during) REFERENCES population.person
);
COMMENT ON TABLE population.missing IS 'Declared missing: one row for each version.';
CREATE INDEX ON population.missing (person_number);
CREATE INDEX ON population.missing USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.missing TO population;
SELECT kernel.keep_history_of('population.missing', 'person_number');
ALTER TABLE population.identity_document ADD FOREIGN KEY (person_number) REFERENCES population.personal_number;

CREATE TABLE population.residence_registration (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  person_number text NOT NULL REFERENCES population.personal_number,
  parent_number text NOT NULL REFERENCES population.personal_number,
  household_id text NOT NULL,
  relation text NOT NULL,
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  case_number text NOT NULL,
  official jsonb NOT NULL,
  registered_on date NOT NULL,
  notice_number text NOT NULL,
  verification_code text NOT NULL UNIQUE,
  notice_file text CHECK (notice_file ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (agency_code, notice_number)
);
COMMENT ON TABLE population.residence_registration IS 'A registration of residence by the commune police, and its notice. Without a file the notice is still to be made.';
GRANT SELECT, INSERT ON population.residence_registration TO population;
GRANT UPDATE (notice_file) ON population.residence_registration TO population;
SELECT kernel.keep_history_of('population.residence_registration');

CREATE TABLE population.residence_application (
  id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  request_key text NOT NULL UNIQUE,
  applicant_number text NOT NULL REFERENCES population.personal_number,
  wish jsonb NOT NULL CHECK (wish ->> 'kind' IN ('move', 'stay', 'absence')),
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
  filed_at timestamptz NOT NULL,
  due_on date NOT NULL,
  decided_at timestamptz,
  decided_by jsonb,
  answer text CHECK (length(answer) BETWEEN 1 AND 300),
  decision_receipt text,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((state = 'refused') = (answer IS NOT NULL))
);
COMMENT ON TABLE population.residence_application IS 'What people ask the police of a commune for from home: residence, a stay, an absence; and what came of it.';
CREATE INDEX ON population.residence_application (commune_code, due_on) WHERE state = 'open';
CREATE INDEX ON population.residence_application (commune_code, decided_at) WHERE state <> 'open';
CREATE INDEX ON population.residence_application (applicant_number, filed_at);
GRANT SELECT, INSERT ON population.residence_application TO population;
GRANT UPDATE (state, decided_at, decided_by, answer, decision_receipt) ON population.residence_application TO population;
SELECT kernel.keep_history_of('population.residence_application');

CREATE TABLE population.notice_counter (
  agency_code text NOT NULL,
  year integer NOT NULL,
  last_serial integer NOT NULL,
  PRIMARY KEY (agency_code, year)
);
COMMENT ON TABLE population.notice_counter IS 'The last number given to a notice of an agency in a year.';
GRANT SELECT, INSERT, UPDATE ON population.notice_counter TO population;
