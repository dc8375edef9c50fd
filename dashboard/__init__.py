"""The dashboard: indicators, figures, pages, and the `cep` command line."""
