"""The steps that brought the store's tables to their present shape; run by `data.migrating`."""
