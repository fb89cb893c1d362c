-- Agencies, the posts there are in them, who holds a post, and who may act for whom.

CREATE TABLE agency (
  code text NOT NULL CHECK (length(code) <= 35 AND code ~ '^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$'),
  kind text NOT NULL CHECK (kind IN ('ministry', 'portal', 'national-insurance', 'provincial-committee', 'commune-committee',
    'commune-police', 'provincial-insurance', 'provincial-finance', 'hospital', 'land-registration-office')),
  name_vi text NOT NULL CHECK (name_vi <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  parent_code text,
  territory_code text CHECK (territory_code ~ '^[0-9]{2}([0-9]{3})?$'),
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  code_key uuid GENERATED ALWAYS AS (kernel.key_of(code)) STORED,
  PRIMARY KEY (code_key, valid_during WITHOUT OVERLAPS)
);
COMMENT ON TABLE agency IS 'An agency during one period of its life: its code by Decision 20/2020/QĐ-TTg, its names, where it is competent.';
COMMENT ON COLUMN agency.parent_code IS 'Code of the agency above it.';
COMMENT ON COLUMN agency.territory_code IS 'GSO code of the province or commune where it is competent; empty for the whole country.';
CREATE INDEX agency_code ON agency (code);
CREATE INDEX agency_territory ON agency (territory_code, kind);
-- Only one committee, police and insurance office stands for a place; hospitals may be many. Not a second exclusion
-- constraint over all time, which would take as long to load as everything else together.
CREATE UNIQUE INDEX agency_one_for_territory ON agency (territory_code, kind)
  WHERE upper_inf(valid_during) AND kind <> 'hospital';
GRANT SELECT ON agency TO organisations;
SELECT kernel.keep_history_of('agency', 'code');
CREATE FUNCTION tell_agencies_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM kernel.tell_changed('organisations.agency', NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_changed AFTER INSERT OR UPDATE OR DELETE ON agency
  FOR EACH STATEMENT EXECUTE FUNCTION tell_agencies_changed();

CREATE TABLE post (
  role text PRIMARY KEY,
  agency_kind text NOT NULL,
  title_vi text NOT NULL,
  title_en text NOT NULL
);
COMMENT ON TABLE post IS 'A post that an official can hold, and the kind of agency it belongs to.';
GRANT SELECT ON post TO organisations;
INSERT INTO post (role, agency_kind, title_vi, title_en) VALUES
  ('committee-chair', 'commune-committee', 'Chủ tịch Ủy ban nhân dân', 'Chair of the People''s Committee'),
  ('committee-deputy-chair', 'commune-committee', 'Phó Chủ tịch Ủy ban nhân dân', 'Deputy chair of the People''s Committee'),
  ('civil-status-officer', 'commune-committee', 'Công chức tư pháp - hộ tịch', 'Civil status officer'),
  ('police-residence-officer', 'commune-police', 'Cán bộ đăng ký cư trú', 'Residence registration officer'),
  ('insurance-officer', 'provincial-insurance', 'Viên chức bảo hiểm xã hội', 'Social insurance officer'),
  ('business-registration-officer', 'provincial-finance', 'Chuyên viên đăng ký kinh doanh', 'Business registration officer'),
  ('household-business-officer', 'commune-committee', 'Công chức đăng ký hộ kinh doanh', 'Household business officer'),
  ('midwife', 'hospital', 'Hộ sinh', 'Midwife'),
  ('data-steward', 'ministry', 'Cán bộ quản trị dữ liệu', 'Data steward'),
  ('seal-keeper', 'ministry', 'Cán bộ giữ niêm phong dữ liệu', 'Keeper of seals'),
  ('identity-officer', 'ministry', 'Cán bộ quản lý căn cước', 'Identity officer'),
  ('public-finance-officer', 'ministry', 'Cán bộ quản lý tài chính công', 'Public finance officer'),
  ('personnel-officer', 'provincial-committee', 'Cán bộ tổ chức', 'Personnel officer'),
  ('land-registration-officer', 'land-registration-office', 'Viên chức đăng ký đất đai', 'Land registration officer'),
  ('legal-drafting-officer', 'ministry', 'Chuyên viên xây dựng pháp luật', 'Legal drafting officer'),
  ('trust-services-administrator', 'ministry', 'Quản trị viên dịch vụ tin cậy', 'Administrator of trust services');

CREATE TABLE official (
  id uuid PRIMARY KEY,
  personal_number text NOT NULL UNIQUE CHECK (personal_number ~ '^[0-9]{12}$')
);
COMMENT ON TABLE official IS 'A person who holds or held a post. Logs name the official by this id, so that they do not carry the personal number.';
GRANT SELECT, INSERT ON official TO organisations;

CREATE TABLE appointment (
  official_id uuid NOT NULL REFERENCES official (id),
  role text NOT NULL REFERENCES post (role),
  agency_code text NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  agency_code_key uuid GENERATED ALWAYS AS (kernel.key_of(agency_code)) STORED,
  post_key uuid GENERATED ALWAYS AS (kernel.key_of(role, agency_code)) STORED,
  PRIMARY KEY (official_id, post_key, valid_during WITHOUT OVERLAPS),
  -- Nobody holds a post longer than the agency exists.
  FOREIGN KEY (agency_code_key, PERIOD valid_during) REFERENCES agency
);
COMMENT ON TABLE appointment IS 'An official holds a post at an agency during a period.';
CREATE INDEX appointment_agency ON appointment (agency_code, role);
GRANT SELECT, INSERT, UPDATE, DELETE ON appointment TO organisations;
SELECT kernel.keep_history_of('appointment', 'official_id', 'role', 'agency_code');

CREATE TABLE delegation (
  from_official_id uuid NOT NULL,
  to_official_id uuid NOT NULL REFERENCES official (id) CHECK (to_official_id <> from_official_id),
  role text NOT NULL,
  agency_code text NOT NULL,
  valid_during daterange NOT NULL CHECK (NOT isempty(valid_during)),
  reason text NOT NULL CHECK (reason <> ''),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  post_key uuid GENERATED ALWAYS AS (kernel.key_of(role, agency_code)) STORED,
  CONSTRAINT delegation_once
    PRIMARY KEY (to_official_id, from_official_id, post_key, valid_during WITHOUT OVERLAPS),
  -- Only who holds a post may delegate it, and no longer than he or she holds it; what was delegated is not delegated on.
  FOREIGN KEY (from_official_id, post_key, PERIOD valid_during) REFERENCES appointment
);
COMMENT ON TABLE delegation IS 'An official lets another act in his or her post at an agency during a period.';
CREATE INDEX delegation_agency ON delegation (agency_code, role);
GRANT SELECT, INSERT, UPDATE, DELETE ON delegation TO organisations;
SELECT kernel.keep_history_of('delegation', 'to_official_id', 'from_official_id', 'role', 'agency_code');
