#!/bin/sh
# Run once by the PostgreSQL image on an empty volume: the owner of the tables, the role that processes sign in with, the database.
# The apps' roles are made by the first migration. On a server of your own, run the same statements as its superuser.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set name="$AICMO_DB_NAME" --set owner="${AICMO_DB_NAME}_owner" --set login="${AICMO_DB_NAME}_login" \
  --set owner_password="$AICMO_DB_OWNER_PASSWORD" --set login_password="$AICMO_DB_PASSWORD" <<'SQL'
CREATE ROLE :"owner" LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE ROLE :"login" LOGIN NOINHERIT PASSWORD :'login_password';
CREATE DATABASE :"name" OWNER :"owner" ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';
SQL
