"""Who is at the table, by sector."""
