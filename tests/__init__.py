"""The tests mirror `alur/`; `tests/house` tests the house itself."""
