"""A demonstration office: fictional people and requests, made through the same actions as real ones."""
