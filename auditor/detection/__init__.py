"""Probe, plan and pass: from batches of rows to profiles without values."""
