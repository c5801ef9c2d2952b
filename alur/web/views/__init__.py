"""Pages, one module a subject: fetch what is visible, read the form, call one action or report, answer."""
