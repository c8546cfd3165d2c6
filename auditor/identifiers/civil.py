"""Postcodes and codes of sex: too short to mean anything without a name."""

from auditor.identifiers.base import Identifier, Shape
from auditor.model.vocabulary import Category

POSTCODE = Identifier(
    name="postcode",
    category=Category.POSTCODE,
    shapes=(
        Shape(
            "postcode",
            "(?:(?:0[1-9]|[1-8][0-9]|9[0-5])[0-9]{3}|97[1-8][0-9]{2}|98[04678][0-9]{2})",
            "99999",
            0.01,
        ),
    ),
    widths=(5,),
    check=None,
    checksum="",
    chance=0.97,
    context=("postal", "cp", "commune", "ville", "cedex"),
    alone=False,
    digits=(4, 5),
    letters=(0, 0),
    chain=5,
    within=False,
    sole=False,
)

SEX = Identifier(
    name="sex",
    category=Category.SEX,
    shapes=(
        Shape(
            "sex",
            "[12MFHmfh]|[Hh]omme|[Ff]emme|HOMME|FEMME|[Mm]asculin|[Ff][eé]minin|MASCULIN"
            "|F[EÉ]MININ|[Mm]ale|[Ff]emale|MALE|FEMALE",
            "A",
            0.01,
        ),
    ),
    widths=(),
    check=None,
    checksum="",
    chance=0.2,
    context=("sexe", "genre"),
    alone=False,
    digits=(0, 1),
    letters=(0, 8),
    within=False,
    sole=False,
)
