"""Joins the structure tree (the tags that a screen reader follows) of an appended PDF to that of a bundle."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

logger = logging.getLogger(__name__)


def join_structure(bundle: pikepdf.Pdf, source: pikepdf.Pdf, first: int) -> None:
    """Join the source's tags to the bundle's; `first` is the index of its first page there.

    A tree that cannot be joined is left out: its pages stay readable, only their tags are lost.
    """
    pages = [page.obj for page in list(bundle.pages)[first:]]
    root = source.Root.get("/StructTreeRoot")
    if root is None or "/StructTreeRoot" not in bundle.Root:
        _forget(pages)
        return
    try:
        _join(bundle, bundle.copy_foreign(root), pages)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        logger.warning("Susunan sebuah berkas tidak dapat digabungkan: %s", error)
        _forget(pages)


def _join(bundle: pikepdf.Pdf, copied: pikepdf.Object, pages: Sequence[pikepdf.Object]) -> None:
    own = bundle.Root.StructTreeRoot
    numbers = dict(_numbers(own.ParentTree)) if "/ParentTree" in own else {}
    shift = max(numbers, default=-1) + 1
    added = dict(_numbers(copied.ParentTree)) if "/ParentTree" in copied else {}
    kids = _listed(own.get("/K")) + _listed(copied.get("/K"))
    for kid in _listed(copied.get("/K")):
        kid.P = own
    for page in pages:
        for holder in (page, *_listed(page.get("/Annots"))):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    holder[key] = int(holder[key]) + shift
    merged = numbers | {number + shift: value for number, value in added.items()}
    flat = Array([item for number in sorted(merged) for item in (number, merged[number])])
    own.K = Array(kids)
    own.ParentTree = bundle.make_indirect(Dictionary(Nums=flat))
    own.ParentTreeNextKey = max(merged, default=-1) + 1
    for key, role in copied.get("/RoleMap", Dictionary()).items():
        if "/RoleMap" not in own:
            own.RoleMap = Dictionary()
        if key not in own.RoleMap:
            own.RoleMap[key] = role
    if "/IDTree" in own:
        del own["/IDTree"]


def _numbers(tree: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """The pairs of a number tree."""
    nums = tree.get("/Nums")
    if nums is not None:
        for index in range(0, len(nums), 2):
            yield int(nums[index]), nums[index + 1]
    for kid in tree.get("/Kids", []):
        yield from _numbers(kid)


def _listed(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _forget(pages: Sequence[pikepdf.Object]) -> None:
    for page in pages:
        for key in (Name.StructParents, Name.Tabs):
            if key in page:
                del page[key]
