"""Electronic signatures on the papers that Alur prints: one port, three adapters, and the check of what is signed.

Off (named approval and hash), the office's own certificate, and BSrE's Esign Client. Nothing heavy is imported here.
"""

from alur.papers.signing.choosing import asks_passphrase, cautions, faults, is_on, signer, why_not_sign
from alur.papers.signing.port import NAME, NO_PASSPHRASE, Passphrase, Person, Signed, Signer, SigningFailed

__all__ = [
    "NAME",
    "NO_PASSPHRASE",
    "Passphrase",
    "Person",
    "Signed",
    "Signer",
    "SigningFailed",
    "asks_passphrase",
    "cautions",
    "faults",
    "is_on",
    "signer",
    "why_not_sign",
]
