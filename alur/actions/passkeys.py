"""Passkeys (WebAuthn): registering one, and opening with one. The cryptography is python-fido2's.

A passkey demands the person's own unlocking of the device (user verification), so it stands for both factors.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from alur.actions.refusal import Refused
from alur.actions.security_log import Visitor, note
from alur.records.models import Factor, FactorKind, SecurityKind, User

REFUSED = "Kunci sandi itu tidak dikenali di sini. Coba lagi, atau masuklah dengan kata sandi."
State = dict[str, Any]


def begin_registration(user: User, host: str) -> tuple[dict[str, Any], State]:
    """What the browser needs to make a passkey for this host (JSON), and the state to keep until the answer."""
    known = [_credential(factor) for factor in user.factors.filter(kind=FactorKind.PASSKEY)]
    options, state = _server(host).register_begin(
        PublicKeyCredentialUserEntity(id=str(user.pk).encode(), name=user.nip, display_name=user.name),
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


@transaction.atomic
def add_passkey(
    user: User, name: str, state: State, answer: Mapping[str, Any], *, host: str, visitor: Visitor, at: dt.datetime
) -> Factor:
    """Keep the public key of a passkey. Raises Refused for an answer that does not fit or a key known already."""
    try:
        response = RegistrationResponse.from_dict(answer)
        made = _server(host).register_complete(state, response)
    except (ValueError, TypeError, KeyError) as fault:
        raise Refused(["Perangkat tidak berhasil membuat kunci sandi. Coba lagi dari awal."]) from fault
    credential = made.credential_data
    if credential is None or Factor.objects.filter(credential_id=_text(credential.credential_id)).exists():
        raise Refused(["Kunci sandi ini sudah terpasang."])
    factor = Factor.objects.create(
        user=user,
        kind=FactorKind.PASSKEY,
        name=name.strip()[:60] or "Kunci sandi",
        credential_id=_text(credential.credential_id),
        secret=_text(bytes(credential)),
        counter=made.counter,
        made_at=at,
    )
    note(SecurityKind.FACTOR_ADDED, visitor, at=at, user=user, detail=factor.name)
    return factor


def begin_opening(host: str) -> tuple[dict[str, Any], State]:
    """What the browser needs to ask for any passkey of this host (JSON), and the state to keep until the answer."""
    options, state = _server(host).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options), state


def open_with_passkey(
    state: State, answer: Mapping[str, Any], *, host: str, visitor: Visitor, at: dt.datetime
) -> Factor | None:
    """The passkey that signed, with its active person; None, with a line in the log, when it does not open."""
    factor = None
    try:
        response = AuthenticationResponse.from_dict(answer)
        known = Factor.objects.select_related("user").filter(kind=FactorKind.PASSKEY, user__is_active=True)
        factor = known.get(credential_id=_text(response.raw_id))
        _server(host).authenticate_complete(state, [_credential(factor)], response)
    except (ValueError, TypeError, KeyError, Factor.DoesNotExist):
        note(SecurityKind.FACTOR_REFUSED, visitor, at=at, user=factor.user if factor else None, detail="kunci sandi")
        return None
    counter = response.response.authenticator_data.counter
    # A counter that stands still is that of a copied key; keys without a counter always say 0.
    rows = Factor.objects.filter(pk=factor.pk)
    fresh = rows.filter(counter__lt=counter) if counter else rows.filter(counter=0)
    if not fresh.update(counter=counter, used_at=at):
        note(SecurityKind.FACTOR_REFUSED, visitor, at=at, user=factor.user, detail="pencacah kunci sandi mundur")
        return None
    return factor


def _server(host: str) -> Fido2Server:
    """`host` is the name in the address, without its port. http is accepted on the machine itself only."""
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="Alur"))


def _credential(factor: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(base64.urlsafe_b64decode(factor.secret))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
