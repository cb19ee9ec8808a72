"""The data catalogue: DCAT in JSON-LD, so that catalogues of catalogues find what is public.

Each kind of information is a dataset with two distributions, its table and its news. The context
stands in the document: nobody has to fetch anything to read it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import func, select

from services.disclosure import store
from services.disclosure.queries.feeds import FRESH, kinds
from shared.chassis.files import JSON_LD, Made
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.clock import TZ
from shared.kernel.rulepacks import RulePack

Json = dict[str, Any]

_EU = "http://publications.europa.eu/resource/authority"
_FORMS = (("csv", "表格", "CSV", "text/csv"), ("atom", "更新", "ATOM", "application/atom+xml"))
"""Ending of the address, what people call it, file type, media type."""

_CONTEXT: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def data_catalogue(uow: UnitOfWork) -> Made:
    """Return the catalogue of datasets."""
    pack, base = uow.rules("disclosure.feeds"), uow.public_url
    spans = _spans(uow)
    changed = max((last for _, last in spans.values()), default=None)
    catalogue = {
        "@context": _CONTEXT,
        "@id": f"{base}/feeds/catalogue.jsonld#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _said(pack.text("title")),
        "dct:description": _said(pack.text("description")),
        "dct:publisher": _publisher(pack, base),
        "dct:language": _typed(pack.text("language"), "dct:LinguisticSystem"),
        "dct:license": _typed(pack.text("licence"), "dct:LicenseDocument"),
        "foaf:homepage": _typed(f"{base}/", "foaf:Document"),
        **({"dct:modified": _time(changed)} if changed else {}),
        "dcat:dataset": [
            _dataset(kind, title, pack, base, spans.get(kind)) for kind, title in kinds(uow).items()
        ],
    }
    return Made(
        "catalogue.jsonld", JSON_LD, orjson.dumps(catalogue, option=orjson.OPT_INDENT_2),
        inline=True, cached_for=FRESH, modified=changed,
    )  # fmt: skip


def _spans(uow: UnitOfWork) -> dict[str, tuple[datetime, datetime]]:
    """Return kind → when its first page was made, and its last."""
    page = store.pages.c
    query = select(page.kind, func.min(page.made_at), func.max(page.made_at)).group_by(page.kind)
    return {str(kind): (first, last) for kind, first, last in uow.session.execute(query)}


def _dataset(
    kind: str, title: str, pack: RulePack, base: str, span: tuple[datetime, datetime] | None
) -> Json:
    frequencies: Mapping[str, str] = pack.raw("frequencies")
    frequency = frequencies.get(kind, pack.text("frequency.otherwise"))
    own = f"{base}/feeds/catalogue.jsonld#{kind}"
    dates = {"dct:issued": _time(span[0]), "dct:modified": _time(span[1])} if span else {}
    return {
        "@id": own,
        "@type": "dcat:Dataset",
        "dct:identifier": kind,
        "dct:title": _said(title),
        "dct:description": _said(f"主动公开的“{title}”，含每条信息的目录、永久地址和更新情况。"),
        "dct:publisher": _publisher(pack, base),
        "dcat:contactPoint": {
            "@id": f"{base}/feeds/catalogue.jsonld#contact",
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": pack.text("contact"),
            "vcard:hasURL": {"@id": f"{base}/"},
        },
        "dcat:theme": _concept(pack, "theme"),
        "dcat:keyword": _said(title),
        "dct:language": _typed(pack.text("language"), "dct:LinguisticSystem"),
        "dct:accrualPeriodicity": _typed(f"{_EU}/frequency/{frequency}", "dct:Frequency"),
        **dates,
        "dcat:distribution": [_distribution(kind, title, pack, base, form) for form in _FORMS],
    }


def _distribution(
    kind: str, title: str, pack: RulePack, base: str, form: tuple[str, str, str, str]
) -> Json:
    ending, label, file_type, media_type = form
    address = f"{base}/feeds/records.{ending}?kind={kind}"
    return {
        "@id": f"{base}/feeds/catalogue.jsonld#{kind}.{ending}",
        "@type": "dcat:Distribution",
        "dct:title": _said(f"{title}（{label}）"),
        "dcat:accessURL": _typed(address, "rdfs:Resource"),
        "dcat:downloadURL": _typed(address, "rdfs:Resource"),
        "dct:format": _typed(f"{_EU}/file-type/{file_type}", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": _typed(
            f"https://www.iana.org/assignments/media-types/{media_type}", "dct:MediaType"
        ),
        "dct:license": _typed(pack.text("licence"), "dct:LicenseDocument"),
    }


def _publisher(pack: RulePack, base: str) -> Json:
    return {
        "@id": f"{base}/feeds/catalogue.jsonld#publisher",
        "@type": "foaf:Agent",
        "foaf:name": _said(pack.text("publisher")),
        "dct:type": _concept(pack, "publisher.type"),
    }


def _said(text: str) -> Json:
    return {"@value": text, "@language": "zh"}


def _typed(address: str, kind: str) -> Json:
    return {"@id": address, "@type": kind}


def _concept(pack: RulePack, key: str) -> Json:
    label = _said(pack.text(f"{key}.label"))
    return {**_typed(pack.text(key), "skos:Concept"), "skos:prefLabel": label}


def _time(moment: datetime) -> Json:
    said = moment.astimezone(TZ).isoformat(timespec="seconds")
    return {"@value": said, "@type": "xsd:dateTime"}
