"""Addresses of the door and of a person's own account."""

from django.urls import path

from alur.web.views import doors, forgotten, proving, security, security_log, sso

urlpatterns = [
    path("masuk/", doors.log_in, name="login"),
    path("masuk/kode/", doors.second_factor, name="second-factor"),
    path("masuk/kunci/", doors.passkey_begin, name="passkey-begin"),
    path("masuk/kunci/buka/", doors.passkey_open, name="passkey-open"),
    path("masuk/sso/", sso.sso, name="sso"),
    path("masuk/sso/<str:provider_id>/kembali/", sso.sso_back, name="openid_connect_callback"),
    path("keluar/", doors.log_out, name="logout"),
    path("lupa-kata-sandi/", forgotten.forgotten, name="forgotten"),
    path("kata-sandi/baru/<str:secret>/", forgotten.password_new, name="password-new"),
    path("akun/", security.security, name="security"),
    path("akun/buktikan/", proving.prove_again, name="prove"),
    path("akun/aplikasi-kode/", security.totp, name="totp"),
    path("akun/kunci-sandi/", security.passkey, name="passkey"),
    path("akun/kunci-sandi/mulai/", security.passkey_make, name="passkey-make"),
    path("akun/kode-pemulihan/", security.codes, name="recovery-codes"),
    path("akun/hapus-pengaman/", security.factor_remove, name="factor-remove"),
    path("keamanan/", security_log.log, name="security-log"),
    path("keamanan/tautan/", security_log.link, name="password-link"),
]
