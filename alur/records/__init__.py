"""What is stored: models, constraints, triggers, and who may see what. Only `alur.actions` writes here."""
