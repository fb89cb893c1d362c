-- Signing for another (Decree 30/2020/NĐ-CP art. 13): who lets whom sign which kinds of documents, and that a signature was made so.

CREATE TABLE trust.signing_delegation (
  id uuid PRIMARY KEY,
  capacity text NOT NULL CHECK (capacity IN ('deputy', 'order', 'authorisation')),
  agency_code text NOT NULL,
  agency_name text NOT NULL,
  from_official_id text NOT NULL,
  from_name text NOT NULL,
  from_role text NOT NULL,
  from_title text NOT NULL,
  to_official_id text NOT NULL,
  to_name text NOT NULL,
  to_role text NOT NULL,
  to_title text NOT NULL,
  kinds text[] NOT NULL CHECK (cardinality(kinds) BETWEEN 1 AND 29),
  grounds text NOT NULL CHECK (length(grounds) BETWEEN 3 AND 300),
  grounds_on date NOT NULL,
  from_on date NOT NULL,
  until_on date,
  offered_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT signing_delegation_to_another CHECK (from_official_id <> to_official_id),
  CONSTRAINT signing_delegation_has_a_day CHECK (until_on IS NULL OR until_on >= from_on),
  -- Art. 13.3: an authorisation is limited in time.
  CONSTRAINT signing_delegation_authorisation_ends CHECK (capacity <> 'authorisation' OR until_on IS NOT NULL)
);
CREATE INDEX signing_delegation_from ON trust.signing_delegation (from_official_id, agency_code, offered_at DESC);
CREATE INDEX signing_delegation_to ON trust.signing_delegation (to_official_id, agency_code, offered_at DESC);
COMMENT ON TABLE trust.signing_delegation IS 'The head of an agency offers a colleague to sign in his or her stead. Never changed; what becomes of it are acts.';
COMMENT ON COLUMN trust.signing_delegation.capacity IS 'Ký thay (KT.), ký thừa lệnh (TL.), ký thừa ủy quyền (TUQ.).';
COMMENT ON COLUMN trust.signing_delegation.kinds IS 'Kinds of documents of art. 7 of the decree.';
COMMENT ON COLUMN trust.signing_delegation.grounds IS 'The document by which it was decided: its number and what it is.';
COMMENT ON COLUMN trust.signing_delegation.until_on IS 'The last day; none for as long as both hold their posts.';

CREATE TABLE trust.signing_delegation_act (
  delegation_id uuid NOT NULL REFERENCES trust.signing_delegation (id),
  act text NOT NULL CHECK (act IN ('accepted', 'declined', 'ended')),
  by_official_id text NOT NULL,
  why text NOT NULL CHECK (length(why) <= 500),
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (delegation_id, act)
);
CREATE UNIQUE INDEX signing_delegation_answered_once ON trust.signing_delegation_act (delegation_id) WHERE act <> 'ended';
COMMENT ON TABLE trust.signing_delegation_act IS 'What became of a delegation: accepted or declined by who got the offer, ended by either of the two.';

ALTER TABLE trust.activation
  ADD COLUMN delegation_id uuid REFERENCES trust.signing_delegation (id),
  ADD COLUMN document_kind text,
  ADD CONSTRAINT activation_for_another_names_the_kind CHECK ((delegation_id IS NULL) = (document_kind IS NULL));
COMMENT ON COLUMN trust.activation.delegation_id IS 'The delegation by which this is signed for another; none for who signs in the own post.';

CREATE INDEX activation_of_delegation ON trust.activation (delegation_id) WHERE delegation_id IS NOT NULL;

GRANT SELECT, INSERT ON trust.signing_delegation, trust.signing_delegation_act TO trust;
