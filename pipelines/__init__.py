"""Dagster and nothing else."""
