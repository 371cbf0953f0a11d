"""The engine without a database: files assessed, verdicts held against labels, speeds."""
