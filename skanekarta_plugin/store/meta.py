"""What a store knows of itself: counters and marks in the table ``skanekarta_meta``."""

CHANGES = "andringar"
REPAIRED = "harledd"
BATCH = "omgang"
QUIET = "tyst"
AS_OF = "lage"


def set_meta(connection, name, value):
    """Write a mark, within an open transaction."""
    connection.execute(
        "INSERT INTO skanekarta_meta (nyckel, varde) VALUES (?, ?) "
        "ON CONFLICT (nyckel) DO UPDATE SET varde = excluded.varde",
        (name, value),
    )


def read_meta(connection, name):
    """Return a mark as text, None if there is none."""
    query = "SELECT max(varde) FROM skanekarta_meta WHERE nyckel = ?"
    return connection.execute(query, (name,)).fetchone()[0]


def counter(connection, name):
    """Return a mark as a number, None if there is none."""
    value = read_meta(connection, name)
    return None if value is None else int(value)
