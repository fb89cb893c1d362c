-- As superuser, once: psql -v password=… -v signer_password=… -f deploy/postgresql.sql
-- The login of the house: it may create roles, owns its database, and is no superuser. Then the house does the rest.

CREATE ROLE mot_cua LOGIN NOINHERIT CREATEROLE PASSWORD :'password';

-- The login of the signer, and the role that alone reads private keys.
CREATE ROLE trust_signer NOLOGIN;
CREATE ROLE mot_cua_signer LOGIN NOINHERIT PASSWORD :'signer_password';
GRANT trust_signer TO mot_cua_signer WITH INHERIT FALSE, SET TRUE;

CREATE DATABASE mot_cua OWNER mot_cua
  TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';

REVOKE ALL ON DATABASE mot_cua FROM PUBLIC;
GRANT CONNECT ON DATABASE mot_cua TO mot_cua_signer;
