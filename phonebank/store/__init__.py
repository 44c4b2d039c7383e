"""Everything SQL: the schema, the functions desks call, one gateway a role, the desk's journal."""
