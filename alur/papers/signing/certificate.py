"""Signs with the office's own certificate: PAdES B-B, or B-T when a time-stamping authority is set."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from pkcs11.exceptions import PKCS11Error
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.signers import Signer as Key
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from alur.papers.signing.keys import common_name, opened
from alur.papers.signing.port import Passphrase, Person, Signed, SigningFailed
from alur.papers.signing.reading import facts_of
from alur.papers.signing.time_stamps import HttpTimeStamper

FIELD = "TandaTangan"
PLACE = SigFieldSpec(
    FIELD,
    readable_field_name="Tanda tangan elektronik",
    invis_sig_settings=InvisSigSettings(set_print_flag=True, box_out_of_bounds=True),
)
BESIDE_CERTIFICATES = 3072  # bytes: attributes and a signature of up to RSA-8192


class OfficeCertificate:
    """The office signs as an office; the person who decided stands in the signature's reason and on the paper."""

    name = "certificate"
    needs_passphrase = False

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = dict(values)

    def words(self, person: Person) -> str:
        with opened(self._values) as key:
            certificate = key.signing_cert
            assert certificate is not None  # opened has seen to it
            owner, issuer = common_name(certificate.subject), common_name(certificate.issuer)
        return (
            f"Ditandatangani secara elektronik menggunakan sertifikat elektronik {owner}, yang diterbitkan oleh "
            f"{issuer}, atas keputusan {person.name}."
        )

    def sign(self, papers: Sequence[bytes], person: Person, passphrase: Passphrase, *, reason: str) -> list[Signed]:
        address = self._values["tsa"]
        stamper = HttpTimeStamper(address, int(self._values["seconds"])) if address else None
        try:
            with opened(self._values) as key:
                made = [_signed(paper, key, person, reason, stamper) for paper in papers]
        except TimestampRequestError:
            raise SigningFailed(
                "layanan cap waktu (TSA) tidak menjawab dengan benar. "
                "Langkah ini belum dicatat; coba lagi sebentar lagi."
            ) from None
        except (SigningError, PKCS11Error) as error:
            raise SigningFailed(
                "kunci kantor tidak dapat menandatangani naskah ini. Langkah ini belum dicatat; hubungi pengelola Alur."
            ) from error
        return [Signed(pdf, facts_of(pdf, by=self.name)) for pdf in made]


def _signed(paper: bytes, key: Key, person: Person, reason: str, stamper: TimeStamper | None) -> bytes:
    """No rectangle: the visible seal is part of the typeset page. The field lies outside the page, with a name for
    screen readers, as PDF/UA asks of what is not in the page's structure.
    """
    about = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=person.name, reason=reason
    )
    room = None if stamper else _room_for(key)
    writer = _Update(io.BytesIO(paper if paper.endswith(b"\n") else paper + b"\n"))  # PDF/A: an object begins its line
    whole = sign_pdf(writer, about, key, timestamper=stamper, bytes_reserved=room, new_field_spec=PLACE)
    return bytes(whole.getvalue())


def _room_for(key: Key) -> int:
    """Hex digits for the signature, its certificates counted. The library finds out by signing a second time."""
    certificates = [key.signing_cert, *key.cert_registry]
    return 2 * (BESIDE_CERTIFICATES + sum(len(certificate.dump()) for certificate in certificates if certificate))


class _Update(IncrementalPdfFileWriter):
    """Adds a signature and nothing else."""

    def _update_meta(self) -> None:
        """The library would write the metadata anew, and lose what PDF/A asks of the mark for PDF/UA in them."""
