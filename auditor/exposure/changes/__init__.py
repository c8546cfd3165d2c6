"""What migrations do to personal data: effects in the context of their table → changes, facts."""
