"""Ruby, JavaScript, TypeScript and PHP of migrations as one small language, followed not run."""
