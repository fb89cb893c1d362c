-- As superuser, once: psql -v owner_password=… -v password=… -v signer_password=… -f deploy/postgresql.sql
-- The owner of the database makes it ready (mot-cua-prepare.service): it may create roles, and is no superuser. The login of the house owns nothing: it
-- takes on the roles that the owner lets it take on, one for each system.

CREATE ROLE mot_cua_owner LOGIN NOINHERIT CREATEROLE PASSWORD :'owner_password';
CREATE ROLE mot_cua LOGIN NOINHERIT PASSWORD :'password';

-- The login of the signer, and the role that alone reads private keys.
CREATE ROLE trust_signer NOLOGIN;
CREATE ROLE mot_cua_signer LOGIN NOINHERIT PASSWORD :'signer_password';
GRANT trust_signer TO mot_cua_signer WITH INHERIT FALSE, SET TRUE;

CREATE DATABASE mot_cua OWNER mot_cua_owner
  TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';

REVOKE ALL ON DATABASE mot_cua FROM PUBLIC;
GRANT CONNECT ON DATABASE mot_cua TO mot_cua, mot_cua_signer;
