"""Paket bukti: a case with all that proves it in one ZIP. `making` writes one, `checking` judges one without Django."""
