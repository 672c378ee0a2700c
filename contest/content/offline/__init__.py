"""What goes into the bundle for keeping and runs there by itself, without the project."""
