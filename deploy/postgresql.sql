-- As superuser, once: psql -v password=… -f deploy/postgresql.sql
-- The login of the house: it may create roles, owns its database, and is no superuser. Then the house does the rest.

CREATE ROLE mot_cua LOGIN NOINHERIT CREATEROLE PASSWORD :'password';

CREATE DATABASE mot_cua OWNER mot_cua
  TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';

REVOKE ALL ON DATABASE mot_cua FROM PUBLIC;
