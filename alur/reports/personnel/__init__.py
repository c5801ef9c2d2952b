"""What the pages of Pengguna & jabatan show: people, one person, units, positions, gaps, and a person's own data."""
