"""What slides and documents have in common inside their files: charts with their workbooks, shapes, packing."""
