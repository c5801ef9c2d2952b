"""Second factors: codes of an authenticator app (TOTP, RFC 6238), recovery codes, and who must have one.

Passkeys are in `alur.actions.passkeys`.
"""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from alur.actions.logging_in import NO_WAIT, Attempt, factor_brake, pressed
from alur.actions.refusal import Refused
from alur.actions.sealing import seal, unseal
from alur.actions.security_log import Visitor, note
from alur.records.models import Brake, Duty, Factor, FactorKind, RecoveryCode, Role, SecurityKind, User
from alur.records.standing import Standing

SECONDS, DIGITS, DRIFT = 30, 6, 1
CODES, CODE_LETTERS = 10, "abcdefghjkmnpqrstuvwxyz23456789"
WRONG_CODE = "Kode tidak cocok. Pastikan jam ponsel Anda tepat, lalu ketik kode yang sedang tampak di aplikasi."


def new_totp_secret() -> str:
    """160 bits of chance in base 32, as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def totp_address(user: User, secret: str) -> str:
    """The otpauth address that an authenticator app reads from a QR code."""
    label = quote(f"Alur:{user.nip}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': 'Alur', 'digits': DIGITS})}"


@transaction.atomic
def add_totp(user: User, secret: str, code: str, *, visitor: Visitor, at: dt.datetime) -> Factor:
    """Keep the secret once a code proves that the app has it. That code does not open afterwards.

    Raises Refused for a wrong code, and when the person has an app already.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.factors.filter(kind=FactorKind.TOTP).exists():
        raise Refused(["Aplikasi kode sudah terpasang. Hapus dahulu yang lama bila ingin menggantinya."])
    counter = _counter(secret, code, at)
    if counter is None:
        raise Refused([WRONG_CODE])
    made = Factor.objects.create(
        user=user, kind=FactorKind.TOTP, name="Aplikasi kode", secret=seal(secret), counter=counter, made_at=at
    )
    note(SecurityKind.FACTOR_ADDED, visitor, at=at, user=user, detail=made.name)
    return made


def try_code(user: User, code: str, *, device: str = "", visitor: Visitor, at: dt.datetime) -> Attempt:
    """Look at a code of the app, or a recovery code. Each opens once; guessing is slowed down.

    `device` names a device that this person has logged in with before, else "".
    """
    keys = factor_brake(user, device)
    if (wait := pressed(keys, at=at)) > NO_WAIT:
        note(SecurityKind.SLOWED, visitor, at=at, user=user, detail="kode")
        return Attempt(wait=wait)
    if not _opens(user, code, visitor, at):
        note(SecurityKind.FACTOR_REFUSED, visitor, at=at, user=user)
        return Attempt()
    Brake.objects.give_back([key for key, _ in keys], at=at)
    return Attempt(user)


def _opens(user: User, code: str, visitor: Visitor, at: dt.datetime) -> bool:
    typed = code.replace(" ", "").replace("-", "").lower()
    if len(typed) != DIGITS:
        unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, typed), used_at__isnull=True)
        if not unused.update(used_at=at):
            return False
        note(SecurityKind.CODE_USED, visitor, at=at, user=user, detail=f"{codes_left(user)} kode tersisa")
        return True
    factor = user.factors.filter(kind=FactorKind.TOTP).first()
    counter = _counter(unseal(factor.secret), typed, at) if factor else None
    if factor is None or counter is None:
        return False
    # In one statement, so that of two who bring the same code at once only the first is let in.
    return bool(Factor.objects.filter(pk=factor.pk, counter__lt=counter).update(counter=counter, used_at=at))


def _counter(secret: str, code: str, at: dt.datetime) -> int | None:
    """Which interval the code belongs to: the present one or its neighbours (RFC 6238 section 5.2); None for none."""
    app = HOTP(base64.b32decode(secret), DIGITS, SHA1(), enforce_key_length=False)  # SHA-1 is what apps can do
    now = int(at.timestamp()) // SECONDS
    typed = code.replace(" ", "")
    found = [
        now + drift
        for drift in range(-DRIFT, DRIFT + 1)
        if constant_time_compare(app.generate(now + drift).decode(), typed)
    ]
    return found[-1] if found else None


@transaction.atomic
def make_codes(user: User, *, visitor: Visitor, at: dt.datetime) -> list[str]:
    """Ten new recovery codes, kept as digests and shown only now; older ones end."""
    RecoveryCode.objects.filter(user=user).delete()
    letters = ["".join(secrets.choice(CODE_LETTERS) for _ in range(10)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in letters)
    note(SecurityKind.CODES_MADE, visitor, at=at, user=user)
    return [f"{code[:5]}-{code[5:]}" for code in letters]


def codes_left(user: User) -> int:
    """How many recovery codes still open."""
    return RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()


def _digest(user: User, code: str) -> str:
    return salted_hmac("alur.recovery", f"{user.pk}\n{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def remove_factor(factor_id: int, *, by: Standing, visitor: Visitor, at: dt.datetime) -> Factor | None:
    """Take away one of the person's own factors; None when there is no such one. With the last go the recovery codes.

    Raises Refused for the last one of somebody who must have one.
    """
    user = User.objects.select_for_update().get(pk=by.user_id)
    factor = user.factors.filter(pk=factor_id).first()
    if factor is None:
        return None
    is_last = user.factors.count() == 1
    if is_last and must_have_factor(by):
        raise Refused(["Kantor mewajibkan pengaman kedua bagi tugas Anda. Pasang yang lain dahulu, lalu hapus ini."])
    factor.delete()
    if is_last:
        RecoveryCode.objects.filter(user=user).delete()
    note(SecurityKind.FACTOR_REMOVED, visitor, at=at, user=user, detail=factor.name)
    return factor


@transaction.atomic
def clear_factors(user: User, *, by: Standing, visitor: Visitor, at: dt.datetime) -> int:
    """Take away all factors of somebody who has lost them. Only an administrator may; returns how many there were."""
    if not by.has_duty(Duty.ADMINISTRATOR):
        raise Refused(["Hanya administrator yang dapat menghapus pengaman orang lain."])
    count, _ = user.factors.all().delete()
    RecoveryCode.objects.filter(user=user).delete()
    if count:
        note(SecurityKind.FACTOR_REMOVED, visitor, at=at, user=user, detail=f"semua, oleh {by.user.name}")
    return count


def must_have_factor(standing: Standing) -> bool:
    """Whether the office demands a second factor of one of this person's duties or roles (ALUR_MFA_REQUIRED)."""
    named = set(settings.MFA_REQUIRED)
    if not named:
        return False
    if named & standing.duties:
        return True
    return Role.objects.filter(pk__in=standing.role_ids, key__in=named).exists()
