"""Has a time-stamp authority (RFC 3161) stamp a seal. An authority that is away delays its stamp and nothing else."""

from __future__ import annotations

from django.conf import settings
from django_tasks import task

from alur.records.models import Seal, SealStamp


@task
def stamp_seal(number: int) -> None:
    """Fetch and keep the token over a seal's digest; what is there already is left. Raises, so that it is retried."""
    # Only the worker needs the library of certificates; pages do without its memory.
    from alur.papers.signing.time_stamps import token_over

    seal = Seal.objects.filter(number=number, stamp=None).defer("text").first()
    address = settings.SEAL["tsa"]
    if seal is None or not address:
        return
    token = token_over(seal.digest, address, seconds=settings.SEAL["seconds"])
    SealStamp.objects.get_or_create(
        seal=seal, defaults={"authority": token.authority, "stamped_at": token.at, "token": token.der}
    )
