"""Nobody takes what is taken: the database itself refuses, whoever asks (docs/decisions/0011).

One set of rules in two dialects. A migration that makes SQLite rebuild `appointments_occupation` or
`appointments_appointment` loses the triggers there and must call `install` again; tests/appointments/test_constraints.py
notices.

Rules. Two rows of `occupation` of the same resource and seat never overlap, whatever their state: what is over is
deleted. Two appointments of the same person that hold a place never overlap. An occupation, its resource and its
appointment are of one body.
"""

from django.db import migrations

ACTIVE = "('richiesto', 'prenotato', 'arrivato', 'chiamato')"
OVERLAP = "occupation_no_overlap"
PERSON = "appointment_person_once"
BODY = "occupation_one_body"

OTHER_BODY = """NEW.appointment_id IS NOT NULL AND
    (SELECT tenant_id FROM appointments_resource WHERE id = NEW.resource_id) <>
    (SELECT tenant_id FROM appointments_appointment WHERE id = NEW.appointment_id)"""

SQLITE = {
    OVERLAP: (
        "appointments_occupation",
        "resource_id, seat, from_minute, until_minute",
        """EXISTS (SELECT 1 FROM appointments_occupation o WHERE o.resource_id = NEW.resource_id AND o.seat = NEW.seat
            AND o.from_minute < NEW.until_minute AND o.until_minute > NEW.from_minute AND o.id IS NOT NEW.id)""",
    ),
    PERSON: (
        "appointments_appointment",
        "person_key, starts_at, ends_at, state",
        f"""NEW.person_key <> '' AND NEW.state IN {ACTIVE} AND EXISTS (
            SELECT 1 FROM appointments_appointment o WHERE o.person_key = NEW.person_key AND o.state IN {ACTIVE}
            AND o.starts_at < NEW.ends_at AND o.ends_at > NEW.starts_at AND o.id IS NOT NEW.id)""",
    ),
    BODY: ("appointments_occupation", "resource_id, appointment_id", OTHER_BODY),
}


def install(schema_editor) -> None:
    """Put the rules in the database, in its own dialect."""
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement, params=None)


def remove(schema_editor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}_insert")
            schema_editor.execute(f"DROP TRIGGER {name}_update")
        return
    schema_editor.execute(f"ALTER TABLE appointments_occupation DROP CONSTRAINT {OVERLAP}")
    schema_editor.execute(f"ALTER TABLE appointments_appointment DROP CONSTRAINT {PERSON}")
    schema_editor.execute(f"DROP TRIGGER {BODY} ON appointments_occupation")
    schema_editor.execute(f"DROP FUNCTION {BODY}_check()")


def _sqlite() -> list[str]:
    made = []
    for name, (table, columns, condition) in SQLITE.items():
        for event, when in (("insert", "INSERT"), ("update", f"UPDATE OF {columns}")):
            made.append(f"""CREATE TRIGGER {name}_{event} BEFORE {when} ON {table} FOR EACH ROW WHEN {condition}
                BEGIN SELECT RAISE(ABORT, '{name}'); END""")
    made.append("""CREATE INDEX IF NOT EXISTS appointment_of_person ON appointments_appointment
        (person_key, starts_at, ends_at) WHERE person_key <> ''""")
    return made


def _postgresql() -> list[str]:
    return [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        f"""ALTER TABLE appointments_occupation ADD CONSTRAINT {OVERLAP} EXCLUDE USING gist
            (resource_id WITH =, seat WITH =, int4range(from_minute, until_minute) WITH &&)""",
        f"""ALTER TABLE appointments_appointment ADD CONSTRAINT {PERSON} EXCLUDE USING gist
            (person_key WITH =, tstzrange(starts_at, ends_at) WITH &&)
            WHERE (person_key <> '' AND state IN {ACTIVE})""",
        f"""CREATE FUNCTION {BODY}_check() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF {OTHER_BODY} THEN RAISE EXCEPTION '{BODY}' USING ERRCODE = 'integrity_constraint_violation';
            END IF; RETURN NEW; END $$""",
        f"""CREATE TRIGGER {BODY} BEFORE INSERT OR UPDATE OF resource_id, appointment_id ON appointments_occupation
            FOR EACH ROW EXECUTE FUNCTION {BODY}_check()""",
    ]


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_booking")]
    operations = [
        migrations.RunPython(lambda apps, editor: install(editor), lambda apps, editor: remove(editor)),
    ]
