"""Small pieces every screen shares."""
