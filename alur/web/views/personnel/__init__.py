"""Pengguna & jabatan: people, units, positions, gaps, and the profile of the person who is logged in."""
