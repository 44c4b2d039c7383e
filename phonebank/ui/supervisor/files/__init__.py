"""Files in: what came, what comes next, and the émargement typed by hand."""
