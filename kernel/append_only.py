"""Migration operation: the database itself refuses to change or delete rows of a table."""

from django.db import migrations


class AppendOnly(migrations.RunPython):
    """Refuse DELETE, and UPDATE of any column but `mutable`, by trigger, on SQLite and PostgreSQL.

    `when` is an optional SQL condition on OLD (e.g. "OLD.issued_at IS NOT NULL"): only such rows are protected.
    """

    reduces_to_sql = True

    def __init__(self, table: str, columns: list[str], *, when: str = "") -> None:
        self.table, self.columns, self.when = table, columns, when
        super().__init__(self._create, self._drop)

    def deconstruct(self):
        return (self.__class__.__name__, [self.table, self.columns], {"when": self.when} if self.when else {})

    def _create(self, apps, schema_editor) -> None:
        names = ", ".join(f'"{c}"' for c in self.columns)
        for verb, clause in (("update", f"UPDATE OF {names}"), ("delete", "DELETE")):
            schema_editor.execute(self._sql(schema_editor.connection.vendor, verb, clause))

    def _sql(self, vendor: str, verb: str, clause: str) -> str:
        name, condition = f"{self.table}_no_{verb}", f"WHEN ({self.when})" if self.when else ""
        message = f"append-only: {self.table}"
        if vendor == "sqlite":
            return (
                f'CREATE TRIGGER "{name}" BEFORE {clause} ON "{self.table}" {condition} '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        return (
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $$; "
            f'CREATE TRIGGER "{name}" BEFORE {clause} ON "{self.table}" FOR EACH ROW {condition} '
            f'EXECUTE FUNCTION "{name}"()'
        )

    def _drop(self, apps, schema_editor) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else f' ON "{self.table}"'
        for verb in ("update", "delete"):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{self.table}_no_{verb}"{on}')
