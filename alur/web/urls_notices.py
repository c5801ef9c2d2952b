"""Addresses of notices: the list, the choices, and what could not be sent."""

from django.urls import path

from alur.web.views import notice_choices, notices, postings

urlpatterns = [
    path("pemberitahuan/", notices.notices, name="notices"),
    path("akun/pemberitahuan/", notice_choices.choices, name="notice-choices"),
    path("akun/pemberitahuan/surel/<str:secret>/", notice_choices.verify, name="notice-verify"),
    path("pengiriman/", postings.postings, name="postings"),
]
