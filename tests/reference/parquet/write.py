"""Writes the same predictions as Parquet in every compression that is in use, and as CSV to compare with.

Run with polars installed: python3 tests/reference/parquet/write.py
"""
import pathlib
import random

import polars as pl

folder = pathlib.Path(__file__).parent
source = random.Random(20261125)
rows = 40
frame = pl.DataFrame(
    {
        "id": [f"case_{row:02d}" for row in range(rows)],
        # Ties, edges, and doubles that need all their digits.
        "p": [source.choice([0.0, 1.0, 0.25, 1e-300, source.random()]) for _ in range(rows)],
    }
)
frame.write_csv(folder / "predictions.csv")
for compression in ["uncompressed", "snappy", "gzip", "brotli", "lz4", "zstd"]:
    # Two groups of rows, so that the second one is read too.
    frame.write_parquet(folder / f"{compression}.parquet", compression=compression, row_group_size=rows // 2)
frame.with_columns(pl.when(pl.col("p") == 0.25).then(None).otherwise(pl.col("p")).alias("p")).write_parquet(folder / "nulls.parquet")
frame.with_columns(pl.struct("p").alias("p")).write_parquet(folder / "nested.parquet")

# Two submissions to the challenge of tests/support/challenge.ts, one sound and one with a probability above 1.
for name, first in [("trial", 0.9), ("trial-faulty", 1.9)]:
    trial = pl.DataFrame({"id": ["a", "b", "c", "d"], "truth": [first, 0.1, 0.8, 0.2]})
    trial.write_parquet(folder / f"{name}.parquet", compression="zstd")
