"""Files in: reading, mapping headers, checking, matching, and merging all or nothing."""
