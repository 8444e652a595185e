"""What is published is never changed: the database itself refuses, whoever asks.

One set of rules in two dialects. A migration that makes SQLite rebuild `albo_entry` or `albo_entryfile` loses the
triggers there and must install them again; tests/albo/test_immutable.py notices.

Rules. Of an entry with a number: no DELETE; of its columns only those of the annulment change, once, from published to
annulled; the link to the office may become empty, because its page may be deleted. A number, when given, follows the
last of that body and year. Files of a numbered entry: no INSERT, UPDATE or DELETE.
"""

from django.db import migrations

FROZEN = (
    "tenant_id", "year", "number", "kind_id", "subject", "office_name", "requester", "act_number", "act_on", "protocol",
    "privacy_note", "corrects_id", "days", "last_day", "planned_for", "published_at", "starts_on", "ends_on",
    "published_by_id", "published_by_name", "words",
)
ANNULMENT = ("annulled_at", "annulled_reason", "annulled_by_id", "annulled_by_name")
CHANGED = "albo: una pubblicazione con un numero non si cambia"
DELETED = "albo: una pubblicazione con un numero non si cancella"
GAP = "albo: i numeri di un ente e anno vanno in fila"
FILES = "albo: i file di una pubblicazione con un numero non si cambiano"


def _any_differs(columns, different: str) -> str:
    return " OR ".join(f"NEW.{name} {different} OLD.{name}" for name in columns)


def _forbidden(different: str) -> str:
    """Condition on OLD and NEW of an update that the law of the register refuses, for an entry that had a number."""
    return f"""(
        {_any_differs(FROZEN, different)}
        OR (NEW.office_id {different} OLD.office_id AND NEW.office_id IS NOT NULL)
        OR (NEW.state <> OLD.state AND NOT (OLD.state = 'published' AND NEW.state = 'annulled'))
        OR (NEW.state = OLD.state AND ({_any_differs(ANNULMENT, different)}))
    )"""


NEXT = """NEW.number <> 1 + COALESCE(
        (SELECT MAX(number) FROM albo_entry WHERE tenant_id = NEW.tenant_id AND year = NEW.year), 0)"""
NAMES = {
    "albo_entry": ("albo_entry_update", "albo_entry_number", "albo_entry_insert", "albo_entry_delete"),
    "albo_entryfile": ("albo_file_insert", "albo_file_update", "albo_file_delete"),
}


def _is_numbered(key: str) -> str:
    return f"EXISTS (SELECT 1 FROM albo_entry WHERE id = {key} AND number IS NOT NULL)"


def _sqlite() -> list[str]:
    def trigger(name: str, event: str, table: str, condition: str, message: str) -> str:
        return f"""CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition}
            BEGIN SELECT RAISE(ABORT, '{message}'); END"""

    return [
        trigger("albo_entry_update", "UPDATE", "albo_entry", f"OLD.number IS NOT NULL AND {_forbidden('IS NOT')}", CHANGED),
        trigger("albo_entry_number", "UPDATE", "albo_entry",
                f"OLD.number IS NULL AND NEW.number IS NOT NULL AND {NEXT}", GAP),
        trigger("albo_entry_insert", "INSERT", "albo_entry", f"NEW.number IS NOT NULL AND {NEXT}", GAP),
        trigger("albo_entry_delete", "DELETE", "albo_entry", "OLD.number IS NOT NULL", DELETED),
        trigger("albo_file_insert", "INSERT", "albo_entryfile", _is_numbered("NEW.entry_id"), FILES),
        trigger("albo_file_update", "UPDATE", "albo_entryfile",
                f"{_is_numbered('OLD.entry_id')} OR {_is_numbered('NEW.entry_id')}", FILES),
        trigger("albo_file_delete", "DELETE", "albo_entryfile", _is_numbered("OLD.entry_id"), FILES),
    ]


def _postgresql() -> list[str]:
    def check(name: str, body: str, result: str) -> str:
        return f"""CREATE FUNCTION {name}_check() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {body} RETURN {result}; END $$"""

    def refuse(condition: str, message: str) -> str:
        return f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"

    update = refuse(f"OLD.number IS NOT NULL AND {_forbidden('IS DISTINCT FROM')}", CHANGED)
    number = refuse(f"OLD.number IS NULL AND NEW.number IS NOT NULL AND {NEXT}", GAP)
    functions = {
        ("albo_entry_update", "UPDATE", "albo_entry"): (update, "NEW"),
        ("albo_entry_number", "UPDATE", "albo_entry"): (number, "NEW"),
        ("albo_entry_insert", "INSERT", "albo_entry"): (refuse(f"NEW.number IS NOT NULL AND {NEXT}", GAP), "NEW"),
        ("albo_entry_delete", "DELETE", "albo_entry"): (refuse("OLD.number IS NOT NULL", DELETED), "OLD"),
        ("albo_file_insert", "INSERT", "albo_entryfile"): (refuse(_is_numbered("NEW.entry_id"), FILES), "NEW"),
        ("albo_file_update", "UPDATE", "albo_entryfile"): (
            refuse(f"{_is_numbered('OLD.entry_id')} OR {_is_numbered('NEW.entry_id')}", FILES), "NEW"),
        ("albo_file_delete", "DELETE", "albo_entryfile"): (refuse(_is_numbered("OLD.entry_id"), FILES), "OLD"),
    }
    statements = []
    for (name, event, table), (body, result) in functions.items():
        statements.append(check(name, body, result))
        statements.append(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_check()"
        )
    return statements


def install(apps, schema_editor):
    for statement in {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table, names in NAMES.items():
        for name in names:
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if postgresql else f"DROP TRIGGER {name}", params=None)
            if postgresql:
                schema_editor.execute(f"DROP FUNCTION {name}_check()", params=None)


class Migration(migrations.Migration):
    dependencies = [("albo", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
