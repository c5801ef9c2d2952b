"""Addresses of Pengguna & jabatan and of the own profile."""

from django.urls import path

from alur.web.views.personnel import data_requests, gaps, importing, people, profile, structure

urlpatterns = [
    path("pengguna/", people.people, name="people"),
    path("pengguna/baru/", people.person_new, name="person-new"),
    path("pengguna/impor/", importing.people_import, name="people-import"),
    path("pengguna/impor/templat.csv", importing.people_template, name="people-template"),
    path("pengguna/<row:user_id>/", people.person, name="person"),
    path("pengguna/penetapan/<row:appointment_id>/", structure.appointment, name="appointment"),
    path("pengguna/unit/", structure.units, name="units"),
    path("pengguna/unit/baru/", structure.unit_new, name="unit-new"),
    path("pengguna/unit/<row:unit_id>/", structure.unit, name="unit"),
    path("pengguna/jabatan/", structure.positions, name="positions"),
    path("pengguna/jabatan/baru/", structure.position_new, name="position-new"),
    path("pengguna/jabatan/<row:position_id>/", structure.position, name="position"),
    path("pengguna/kekosongan/", gaps.gaps, name="gaps"),
    path("pengguna/kekosongan/pindah/<row:move_id>/", gaps.work_move, name="work-move"),
    path("pengguna/perbaikan-data/", data_requests.data_requests, name="data-requests"),
    path("pengguna/perbaikan-data/<row:request_id>/", data_requests.data_request, name="data-request"),
    path("profil/", profile.profile, name="profile"),
    path("profil/data/", profile.own_data, name="own-data"),
]
