"""What the administrator does about units, positions, people and appointments: judged, done, and written down."""
