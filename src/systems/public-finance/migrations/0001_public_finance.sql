-- The register of public finance: units and their codes, public assets, debt, guarantees, budget results.

SELECT registry.equip('public_finance');

-- As `npm run motcua -- table-of public-finance budget_unit` prints it.
CREATE TABLE public_finance.budget_unit (
  code text NOT NULL CHECK (code ~ '^(?:[123]\d{6})$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  parent_code text CHECK (parent_code ~ '^(?:[123]\d{6})$'),
  level integer NOT NULL CHECK (level >= 1 AND level <= 4),
  budget_level text NOT NULL CHECK (budget_level IN ('central', 'province', 'district', 'commune')),
  chapter text NOT NULL CHECK (length(chapter) = 3 AND chapter !~ '[^0-9]'),
  kind text NOT NULL CHECK (kind IN ('administration', 'public-service', 'political-organisation', 'armed-forces', 'project-board', 'association')),
  agency_code text CHECK (agency_code ~ '^(?:[A-Y]\d{2}(\.[0-9A-Z]+)*)$' AND length(agency_code) BETWEEN 1 AND 35),
  commune_code text CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_folded text GENERATED ALWAYS AS (kernel.fold(name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (budget_level <> 'district' OR coalesce(upper(valid_during) <= '2025-07-01'::date, false)) THEN 'district_after_reform' END, CASE WHEN NOT (agency_code IS NOT NULL OR kind NOT IN ('administration', 'public-service')) THEN 'no_agency' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  CHECK ((level = 1) = (parent_code IS NULL)),
  CHECK ((budget_level = 'central' AND chapter BETWEEN '001' AND '399') OR (budget_level = 'province' AND chapter BETWEEN '400' AND '599') OR (budget_level = 'district' AND chapter BETWEEN '600' AND '799') OR (budget_level = 'commune' AND chapter BETWEEN '800' AND '989')),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE public_finance.budget_unit IS 'Budget unit: one row for each version.';
CREATE INDEX ON public_finance.budget_unit (code);
CREATE INDEX ON public_finance.budget_unit (parent_code) WHERE parent_code IS NOT NULL;
CREATE INDEX ON public_finance.budget_unit (agency_code) WHERE agency_code IS NOT NULL;
CREATE INDEX ON public_finance.budget_unit (name_folded text_pattern_ops, code);
CREATE INDEX ON public_finance.budget_unit (code) WHERE faults IS NOT NULL;
CREATE INDEX ON public_finance.budget_unit USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.budget_unit TO public_finance;
SELECT kernel.keep_history_of('public_finance.budget_unit', 'code');

-- As `npm run motcua -- table-of public-finance public_asset` prints it.
CREATE TABLE public_finance.public_asset (
  code text NOT NULL CHECK (code ~ '^(?:TS\d{10})$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  asset_class text NOT NULL CHECK (asset_class IN ('land', 'building', 'vehicle', 'equipment', 'infrastructure', 'intangible')),
  holder_code text NOT NULL CHECK (holder_code ~ '^(?:[123]\d{6})$'),
  use text NOT NULL CHECK (use IN ('in-use', 'leased', 'idle')),
  in_use_since date NOT NULL,
  original_price bigint NOT NULL CHECK (original_price >= 0 AND original_price <= 9007199254740991),
  life_years integer CHECK (life_years >= 1 AND life_years <= 100),
  remaining_value bigint NOT NULL CHECK (remaining_value >= 0 AND remaining_value <= 9007199254740991),
  valued_on date NOT NULL,
  area_dm2 bigint CHECK (area_dm2 >= 1 AND area_dm2 <= 9007199254740991),
  commune_code text CHECK (length(commune_code) = 5 AND commune_code !~ '[^0-9]'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  name_folded text GENERATED ALWAYS AS (kernel.fold(name)) STORED,
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (remaining_value <= original_price) THEN 'remaining_over_price' END, CASE WHEN NOT (area_dm2 IS NOT NULL OR asset_class NOT IN ('land', 'building')) THEN 'area_missing' END, CASE WHEN NOT (asset_class <> 'land' OR life_years IS NULL) THEN 'land_depreciates' END, CASE WHEN NOT (life_years IS NOT NULL OR asset_class IN ('land', 'intangible')) THEN 'life_missing' END]::text[], NULL), '{}')) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  holder_code_key uuid GENERATED ALWAYS AS (kernel.key_of(holder_code)) STORED,
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (holder_code_key, PERIOD valid_during) REFERENCES public_finance.budget_unit
);
COMMENT ON TABLE public_finance.public_asset IS 'Public asset: one row for each version.';
CREATE INDEX ON public_finance.public_asset (code);
CREATE INDEX ON public_finance.public_asset (holder_code);
CREATE INDEX ON public_finance.public_asset (name_folded text_pattern_ops, code);
CREATE INDEX ON public_finance.public_asset (code) WHERE faults IS NOT NULL;
CREATE INDEX ON public_finance.public_asset USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.public_asset TO public_finance;
SELECT kernel.keep_history_of('public_finance.public_asset', 'code');

-- As `npm run motcua -- table-of public-finance asset_disposal` prints it.
CREATE TABLE public_finance.asset_disposal (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  asset_code text NOT NULL CHECK (asset_code ~ '^(?:TS\d{10})$'),
  form text NOT NULL CHECK (form IN ('transfer', 'recall', 'sale', 'liquidation', 'destruction', 'loss')),
  from_code text NOT NULL CHECK (from_code ~ '^(?:[123]\d{6})$'),
  to_code text CHECK (to_code ~ '^(?:[123]\d{6})$'),
  remaining_value bigint NOT NULL CHECK (remaining_value >= 0 AND remaining_value <= 9007199254740991),
  proceeds bigint NOT NULL CHECK (proceeds >= 0 AND proceeds <= 9007199254740991),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  CHECK ((form = 'transfer') = (to_code IS NOT NULL)),
  CHECK (to_code <> from_code),
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE public_finance.asset_disposal IS 'Disposal of a public asset: one row for each version.';
CREATE INDEX ON public_finance.asset_disposal (id);
CREATE INDEX ON public_finance.asset_disposal (asset_code);
CREATE INDEX ON public_finance.asset_disposal USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.asset_disposal TO public_finance;
SELECT kernel.keep_history_of('public_finance.asset_disposal', 'id');

-- As `npm run motcua -- table-of public-finance budget_result` prints it.
CREATE TABLE public_finance.budget_result (
  unit_code text NOT NULL CHECK (unit_code ~ '^(?:[123]\d{6})$'),
  year integer NOT NULL CHECK (year >= 1990 AND year <= 2200),
  scope text NOT NULL CHECK (scope IN ('own', 'consolidated')),
  state text NOT NULL CHECK (state IN ('submitted', 'returned', 'approved', 'settled')),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  unit_code_year_scope_key uuid GENERATED ALWAYS AS (kernel.key_of(unit_code, year::text, scope)) STORED,
  PRIMARY KEY (unit_code_year_scope_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE public_finance.budget_result IS 'Budget result: one row for each version.';
CREATE INDEX ON public_finance.budget_result (unit_code, year, scope);
CREATE INDEX ON public_finance.budget_result (year);
CREATE INDEX ON public_finance.budget_result USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.budget_result TO public_finance;
SELECT kernel.keep_history_of('public_finance.budget_result', 'unit_code', 'year', 'scope');

-- As `npm run motcua -- table-of public-finance budget_line` prints it.
CREATE TABLE public_finance.budget_line (
  unit_code text NOT NULL CHECK (unit_code ~ '^(?:[123]\d{6})$'),
  year integer NOT NULL CHECK (year >= 1990 AND year <= 2200),
  scope text NOT NULL CHECK (scope IN ('own', 'consolidated')),
  sector text NOT NULL CHECK (sector ~ '^(?:\d{2}[1-9])$'),
  item text NOT NULL CHECK (item ~ '^(?:[1-9]\d{3})$'),
  estimate bigint NOT NULL CHECK (estimate >= 0 AND estimate <= 9007199254740991),
  executed bigint NOT NULL CHECK (executed >= 0 AND executed <= 9007199254740991),
  settled bigint NOT NULL CHECK (settled >= 0 AND settled <= 9007199254740991),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  faults text[] GENERATED ALWAYS AS (nullif(array_remove(ARRAY[CASE WHEN NOT (settled <= executed) THEN 'settled_over_executed' END, CASE WHEN NOT (item < '6000' OR executed <= estimate) THEN 'spent_over_estimate' END]::text[], NULL), '{}')) STORED,
  unit_code_year_scope_sector_item_key uuid GENERATED ALWAYS AS (kernel.key_of(unit_code, year::text, kernel.key_of(scope, sector, item)::text)) STORED,
  unit_code_year_scope_key uuid GENERATED ALWAYS AS (kernel.key_of(unit_code, year::text, scope)) STORED,
  PRIMARY KEY (unit_code_year_scope_sector_item_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (unit_code_year_scope_key, PERIOD valid_during) REFERENCES public_finance.budget_result
);
COMMENT ON TABLE public_finance.budget_line IS 'Line of a budget result: one row for each version.';
CREATE INDEX ON public_finance.budget_line (unit_code, year, scope, sector, item);
CREATE INDEX ON public_finance.budget_line (unit_code, year, scope, sector, item) WHERE faults IS NOT NULL;
CREATE INDEX ON public_finance.budget_line USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.budget_line TO public_finance;
SELECT kernel.keep_history_of('public_finance.budget_line', 'unit_code', 'year', 'scope', 'sector', 'item');

-- As `npm run motcua -- table-of public-finance debt` prints it.
CREATE TABLE public_finance.debt (
  code text NOT NULL CHECK (code ~ '^(?:NC\d{6})$'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  category text NOT NULL CHECK (category IN ('government', 'local')),
  unit_code text NOT NULL CHECK (unit_code ~ '^(?:[123]\d{6})$'),
  creditor_kind text NOT NULL CHECK (creditor_kind IN ('domestic-bond', 'domestic-loan', 'multilateral', 'bilateral', 'foreign-bond', 'foreign-commercial')),
  creditor text NOT NULL CHECK (length(creditor) BETWEEN 1 AND 300),
  currency text NOT NULL CHECK (currency IN ('VND', 'USD', 'EUR', 'JPY', 'KRW', 'CNY', 'XDR')),
  principal bigint NOT NULL CHECK (principal >= 1 AND principal <= 9007199254740991),
  rate_basis_points integer NOT NULL CHECK (rate_basis_points >= 0 AND rate_basis_points <= 10000),
  first_repayment_on date NOT NULL,
  every_months integer NOT NULL CHECK (every_months >= 1 AND every_months <= 120),
  matures_on date NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  title_folded text GENERATED ALWAYS AS (kernel.fold(title)) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  CHECK (first_repayment_on <= matures_on),
  CHECK (lower(valid_during) < matures_on),
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE public_finance.debt IS 'Public debt: one row for each version.';
CREATE INDEX ON public_finance.debt (code);
CREATE INDEX ON public_finance.debt (title_folded text_pattern_ops, code);
CREATE INDEX ON public_finance.debt USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.debt TO public_finance;
SELECT kernel.keep_history_of('public_finance.debt', 'code');

-- As `npm run motcua -- table-of public-finance debt_movement` prints it.
CREATE TABLE public_finance.debt_movement (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  debt_code text NOT NULL CHECK (debt_code ~ '^(?:NC\d{6})$'),
  kind text NOT NULL CHECK (kind IN ('drawdown', 'repayment', 'interest')),
  amount bigint NOT NULL CHECK (amount >= 1 AND amount <= 9007199254740991),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  debt_code_key uuid GENERATED ALWAYS AS (kernel.key_of(debt_code)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS),
  FOREIGN KEY (debt_code_key, PERIOD valid_during) REFERENCES public_finance.debt
);
COMMENT ON TABLE public_finance.debt_movement IS 'Movement of a debt: one row for each version.';
CREATE INDEX ON public_finance.debt_movement (id);
CREATE INDEX ON public_finance.debt_movement (debt_code);
CREATE INDEX ON public_finance.debt_movement USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.debt_movement TO public_finance;
SELECT kernel.keep_history_of('public_finance.debt_movement', 'id');

-- As `npm run motcua -- table-of public-finance guarantee` prints it.
CREATE TABLE public_finance.guarantee (
  code text NOT NULL CHECK (code ~ '^(?:BL\d{6})$'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  party_code text NOT NULL CHECK (length(party_code) = 10 AND party_code !~ '[^0-9]'),
  party_name text NOT NULL CHECK (length(party_name) BETWEEN 1 AND 300),
  creditor_kind text NOT NULL CHECK (creditor_kind IN ('domestic-bond', 'domestic-loan', 'multilateral', 'bilateral', 'foreign-bond', 'foreign-commercial')),
  creditor text NOT NULL CHECK (length(creditor) BETWEEN 1 AND 300),
  currency text NOT NULL CHECK (currency IN ('VND', 'USD', 'EUR', 'JPY', 'KRW', 'CNY', 'XDR')),
  most_amount bigint NOT NULL CHECK (most_amount >= 1 AND most_amount <= 9007199254740991),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  title_folded text GENERATED ALWAYS AS (kernel.fold(title)) STORED,
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE public_finance.guarantee IS 'State guarantee: one row for each version.';
CREATE INDEX ON public_finance.guarantee (code);
CREATE INDEX ON public_finance.guarantee (party_code);
CREATE INDEX ON public_finance.guarantee (title_folded text_pattern_ops, code);
CREATE INDEX ON public_finance.guarantee USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.guarantee TO public_finance;
SELECT kernel.keep_history_of('public_finance.guarantee', 'code');

-- As `npm run motcua -- table-of public-finance guarantee_movement` prints it.
CREATE TABLE public_finance.guarantee_movement (
  id text NOT NULL CHECK (id ~ '^(?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'),
  guarantee_code text NOT NULL CHECK (guarantee_code ~ '^(?:BL\d{6})$'),
  kind text NOT NULL CHECK (kind IN ('drawdown', 'repayment', 'call')),
  amount bigint NOT NULL CHECK (amount >= 1 AND amount <= 9007199254740991),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  act bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  id_key uuid GENERATED ALWAYS AS (kernel.key_of(id)) STORED,
  PRIMARY KEY (id_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE public_finance.guarantee_movement IS 'Movement of a guarantee: one row for each version.';
CREATE INDEX ON public_finance.guarantee_movement (id);
CREATE INDEX ON public_finance.guarantee_movement (guarantee_code);
CREATE INDEX ON public_finance.guarantee_movement USING brin (act);
GRANT SELECT, INSERT, UPDATE, DELETE ON public_finance.guarantee_movement TO public_finance;
SELECT kernel.keep_history_of('public_finance.guarantee_movement', 'id');

-- Codes that were given are never given again, also when a registration is rolled back or cancelled.
CREATE SEQUENCE public_finance.unit_serial MINVALUE 100001 MAXVALUE 999999;
CREATE SEQUENCE public_finance.asset_serial;
CREATE SEQUENCE public_finance.debt_serial MAXVALUE 999999;
CREATE SEQUENCE public_finance.guarantee_serial MAXVALUE 999999;
GRANT USAGE ON SEQUENCE public_finance.unit_serial, public_finance.asset_serial, public_finance.debt_serial,
  public_finance.guarantee_serial TO public_finance;

-- The units of a tree: each below one of a higher level, for as long as it is there. So the tree has no cycle. Not a foreign
-- key, because that does not know levels, and because a file brings superiors and those below them in one.
CREATE FUNCTION public_finance.demand_superior() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  covered datemultirange;
  below record;
BEGIN
  IF TG_OP <> 'DELETE' AND NEW.parent_code IS NOT NULL THEN
    -- Locked, so that the superior does not change meanwhile.
    PERFORM FROM public_finance.budget_unit WHERE code = NEW.parent_code FOR SHARE;
    SELECT range_agg(valid_during) INTO covered FROM public_finance.budget_unit
      WHERE code = NEW.parent_code AND level < NEW.level;
    IF covered IS NULL OR NOT covered @> NEW.valid_during THEN
      RAISE foreign_key_violation USING CONSTRAINT = 'budget_unit_superior',
        MESSAGE = 'the superior unit is not there, or not of a higher level, for the whole time';
    END IF;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    FOR below IN SELECT level, valid_during FROM public_finance.budget_unit WHERE parent_code = OLD.code LOOP
      SELECT range_agg(valid_during) INTO covered FROM public_finance.budget_unit
        WHERE code = OLD.code AND level < below.level;
      IF covered IS NULL OR NOT covered @> below.valid_during THEN
        RAISE foreign_key_violation USING CONSTRAINT = 'budget_unit_subordinate',
          MESSAGE = 'units below need this one for longer, or of a higher level';
      END IF;
    END LOOP;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER demand_superior AFTER INSERT OR UPDATE OR DELETE ON public_finance.budget_unit
  FOR EACH ROW EXECUTE FUNCTION public_finance.demand_superior();

-- A year that was approved here is closed: its lines change by corrections alone, whoever writes. What was imported as
-- approved long ago may still be completed by imports.
CREATE FUNCTION public_finance.keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  line public_finance.budget_line := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF EXISTS (SELECT FROM public_finance.budget_result result JOIN public_finance.act approval ON approval.position = result.act
      WHERE result.unit_code = line.unit_code AND result.year = line.year AND result.scope = line.scope
        AND result.state IN ('approved', 'settled') AND approval.act <> 'import')
    AND (TG_OP = 'DELETE' OR NOT EXISTS (SELECT FROM public_finance.act
      WHERE position = line.act AND (act = 'correct' OR act = 'record' AND source ->> 'kind' = 'correction'))) THEN
    RAISE check_violation USING CONSTRAINT = 'budget_line_closed',
      MESSAGE = 'the year has been approved: its figures change by corrections alone';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_closed AFTER INSERT OR UPDATE OR DELETE ON public_finance.budget_line
  FOR EACH ROW EXECUTE FUNCTION public_finance.keep_closed();

-- Whether what a superior unit consolidated is not the sum of its own figures and those of the units right below it.
CREATE FUNCTION public_finance.result_differs(superior text, of_year integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH part AS (
    SELECT sector, item, -estimate AS estimate, -executed AS executed, -settled AS settled FROM public_finance.budget_line
      WHERE unit_code = superior AND year = of_year AND scope = 'consolidated'
    UNION ALL
    SELECT sector, item, estimate, executed, settled FROM public_finance.budget_line
      WHERE unit_code = superior AND year = of_year AND scope = 'own'
    UNION ALL
    SELECT line.sector, line.item, line.estimate, line.executed, line.settled
      FROM (SELECT DISTINCT code FROM public_finance.budget_unit
        WHERE parent_code = superior AND valid_during && daterange(make_date(of_year, 1, 1), make_date(of_year + 1, 1, 1))) below
      JOIN public_finance.budget_line line ON line.unit_code = below.code AND line.year = of_year
        AND line.scope = CASE WHEN EXISTS (SELECT FROM public_finance.budget_result whole WHERE whole.unit_code = below.code
          AND whole.year = of_year AND whole.scope = 'consolidated') THEN 'consolidated' ELSE 'own' END
  )
  SELECT EXISTS (SELECT FROM part GROUP BY sector, item
    HAVING sum(estimate) <> 0 OR sum(executed) <> 0 OR sum(settled) <> 0)
$$;

-- What an asset is still worth on a day. Depreciation (hao mòn) is counted once a year, at the end of December (Circular
-- 23/2023/TT-BTC): the original price by its years, until nothing is left.
CREATE FUNCTION public_finance.remaining_on(original_price bigint, life_years integer, remaining_value bigint, valued_on date, on_day date)
  RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN life_years IS NULL THEN remaining_value ELSE greatest(0, remaining_value
    - original_price * greatest(0, extract(year FROM on_day + 1)::int - extract(year FROM valued_on + 1)::int) / life_years) END
$$;
