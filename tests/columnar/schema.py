"""The types of a dataset's file as DuckDB reads them off its schema: a line for each column.

    python3 schema.py FILE
"""

import sys

import duckdb

query = """
SELECT name, type, logical_type, scale, precision, repetition_type
FROM parquet_schema(?) WHERE type IS NOT NULL
"""
for row in duckdb.execute(query, [sys.argv[1]]).fetchall():
    print(" | ".join(str(value) for value in row))
