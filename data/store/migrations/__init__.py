"""The steps that brought the store's tables to their present shape; run by `data.store.engine.migrate`."""
