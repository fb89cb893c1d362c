-- The National Land Database in the classes of ISO 19152 (LADM): parties, parcels, administrative units, rights,
-- restrictions, responsibilities, sources, certificates; and the registrations that changed them.

SELECT registry.equip('land');

-- As `npm run motcua -- table-of land party` prints it.
CREATE TABLE land.party (
  code text NOT NULL CHECK (code ~ '^(?:[0-9A-Z][0-9A-Z.+-]{8,39})$'),
  form text NOT NULL CHECK (form IN ('person', 'couple', 'household', 'group', 'enterprise', 'bank', 'agency')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  personal_number text CHECK (length(personal_number) = 12 AND personal_number !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_folded text GENERATED ALWAYS AS (kernel.fold(name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (form <> 'person' OR personal_number IS NOT NULL) THEN 'owner_number_missing' END, CASE WHEN NOT (form <> 'person' OR (name !~ '\s\s|^\s|\s$|[0-9]' AND name IS NFC NORMALIZED)) THEN 'name_not_clean' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  CHECK ((form = 'person') OR personal_number IS NULL),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE land.party IS 'Party: one row for each version.';
CREATE INDEX ON land.party (code);
CREATE INDEX ON land.party (personal_number) WHERE personal_number IS NOT NULL;
CREATE INDEX ON land.party (name_folded text_pattern_ops, code);
CREATE INDEX ON land.party (code) WHERE faults IS NOT NULL;
CREATE INDEX ON land.party USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.party TO land;
SELECT kernel.keep_history_of('land.party', 'code');

-- As `npm run motcua -- table-of land party_member` prints it.
CREATE TABLE land.party_member (
  group_code text NOT NULL CHECK (group_code ~ '^(?:[0-9A-Z][0-9A-Z.+-]{8,39})$'),
  member_code text NOT NULL CHECK (member_code ~ '^(?:[0-9A-Z][0-9A-Z.+-]{8,39})$'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  group_code_member_code_key uuid GENERATED ALWAYS AS (kernel.key_of(group_code, member_code)) STORED,
  group_code_key uuid GENERATED ALWAYS AS (kernel.key_of(group_code)) STORED,
  member_code_key uuid GENERATED ALWAYS AS (kernel.key_of(member_code)) STORED,
  PRIMARY KEY (group_code_member_code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (group_code_key, PERIOD valid_during) REFERENCES land.party,
  FOREIGN KEY (member_code_key, PERIOD valid_during) REFERENCES land.party
);
COMMENT ON TABLE land.party_member IS 'Member of a group: one row for each version.';
CREATE INDEX ON land.party_member (group_code, member_code);
CREATE INDEX ON land.party_member (member_code);
CREATE INDEX ON land.party_member USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.party_member TO land;
SELECT kernel.keep_history_of('land.party_member', 'group_code', 'member_code');

-- As `npm run motcua -- table-of land ba_unit` prints it.
CREATE TABLE land.ba_unit (
  code text NOT NULL CHECK (code ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  certificate text CHECK (certificate ~ '^(?:[A-Z]{2}\d{8})$'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (certificate IS NOT NULL) THEN 'no_certificate' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE land.ba_unit IS 'Administrative unit: one row for each version.';
CREATE INDEX ON land.ba_unit (code);
CREATE INDEX ON land.ba_unit (code) WHERE faults IS NOT NULL;
CREATE INDEX ON land.ba_unit USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.ba_unit TO land;
SELECT kernel.keep_history_of('land.ba_unit', 'code');

-- As `npm run motcua -- table-of land spatial_unit` prints it.
CREATE TABLE land.spatial_unit (
  code text NOT NULL CHECK (code ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  commune_code text NOT NULL CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  commune_list_on date NOT NULL,
  sheet integer NOT NULL CHECK (sheet >= 1 AND sheet <= 9999),
  number integer NOT NULL CHECK (number >= 1 AND number <= 999999),
  meridian_minutes integer NOT NULL CHECK (meridian_minutes >= 6120 AND meridian_minutes <= 6570),
  rings jsonb NOT NULL,
  land_use text NOT NULL CHECK (land_use IN ('LUC', 'LUK', 'HNK', 'CLN', 'RSX', 'RPH', 'RDD', 'NTS', 'TSN', 'LMU', 'NKH', 'ONT', 'ODT', 'TSC', 'DGD', 'DYT', 'DVH', 'DTT', 'TMD', 'SKC', 'SKK', 'DGT', 'DTL', 'DKV', 'TON', 'TIN', 'NTD', 'MNC', 'SON', 'BCS')),
  area_legal_dm2 bigint NOT NULL CHECK (area_legal_dm2 >= 1 AND area_legal_dm2 <= 100000000000),
  area_measured_dm2 bigint NOT NULL CHECK (area_measured_dm2 >= 1 AND area_measured_dm2 <= 100000000000),
  address text CHECK (length(address) BETWEEN 1 AND 300),
  ba_unit text CHECK (ba_unit ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  west_mm bigint NOT NULL,
  south_mm bigint NOT NULL,
  east_mm bigint NOT NULL,
  north_mm bigint NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (abs(area_legal_dm2 - area_measured_dm2) * 50 <= area_measured_dm2) THEN 'area_difference' END, CASE WHEN NOT (commune_list_on >= '2025-07-01' OR upper(valid_during) <= '2025-07-01') THEN 'commune_of_old_list' END, CASE WHEN NOT (ba_unit IS NOT NULL OR land_use IN ('DGT', 'DTL', 'DKV', 'MNC', 'SON', 'BCS')) THEN 'not_registered' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  ba_unit_key uuid GENERATED ALWAYS AS (kernel.key_of(ba_unit)) STORED,
  CHECK (west_mm < east_mm),
  CHECK (south_mm < north_mm),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (ba_unit_key, PERIOD valid_during) REFERENCES land.ba_unit
);
COMMENT ON TABLE land.spatial_unit IS 'Parcel: one row for each version.';
CREATE INDEX ON land.spatial_unit (code);
CREATE INDEX ON land.spatial_unit (commune_code, sheet, number);
CREATE INDEX ON land.spatial_unit (ba_unit) WHERE ba_unit IS NOT NULL;
CREATE INDEX ON land.spatial_unit (code) WHERE faults IS NOT NULL;
CREATE INDEX ON land.spatial_unit USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.spatial_unit TO land;
SELECT kernel.keep_history_of('land.spatial_unit', 'code');

-- As `npm run motcua -- table-of land land_right` prints it.
CREATE TABLE land.land_right (
  code text NOT NULL CHECK (code ~ '^(?:[0-9A-Z]{10})$'),
  ba_unit text NOT NULL CHECK (ba_unit ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  party text NOT NULL CHECK (party ~ '^(?:[0-9A-Z][0-9A-Z.+-]{8,39})$'),
  share_numerator integer NOT NULL CHECK (share_numerator >= 1 AND share_numerator <= 1000000),
  share_denominator integer NOT NULL CHECK (share_denominator >= 1 AND share_denominator <= 1000000),
  origin text NOT NULL CHECK (origin IN ('DG-KTT', 'DG-CTT', 'DT-TML', 'DT-THN', 'CNQ-KTT', 'CNQ-CTT', 'NCN', 'NTC', 'NTK', 'NCD', 'NGV', 'NBA')),
  property text NOT NULL CHECK (property IN ('common', 'separate')),
  term_until date,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  ba_unit_key uuid GENERATED ALWAYS AS (kernel.key_of(ba_unit)) STORED,
  party_key uuid GENERATED ALWAYS AS (kernel.key_of(party)) STORED,
  CHECK (share_numerator <= share_denominator),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (ba_unit_key, PERIOD valid_during) REFERENCES land.ba_unit,
  FOREIGN KEY (party_key, PERIOD valid_during) REFERENCES land.party
);
COMMENT ON TABLE land.land_right IS 'Land-use right: one row for each version.';
CREATE INDEX ON land.land_right (code);
CREATE INDEX ON land.land_right (ba_unit);
CREATE INDEX ON land.land_right (party);
CREATE INDEX ON land.land_right USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.land_right TO land;
SELECT kernel.keep_history_of('land.land_right', 'code');

-- As `npm run motcua -- table-of land restriction` prints it.
CREATE TABLE land.restriction (
  code text NOT NULL CHECK (code ~ '^(?:[0-9A-Z]{10})$'),
  ba_unit text NOT NULL CHECK (ba_unit ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  form text NOT NULL CHECK (form IN ('mortgage', 'seizure', 'easement', 'planning')),
  rank integer CHECK (rank >= 1 AND rank <= 9),
  party text CHECK (party ~ '^(?:[0-9A-Z][0-9A-Z.+-]{8,39})$'),
  amount_vnd bigint CHECK (amount_vnd >= 1 AND amount_vnd <= 1000000000000000),
  content text NOT NULL CHECK (length(content) BETWEEN 1 AND 1000),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  ba_unit_key uuid GENERATED ALWAYS AS (kernel.key_of(ba_unit)) STORED,
  party_key uuid GENERATED ALWAYS AS (kernel.key_of(party)) STORED,
  CHECK ((form = 'mortgage') = (rank IS NOT NULL)),
  CHECK (form <> 'mortgage' OR party IS NOT NULL),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (ba_unit_key, PERIOD valid_during) REFERENCES land.ba_unit,
  FOREIGN KEY (party_key, PERIOD valid_during) REFERENCES land.party
);
COMMENT ON TABLE land.restriction IS 'Restriction: one row for each version.';
CREATE INDEX ON land.restriction (code);
CREATE INDEX ON land.restriction (ba_unit);
CREATE INDEX ON land.restriction (party) WHERE party IS NOT NULL;
CREATE INDEX ON land.restriction USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.restriction TO land;
SELECT kernel.keep_history_of('land.restriction', 'code');

-- As `npm run motcua -- table-of land responsibility` prints it.
CREATE TABLE land.responsibility (
  code text NOT NULL CHECK (code ~ '^(?:[0-9A-Z]{10})$'),
  ba_unit text NOT NULL CHECK (ba_unit ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  form text NOT NULL CHECK (form IN ('financial', 'upkeep')),
  amount_vnd bigint CHECK (amount_vnd >= 1 AND amount_vnd <= 1000000000000000),
  content text NOT NULL CHECK (length(content) BETWEEN 1 AND 1000),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  ba_unit_key uuid GENERATED ALWAYS AS (kernel.key_of(ba_unit)) STORED,
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (ba_unit_key, PERIOD valid_during) REFERENCES land.ba_unit
);
COMMENT ON TABLE land.responsibility IS 'Responsibility: one row for each version.';
CREATE INDEX ON land.responsibility (code);
CREATE INDEX ON land.responsibility (ba_unit);
CREATE INDEX ON land.responsibility USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.responsibility TO land;
SELECT kernel.keep_history_of('land.responsibility', 'code');

-- As `npm run motcua -- table-of land administrative_source` prints it.
CREATE TABLE land.administrative_source (
  code text NOT NULL CHECK (code ~ '^(?:[0-9A-Z]{10})$'),
  ba_unit text NOT NULL CHECK (ba_unit ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  form text NOT NULL CHECK (form IN ('application', 'contract', 'inheritance', 'decision', 'judgment', 'enforcement', 'survey', 'minutes')),
  number text NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
  issued_on date,
  issuer text CHECK (length(issuer) BETWEEN 1 AND 300),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE land.administrative_source IS 'Source document: one row for each version.';
CREATE INDEX ON land.administrative_source (code);
CREATE INDEX ON land.administrative_source (ba_unit);
CREATE INDEX ON land.administrative_source USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.administrative_source TO land;
SELECT kernel.keep_history_of('land.administrative_source', 'code');

-- As `npm run motcua -- table-of land certificate` prints it.
CREATE TABLE land.certificate (
  serial text NOT NULL CHECK (serial ~ '^(?:[A-Z]{2}\d{8})$'),
  ba_unit text NOT NULL CHECK (ba_unit ~ '^(?:[0-9bcdefghjkmnpqrstuvwxyz]{12})$'),
  book_number text NOT NULL CHECK (book_number ~ '^(?:[A-Z]{2}\d{5,7})$'),
  issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 300),
  verification_code text NOT NULL CHECK (verification_code ~ '^(?:[A-Z0-9]{12})$'),
  content jsonb NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  serial_key uuid GENERATED ALWAYS AS (kernel.key_of(serial)) STORED,
  ba_unit_key uuid GENERATED ALWAYS AS (kernel.key_of(ba_unit)) STORED,
  PRIMARY KEY (serial_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (ba_unit_key, PERIOD valid_during) REFERENCES land.ba_unit
);
COMMENT ON TABLE land.certificate IS 'Certificate of land-use right: one row for each version.';
CREATE INDEX ON land.certificate (serial);
CREATE INDEX ON land.certificate (ba_unit);
CREATE INDEX ON land.certificate (verification_code);
CREATE INDEX ON land.certificate USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON land.certificate TO land;
SELECT kernel.keep_history_of('land.certificate', 'serial');
-- What the map asks: the parcels of a commune whose boxes touch a window.
CREATE INDEX spatial_unit_box ON land.spatial_unit
  USING gist (commune_code, box(point(west_mm, south_mm), point(east_mm, north_mm)));
-- One number for one parcel of a sheet at a time, and one mortgage of each rank in a unit.
ALTER TABLE land.spatial_unit ADD CONSTRAINT spatial_unit_number
  EXCLUDE USING gist (kernel.key_of(commune_code, sheet::text, number::text) WITH =, valid_during WITH &&);
ALTER TABLE land.restriction ADD CONSTRAINT restriction_rank
  EXCLUDE USING gist (ba_unit_key WITH =, rank WITH =, valid_during WITH &&) WHERE (form = 'mortgage');

CREATE AGGREGATE land.least_multiple (numeric) (SFUNC = lcm, STYPE = numeric, INITCOND = '1');
COMMENT ON AGGREGATE land.least_multiple (numeric) IS 'The least common multiple: fractions are added exactly over it.';

-- The last defence of the register's first law: on every day that a unit exists, the shares in it sum to one, exactly.
CREATE FUNCTION land.assert_whole() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, land AS $$
DECLARE
  asked CONSTANT text := CASE WHEN TG_TABLE_NAME = 'ba_unit' THEN coalesce(to_jsonb(NEW) ->> 'code', to_jsonb(OLD) ->> 'code')
    ELSE coalesce(to_jsonb(NEW) ->> 'ba_unit', to_jsonb(OLD) ->> 'ba_unit') END;
  broken date;
BEGIN
  SELECT moment.day INTO broken
    FROM (SELECT lower(valid_during) AS day FROM land.ba_unit WHERE code = asked
          UNION SELECT lower(valid_during) FROM land.land_right WHERE ba_unit = asked
          UNION SELECT upper(valid_during) FROM land.land_right WHERE ba_unit = asked AND NOT upper_inf(valid_during)) moment
   WHERE EXISTS (SELECT FROM land.ba_unit u WHERE u.code = asked AND u.valid_during @> moment.day)
     AND NOT EXISTS (
       SELECT FROM (SELECT land.least_multiple(share_denominator) AS multiple FROM land.land_right
                     WHERE ba_unit = asked AND valid_during @> moment.day) over_all,
                   land.land_right r
        WHERE r.ba_unit = asked AND r.valid_during @> moment.day
        GROUP BY multiple
       HAVING sum(r.share_numerator * div(multiple, r.share_denominator)) = multiple)
   LIMIT 1;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'the shares in % do not sum to one on %', asked, broken
      USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_are_whole';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION land.assert_whole IS 'At the end of a transaction: on every day of a unit''s life the shares in it sum to one.';
CREATE CONSTRAINT TRIGGER shares_are_whole AFTER INSERT OR UPDATE OR DELETE ON land.land_right
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION land.assert_whole();
CREATE CONSTRAINT TRIGGER shares_are_whole AFTER INSERT OR UPDATE ON land.ba_unit
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION land.assert_whole();

CREATE TABLE land.map_sheet (
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  sheet integer NOT NULL CHECK (sheet BETWEEN 1 AND 9999),
  meridian_minutes integer NOT NULL,
  scale integer NOT NULL CHECK (scale IN (200, 500, 1000, 2000, 5000, 10000)),
  boundary jsonb,
  last_number integer NOT NULL DEFAULT 0,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (commune_code, sheet)
);
COMMENT ON TABLE land.map_sheet IS 'A sheet of the cadastral map: its zone, its scale, the area that its parcels fill, the last number given to a parcel.';
COMMENT ON COLUMN land.map_sheet.boundary IS 'Rings like those of a parcel; NULL while only a part of the area is surveyed.';
GRANT SELECT, INSERT, UPDATE ON land.map_sheet TO land;
SELECT kernel.keep_history_of('land.map_sheet');

CREATE TABLE land.inserted_node (
  commune_code text NOT NULL CHECK (commune_code ~ '^\d{5}$'),
  east_mm bigint NOT NULL,
  north_mm bigint NOT NULL,
  from_corner bigint[] NOT NULL CHECK (cardinality(from_corner) = 2),
  to_corner bigint[] NOT NULL CHECK (cardinality(to_corner) = 2),
  PRIMARY KEY (commune_code, east_mm, north_mm)
);
COMMENT ON TABLE land.inserted_node IS 'A node on the straight boundary between two corners, there only because another boundary ends at it; it goes when that one goes. The versions of the parcels keep what was.';
COMMENT ON COLUMN land.inserted_node.from_corner IS 'East and north in millimetres.';
GRANT SELECT, INSERT, DELETE ON land.inserted_node TO land;

CREATE TABLE land.parcel_lineage (
  parent_code text NOT NULL,
  child_code text NOT NULL,
  changed_on date NOT NULL,
  area_dm2 bigint NOT NULL CHECK (area_dm2 > 0),
  registration_id uuid NOT NULL,
  PRIMARY KEY (parent_code, child_code, registration_id)
);
COMMENT ON TABLE land.parcel_lineage IS 'Which parcel has how much of its ground from which other, since which change. Never changed.';
CREATE INDEX ON land.parcel_lineage (child_code);
GRANT SELECT, INSERT ON land.parcel_lineage TO land;

CREATE TABLE land.contract (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  notary_code text NOT NULL,
  notary_name text NOT NULL,
  number text NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
  signed_on date NOT NULL,
  parcel text NOT NULL,
  signers text[] NOT NULL CHECK (cardinality(signers) BETWEEN 1 AND 50),
  transfer jsonb,
  mortgage jsonb,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (notary_code, number)
);
COMMENT ON TABLE land.contract IS 'A notarised contract about a parcel as the notary filed it: a transfer or a mortgage. Never changed; it waits until a registration rests on it.';
CREATE INDEX ON land.contract (parcel);
GRANT SELECT, INSERT ON land.contract TO land;

CREATE TABLE land.registration (
  id uuid PRIMARY KEY,
  request_key text NOT NULL UNIQUE,
  form text NOT NULL,
  registered_on date NOT NULL,
  ba_units text[] NOT NULL,
  parcels text[] NOT NULL,
  agency_code text NOT NULL,
  contract_id uuid UNIQUE REFERENCES land.contract (id),
  result jsonb NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE land.registration IS 'A registration that was done, under the key of its request: asked again, it gives the same answer.';
CREATE INDEX ON land.registration USING gin (parcels);
CREATE INDEX ON land.registration (agency_code, recorded_at DESC);
GRANT SELECT, INSERT ON land.registration TO land;

CREATE SEQUENCE land.certificate_serial MAXVALUE 99999999;
COMMENT ON SEQUENCE land.certificate_serial IS 'The serial of the last certificate that was issued.';
GRANT USAGE ON SEQUENCE land.certificate_serial TO land;

CREATE TABLE land.certificate_book (
  agency_code text PRIMARY KEY,
  last_number integer NOT NULL
);
COMMENT ON TABLE land.certificate_book IS 'The last number in the book of certificates of a land registration office.';
GRANT SELECT, INSERT, UPDATE ON land.certificate_book TO land;

CREATE TABLE land.certificate_file (
  serial text PRIMARY KEY CHECK (serial ~ '^[A-Z]{2}\d{8}$'),
  file_id text NOT NULL CHECK (file_id ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE land.certificate_file IS 'The sealed file of a certificate. Without a row the file is still to be made.';
GRANT SELECT, INSERT ON land.certificate_file TO land;

SELECT registry.equip_follower_of_lives('land');
