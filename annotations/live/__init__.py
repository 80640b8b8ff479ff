"""What people see of each other while they work."""
