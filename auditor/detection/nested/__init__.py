"""Values inside values: JSON, XML, HTML, CSV, arrays, base64, gzip, URL queries, EAV tables."""
