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
  number text NOT NULL CHECK (number ~ '^(?:\d{12})$'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  sex text NOT NULL CHECK (sex IN ('male', 'female')),
  born_on date NOT NULL,
  birth_place text CHECK (length(birth_place) BETWEEN 1 AND 300),
  ethnic_group text CHECK (ethnic_group ~ '^(?:\d{2})$'),
  nationality text NOT NULL CHECK (nationality ~ '^(?:[A-Z]{2})$'),
  hometown text CHECK (length(hometown) BETWEEN 1 AND 300),
  died_on date,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  full_name_folded text GENERATED ALWAYS AS (kernel.fold(full_name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (substr(number, 4, 1)::int = 2 * (extract(year FROM born_on)::int / 100 - 19) + (sex = 'female')::int
        AND substr(number, 5, 2)::int = extract(year FROM born_on)::int % 100) THEN 'number_against_sex_or_year' END, CASE WHEN NOT (born_on >= '1890-01-01') THEN 'born_before_1890' END, CASE WHEN NOT (hometown IS NOT NULL) THEN 'hometown_missing' END, CASE WHEN NOT (ethnic_group IS NOT NULL) THEN 'ethnic_group_missing' END, CASE WHEN NOT (full_name !~ '\s{2,}|^\s|\s$|[0-9]' AND (full_name <> upper(full_name) OR length(full_name) < 3)
        AND full_name IS NFC NORMALIZED) THEN 'name_not_clean' END]::text[], NULL), '{}')) STORED,
  CHECK (died_on >= born_on),
  PRIMARY KEY (number, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.person IS 'Person: one row for each version.';
CREATE INDEX ON population.person (number);
CREATE INDEX ON population.person (full_name_folded text_pattern_ops, number);
CREATE INDEX ON population.person (number) WHERE faults IS NOT NULL;
CREATE INDEX ON population.person USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.person TO population;
SELECT kernel.keep_history_of('population.person');
ALTER TABLE population.person ADD FOREIGN KEY (number) REFERENCES population.personal_number;

CREATE TABLE population.relation (
  child_number text NOT NULL REFERENCES population.personal_number,
  kind text NOT NULL CHECK (kind IN ('mother', 'father')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  parent_number text NOT NULL REFERENCES population.personal_number,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (child_number <> parent_number),
  PRIMARY KEY (child_number, kind, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.relation IS 'Who is whose mother or father in law, and since when. At most one of each at a time.';
CREATE INDEX relation_child ON population.relation (child_number);
CREATE INDEX relation_parent ON population.relation (parent_number);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.relation TO population;
SELECT kernel.keep_history_of('population.relation');

CREATE TABLE population.household (
  id text PRIMARY KEY,
  head_number text NOT NULL REFERENCES population.personal_number,
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  address_line text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE population.household IS 'Those who live under one roof, with their head.';
GRANT SELECT, INSERT, UPDATE ON population.household TO population;
SELECT kernel.keep_history_of('population.household');

CREATE TABLE population.residence (
  person_number text NOT NULL REFERENCES population.personal_number,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  household_id text NOT NULL REFERENCES population.household,
  relation text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (person_number, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE population.residence IS 'Where a person is permanently registered: one place at a time (Law on Residence 68/2020/QH14 art. 2.8).';
CREATE INDEX residence_person ON population.residence (person_number);
CREATE INDEX residence_household ON population.residence (household_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON population.residence TO population;
SELECT kernel.keep_history_of('population.residence');

CREATE TABLE population.residence_registration (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  person_number text NOT NULL REFERENCES population.personal_number,
  parent_number text NOT NULL REFERENCES population.personal_number,
  household_id text NOT NULL REFERENCES population.household,
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

CREATE TABLE population.notice_counter (
  agency_code text NOT NULL,
  year integer NOT NULL,
  last_serial integer NOT NULL,
  PRIMARY KEY (agency_code, year)
);
COMMENT ON TABLE population.notice_counter IS 'The last number given to a notice of an agency in a year.';
GRANT SELECT, INSERT, UPDATE ON population.notice_counter TO population;
