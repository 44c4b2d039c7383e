"""The practice office: a fictional town, made as files that the product's own imports read."""
