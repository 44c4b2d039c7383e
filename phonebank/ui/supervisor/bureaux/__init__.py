"""The place of the bureaux: table and map in three colours, and what weights would do."""
