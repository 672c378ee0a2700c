"""The contest on one machine: the template's resources in an embedded engine, on loopback."""
