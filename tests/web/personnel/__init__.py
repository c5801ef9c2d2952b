"""The pages of Pengguna & jabatan as the administrator, the head and everybody else meet them."""
