"""The shape of what pages take in. Rules are in `alur.actions`."""
