"""From verdicts, surfaces and purposes to exposures, reach, incident replay and facts."""
