"""The shape of what is typed on pages. What may be done with it is asked of `alur.actions`."""
