"""The values of an exchange → what they are, whose, and where they came from; no value is kept."""
