-- The register of civil servants: positions and who holds them, grades, training, commendation, discipline.

SELECT registry.equip('civil_servants');

-- As `npm run motcua -- table-of civil-servants position` prints it.
CREATE TABLE civil_servants.position (
  agency_code text NOT NULL CHECK (agency_code ~ '^(?:[A-Y]\d{2}(\.[0-9A-Z]+)*)$'),
  code text NOT NULL CHECK (code ~ '^(?:VT\d{3})$'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  category text NOT NULL CHECK (category IN ('leadership', 'professional', 'support')),
  grade_code text NOT NULL CHECK (grade_code IN ('01.001', '01.002', '01.003', '01.004', '01.005')),
  staff_limit integer NOT NULL CHECK (staff_limit >= 0 AND staff_limit <= 10000),
  power text CHECK (power IN ('committee-chair', 'committee-deputy-chair', 'civil-status-officer', 'personnel-officer')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  agency_code_code_key uuid GENERATED ALWAYS AS (kernel.key_of(agency_code, code)) STORED,
  PRIMARY KEY (agency_code_code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_servants.position IS 'Position: one row for each version.';
CREATE INDEX ON civil_servants.position (agency_code, code);
CREATE INDEX ON civil_servants.position USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_servants.position TO civil_servants;
SELECT kernel.keep_history_of('civil_servants.position', 'agency_code', 'code');

-- As `npm run motcua -- table-of civil-servants servant` prints it.
CREATE TABLE civil_servants.servant (
  number text NOT NULL CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  full_name text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 200),
  sex text NOT NULL CHECK (sex IN ('male', 'female')),
  born_on date NOT NULL,
  employment text NOT NULL CHECK (employment IN ('cadre', 'civil-servant', 'public-employee')),
  agency_code text NOT NULL CHECK (agency_code ~ '^(?:[A-Y]\d{2}(\.[0-9A-Z]+)*)$'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  full_name_folded text GENERATED ALWAYS AS (kernel.fold(full_name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (lower(valid_during) >= (born_on + interval '18 years')::date) THEN 'too_young' END]::text[], NULL), '{}')) STORED,
  number_key uuid GENERATED ALWAYS AS ((number || 'ffffffffffffffffffff')::uuid) STORED,
  PRIMARY KEY (number_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_servants.servant IS 'Civil servant: one row for each version.';
CREATE INDEX ON civil_servants.servant (number);
CREATE INDEX ON civil_servants.servant (agency_code);
CREATE INDEX ON civil_servants.servant (full_name_folded text_pattern_ops, number);
CREATE INDEX ON civil_servants.servant (number) WHERE faults IS NOT NULL;
CREATE INDEX ON civil_servants.servant USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_servants.servant TO civil_servants;
SELECT kernel.keep_history_of('civil_servants.servant', 'number');

-- As `npm run motcua -- table-of civil-servants appointment` prints it.
CREATE TABLE civil_servants.appointment (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  number text NOT NULL CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  agency_code text NOT NULL CHECK (agency_code ~ '^(?:[A-Y]\d{2}(\.[0-9A-Z]+)*)$'),
  position_code text NOT NULL CHECK (position_code ~ '^(?:VT\d{3})$'),
  manner text NOT NULL CHECK (manner IN ('appointed', 'transferred', 'rotated', 'seconded')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  number_key uuid GENERATED ALWAYS AS ((number || 'ffffffffffffffffffff')::uuid) STORED,
  agency_code_position_code_key uuid GENERATED ALWAYS AS (kernel.key_of(agency_code, position_code)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (number_key, PERIOD valid_during) REFERENCES civil_servants.servant,
  FOREIGN KEY (agency_code_position_code_key, PERIOD valid_during) REFERENCES civil_servants.position
);
COMMENT ON TABLE civil_servants.appointment IS 'Appointment: one row for each version.';
CREATE INDEX ON civil_servants.appointment (id);
CREATE INDEX ON civil_servants.appointment (number);
CREATE INDEX ON civil_servants.appointment (agency_code, position_code);
CREATE INDEX ON civil_servants.appointment USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_servants.appointment TO civil_servants;
SELECT kernel.keep_history_of('civil_servants.appointment', 'id');

-- As `npm run motcua -- table-of civil-servants salary_step` prints it.
CREATE TABLE civil_servants.salary_step (
  number text NOT NULL CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  grade_code text NOT NULL CHECK (grade_code IN ('01.001', '01.002', '01.003', '01.004', '01.005')),
  step integer NOT NULL CHECK (step >= 1 AND step <= 12),
  counted_from date NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  number_key uuid GENERATED ALWAYS AS ((number || 'ffffffffffffffffffff')::uuid) STORED,
  CHECK ((grade_code = '01.001' AND step <= 6) OR (grade_code = '01.002' AND step <= 8) OR (grade_code = '01.003' AND step <= 9) OR (grade_code = '01.004' AND step <= 10) OR (grade_code = '01.005' AND step <= 12)),
  PRIMARY KEY (number_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (number_key, PERIOD valid_during) REFERENCES civil_servants.servant
);
COMMENT ON TABLE civil_servants.salary_step IS 'Grade and salary step: one row for each version.';
CREATE INDEX ON civil_servants.salary_step (number);
CREATE INDEX ON civil_servants.salary_step USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_servants.salary_step TO civil_servants;
SELECT kernel.keep_history_of('civil_servants.salary_step', 'number');

-- As `npm run motcua -- table-of civil-servants training` prints it.
CREATE TABLE civil_servants.training (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  number text NOT NULL CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  kind text NOT NULL CHECK (kind IN ('degree', 'state-management', 'political-theory', 'professional', 'language', 'digital')),
  course text NOT NULL CHECK (length(course) BETWEEN 1 AND 300),
  institution text NOT NULL CHECK (length(institution) BETWEEN 1 AND 300),
  certificate text CHECK (length(certificate) BETWEEN 1 AND 100),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_servants.training IS 'Training: one row for each version.';
CREATE INDEX ON civil_servants.training (id);
CREATE INDEX ON civil_servants.training (number);
CREATE INDEX ON civil_servants.training USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_servants.training TO civil_servants;
SELECT kernel.keep_history_of('civil_servants.training', 'id');

-- As `npm run motcua -- table-of civil-servants commendation` prints it.
CREATE TABLE civil_servants.commendation (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  number text NOT NULL CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  form text NOT NULL CHECK (form IN ('advanced-worker', 'grassroots-emulation', 'certificate-of-merit', 'provincial-merit', 'prime-minister-merit', 'order')),
  merit text NOT NULL CHECK (length(merit) BETWEEN 1 AND 500),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_servants.commendation IS 'Commendation: one row for each version.';
CREATE INDEX ON civil_servants.commendation (id);
CREATE INDEX ON civil_servants.commendation (number);
CREATE INDEX ON civil_servants.commendation USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_servants.commendation TO civil_servants;
SELECT kernel.keep_history_of('civil_servants.commendation', 'id');

-- As `npm run motcua -- table-of civil-servants discipline` prints it.
CREATE TABLE civil_servants.discipline (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  number text NOT NULL CHECK (length(number) = 12 AND number !~ '[^0-9]'),
  form text NOT NULL CHECK (form IN ('reprimand', 'warning', 'removal-from-office', 'dismissal')),
  violation bytea NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE civil_servants.discipline IS 'Discipline: one row for each version.';
CREATE INDEX ON civil_servants.discipline (id);
CREATE INDEX ON civil_servants.discipline (number);
CREATE INDEX ON civil_servants.discipline USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON civil_servants.discipline TO civil_servants;
SELECT kernel.keep_history_of('civil_servants.discipline', 'id');

CREATE TABLE civil_servants.power_told (
  appointment_id text PRIMARY KEY,
  official_id uuid NOT NULL,
  role text NOT NULL,
  agency_code text NOT NULL,
  valid_from date NOT NULL,
  until date
);
COMMENT ON TABLE civil_servants.power_told IS 'What the directory of organisations was told of an appointment to a position with a power, so that it is told once.';
GRANT SELECT, INSERT, UPDATE ON civil_servants.power_told TO civil_servants;

SELECT registry.equip_follower_of_lives('civil_servants');
