"""The SQL store: engine, versions and schema."""
