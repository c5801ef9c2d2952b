"""Units, positions, people and appointments, as the administrator keeps them."""
