-- Heads of agencies other than communes, and their deputies: who signs, and lets others sign (Decree 30/2020/NĐ-CP art. 13).
INSERT INTO organisations.post (role, agency_kind, title_vi, title_en) VALUES
  ('provincial-chair', 'provincial-committee', 'Chủ tịch Ủy ban nhân dân', 'Chair of the People''s Committee'),
  ('provincial-deputy-chair', 'provincial-committee', 'Phó Chủ tịch Ủy ban nhân dân', 'Deputy chair of the People''s Committee'),
  ('department-director', 'provincial-finance', 'Giám đốc', 'Director of the department'),
  ('department-deputy-director', 'provincial-finance', 'Phó Giám đốc', 'Deputy director of the department'),
  ('insurance-director', 'provincial-insurance', 'Giám đốc', 'Director of social insurance'),
  ('insurance-deputy-director', 'provincial-insurance', 'Phó Giám đốc', 'Deputy director of social insurance'),
  ('land-office-director', 'land-registration-office', 'Giám đốc', 'Director of the land registration office'),
  ('land-office-deputy-director', 'land-registration-office', 'Phó Giám đốc', 'Deputy director of the land registration office'),
  ('police-chief', 'commune-police', 'Trưởng Công an', 'Chief of police'),
  ('police-deputy-chief', 'commune-police', 'Phó Trưởng Công an', 'Deputy chief of police'),
  ('hospital-director', 'hospital', 'Giám đốc', 'Director of the hospital'),
  ('hospital-deputy-director', 'hospital', 'Phó Giám đốc', 'Deputy director of the hospital'),
  ('minister', 'ministry', 'Bộ trưởng', 'Minister'),
  ('deputy-minister', 'ministry', 'Thứ trưởng', 'Deputy minister');
