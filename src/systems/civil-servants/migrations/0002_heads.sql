-- Positions of heads of agencies other than communes, and of their deputies.
ALTER TABLE civil_servants.position
  DROP CONSTRAINT position_power_check,
  ADD CONSTRAINT position_power_check CHECK (power IN ('committee-chair', 'committee-deputy-chair', 'provincial-chair', 'provincial-deputy-chair', 'department-director', 'department-deputy-director', 'insurance-director', 'insurance-deputy-director', 'land-office-director', 'land-office-deputy-director', 'police-chief', 'police-deputy-chief', 'hospital-director', 'hospital-deputy-director', 'minister', 'deputy-minister', 'civil-status-officer', 'personnel-officer'));
