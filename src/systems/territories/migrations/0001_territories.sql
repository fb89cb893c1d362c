-- Administrative units and their history. The release ships the facts as tables (src/systems/territories/data) and fills
-- these at start, so that SQL and reports have them as well; the role that runs only reads.

CREATE TABLE unit (
  code text COLLATE "C" NOT NULL CHECK (code ~ '^([0-9]{2}|[0-9]{3}|[0-9]{5})$'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  kind text NOT NULL CHECK (kind IN ('province', 'city', 'urban-district', 'district', 'town', 'provincial-city',
                                     'ward', 'commune', 'township', 'special-zone')),
  level text NOT NULL CHECK (level IN ('province', 'district', 'commune')),
  name text NOT NULL,
  parent_code text COLLATE "C" CHECK ((parent_code IS NULL) = (level = 'province')),
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  -- That the unit above stands during the whole period is checked before loading, in buildTerritories: a temporal foreign
  -- key says the same, and makes the first start slower.
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE unit IS 'One administrative unit during one period; GSO codes are used again, so code and period together name it.';
COMMENT ON COLUMN unit.code IS 'Code of the General Statistics Office: 2 digits for a province, 3 for a district, 5 for a commune.';
COMMENT ON COLUMN unit.valid_during IS 'From the first day to the day it no longer stood. No lower bound: older than our record.';
COMMENT ON COLUMN unit.name IS 'The bare name in Vietnamese, Unicode NFC.';
COMMENT ON COLUMN unit.parent_code IS 'The unit above, which stands during the whole of this period.';
CREATE INDEX unit_code ON unit (code);
CREATE INDEX unit_parent ON unit (parent_code);

CREATE TABLE succession (
  old_code text COLLATE "C" NOT NULL,
  new_code text COLLATE "C" NOT NULL,
  on_date date NOT NULL,
  extent text NOT NULL CHECK (extent IN ('whole', 'part')),
  PRIMARY KEY (old_code, new_code, on_date)
);
COMMENT ON TABLE succession IS 'The unit that ended on a day went, whole or in part, into the unit that began on that day.';
COMMENT ON COLUMN succession.old_code IS 'Code of the unit whose period ends on on_date.';
COMMENT ON COLUMN succession.new_code IS 'Code of the unit whose period begins on on_date.';
CREATE INDEX succession_new ON succession (new_code, on_date);

CREATE TABLE edition (
  fingerprint text PRIMARY KEY,
  loaded_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE edition IS 'Which edition of the shipped tables is loaded; one row.';
COMMENT ON COLUMN edition.fingerprint IS 'SHA-256 of units.tsv and succession.tsv.';

GRANT SELECT ON unit, succession, edition TO territories;
