"""Articles without a text worth reading, with statements that meet those of others: as many as are wanted, quickly."""

import random

from dementi.annotated import Annotated
from dementi.provenance import Extraction
from dementi.records import (
    ARTICLE_SOURCE,
    STANCE_OF_ACT,
    Act,
    Article,
    Claim,
    Evidence,
    Kind,
    Period,
    Quantity,
    Source,
    SourceKind,
    Statement,
    Status,
)

STATES = ("Iran", "Russia", "Ukraine", "Turkey", "United States", "North Korea", "China", "Germany")
ITEMS = ("drone", "loitering munition", "shahed-136", "missile", "ammunition", "tank")
CLASSES = {"loitering-munition": "drone", "shahed-136": "drone"}
OUTLETS = (None, "La Gazette", "Reuters", "Le Modèle")
EXTRACTIONS = (Extraction("1.0", "a" * 64, "b" * 64), Extraction("1.1", "a" * 64, "c" * 64))
ACTS = (Act.STATES, Act.ACCUSES, Act.DENIES, Act.ADMITS, Act.NO_COMMENT, Act.REJECTS)
WORDS = "le la un des de du que qui dit dément livré drones missiles obus hier Kiev Moscou Téhéran Ankara selon".split()


def annotated(article_id, seed, most=6, length=120, reprints=0.3):
    """Return an article that follows from its id and the seed, and nothing else."""
    chance = random.Random(f"{article_id} {seed}")
    dispatch = random.Random(chance.randrange(6)).choices(WORDS, k=length)  # now and then a reprint
    text = " ".join(dispatch if chance.random() < reprints else chance.choices(WORDS, k=length)) + " Fin."
    date = chance.choice((None, "2022", "2023-05", "2023-05-02", "2024-01-15"))
    article = Article(article_id, text, date=date, publisher=chance.choice(OUTLETS), title=f"Titre {seed}")
    found = {}
    for _ in range(chance.randrange(most + 1)):
        statement = _statement(article, chance)
        found[statement.source.name, statement.stance, statement.claim] = statement
    return Annotated(article, list(found.values()), EXTRACTIONS[seed % 2])


def _statement(article, chance):
    act = chance.choice(ACTS)
    item = chance.choice(("drone", "missile", "ammunition", "tank", "weapons"))
    narrow = chance.choice(("shahed-136", "drone")) if item == "drone" else item
    parties = chance.choice(STATES), chance.choice(STATES)
    supplier, recipient = (one if chance.random() < 0.8 else None for one in parties)
    start = chance.randrange(60)
    where = article.select(start, start + 20)
    when = Period("2022", "2022-01-01", "2023-01-01") if chance.random() < 0.3 else None
    evidence = Evidence(where, chance.choice(list(Status)), Quantity("3 ou 4", 3, 4), when)
    return Statement(
        article.id,
        _source(article, chance),
        STANCE_OF_ACT[act],
        act,
        Claim(chance.choice((Kind.TRANSFER, Kind.TRANSFER, Kind.PRODUCTION)), supplier, recipient, item),
        narrow,
        article.select(start, start + 4),
        (evidence,),
        chance.random() < 0.2,
        chance.choice(((), ("Reuters",), ("Le Modèle", "AFP"))),
        narrow,
        "synthetic",
    )


def _source(article, chance):
    name = chance.choice((*STATES, "Dmitry Peskov", "M. Modèle", "officials", "article"))
    if name == "article":
        return ARTICLE_SOURCE
    text = article.select(3, 9)
    if name == "officials":
        return Source(name, SourceKind.GROUP, chance.choice((None, "United States")), text)
    if name in STATES:
        return Source(name, SourceKind.STATE, name, text)
    known = name == "Dmitry Peskov"
    return Source(name, SourceKind.PERSON, "Russia", text, "dmitry-peskov" if known else None)
