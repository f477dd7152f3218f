"""Which sectors do the documents call weak, and how much of that is supported? python weak_sectors.py FOLDER."""

import sys
from pathlib import Path

import polars as pl


def weak_sectors(folder: Path) -> pl.DataFrame:
    """Return one row per document and sector: its weaknesses and strengths, and those on live citations."""
    assessments = pl.read_parquet(folder / "assessments.parquet")
    is_weak, is_strong = pl.col("polarity") == "weakness", pl.col("polarity") == "strength"
    return (
        assessments.group_by("document_id", "sector")
        .agg(
            weaknesses=is_weak.sum(),
            strengths=is_strong.sum(),
            supported=(pl.col("support") == "supported").sum(),
            uncited=(pl.col("support") == "uncited").sum(),
        )
        .sort("document_id", pl.col("weaknesses") - pl.col("strengths"), "sector", descending=[False, True, False])
    )


if __name__ == "__main__":
    print(weak_sectors(Path(*sys.argv[1:] or ["processed/datasets"])))
