-- One service: its database, the role that serves and the role that owns (and migrates).
-- No other role may connect, not even to look.
\getenv service SERVICE
\getenv app_password APP_PASSWORD
\getenv owner_password OWNER_PASSWORD
SELECT :'service' || '_owner' AS owner \gset

-- What fails here carries a password in its text: keep it out of the server's log.
SET log_min_error_statement = panic;

SELECT format('CREATE ROLE %I LOGIN', name) FROM (VALUES (:'service'), (:'owner')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE :"service" NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
ALTER ROLE :"owner" NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';

SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"service";
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
