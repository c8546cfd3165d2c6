"""Rules as data: load, evaluate, prove."""
