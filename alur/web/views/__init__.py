"""One module a subject: fetch, read the form, one call into actions or reports, answer."""
