"""Three small articles with their statements, whose answers are known by heart."""

from collections.abc import Sequence

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

ACCUSED = Article(
    "accusation",
    "Kiev accuse Téhéran d'avoir livré des drones à Moscou. Téhéran dément toute livraison de drones à Moscou, "
    "rapporte l'agence Exemple, citée par le quotidien Modèle. Selon des responsables, près de 400 drones auraient "
    "été livrés. Ankara dément avoir vendu des obus à Kiev.",
    date="2023-05-02",
    publisher="La Gazette",
    title="Des drones en question",
)
ADMITTED = Article(
    "aveu",
    "Téhéran reconnaît avoir livré des drones à Moscou en 2022. Moscou ne commente pas la livraison de drones. "
    "Selon des responsables, des drones ont été livrés.",
    date="2023-06",
)
UNDATED = Article("sans-date", "Ankara dément avoir vendu des obus à Kiev. Des obus ont été vendus à Kiev.")

HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">é\u2028"\'&amp;'

DRONES = Claim(Kind.TRANSFER, "Iran", "Russia", "drone")
SHELLS = Claim(Kind.TRANSFER, "Turkey", "Ukraine", "ammunition")
SHELLS_OF_NOBODY = Claim(Kind.TRANSFER, None, "Ukraine", "ammunition")


def said(article: Article, who: Source, act: Act, claim: Claim, item: str, *quotes: str, **more: object) -> Statement:
    """Return a statement whose evidence is the quotes, each found in the text."""
    places = [article.select(article.text.index(quote), article.text.index(quote) + len(quote)) for quote in quotes]
    evidences = tuple(Evidence(place, Status.DONE) for place in places)
    return Statement(article.id, who, STANCE_OF_ACT[act], act, claim, item, None, evidences, **more)


def state(article: Article, name: str, text: str) -> Source:
    """Return a state as a source, named in the article by ``text``."""
    start = article.text.index(text)
    return Source(name, SourceKind.STATE, name, article.select(start, start + len(text)))


def group(article: Article) -> Source:
    """Return « des responsables » of an article."""
    start = article.text.index("des responsables")
    return Source("officials", SourceKind.GROUP, None, article.select(start, start + len("des responsables")))


def corpus() -> list[tuple[Article, Sequence[Statement]]]:
    """Return the articles with their statements."""
    four_hundred = "près de 400 drones auraient été livrés"
    start = ACCUSED.text.index(four_hundred)
    counted = Evidence(ACCUSED.select(start, start + len(four_hundred)), Status.DONE, Quantity("près de 400", 300, 400))
    dated = "Téhéran reconnaît avoir livré des drones à Moscou en 2022"
    admitted = Evidence(ADMITTED.select(0, len(dated)), Status.DONE, None, Period("2022", "2022-01-01", "2023-01-01"))
    tehran = state(ADMITTED, "Iran", "Téhéran")
    hearsay = Statement(
        ACCUSED.id,
        group(ACCUSED),
        STANCE_OF_ACT[Act.HEARSAY],
        Act.HEARSAY,
        DRONES,
        "drones",
        None,
        (counted,),
        hedged=True,
    )
    return [
        (
            ACCUSED,
            [
                said(ACCUSED, state(ACCUSED, "Ukraine", "Kiev"), Act.ACCUSES, DRONES, "drones", "Kiev accuse Téhéran"),
                said(
                    ACCUSED,
                    state(ACCUSED, "Iran", "Téhéran"),
                    Act.DENIES,
                    DRONES,
                    "drones",
                    "Téhéran dément toute livraison de drones à Moscou",
                    via=("Modèle", "Exemple"),
                ),
                hearsay,
                said(ACCUSED, state(ACCUSED, "Turkey", "Ankara"), Act.DENIES, SHELLS, "obus", "Ankara dément"),
            ],
        ),
        (
            ADMITTED,
            [
                Statement(
                    ADMITTED.id, tehran, STANCE_OF_ACT[Act.ADMITS], Act.ADMITS, DRONES, "drones", None, (admitted,)
                ),
                said(
                    ADMITTED,
                    state(ADMITTED, "Russia", "Moscou"),
                    Act.NO_COMMENT,
                    DRONES,
                    "drones",
                    "Moscou ne commente pas",
                ),
                said(ADMITTED, group(ADMITTED), Act.STATES, DRONES, "drones", "des drones ont été livrés"),
            ],
        ),
        (
            UNDATED,
            [
                said(UNDATED, state(UNDATED, "Turkey", "Ankara"), Act.DENIES, SHELLS, "obus", "Ankara dément"),
                said(UNDATED, ARTICLE_SOURCE, Act.STATES, SHELLS_OF_NOBODY, "obus", "Des obus ont été vendus à Kiev"),
            ],
        ),
    ]


def hostile(text: str = HOSTILE) -> list[tuple[Article, Sequence[Statement]]]:
    """Return an article whose every field is one and the same text, which would like to be run as a script."""
    article = Article("x", f"{text} dit.", publisher=text, title=text, date="2023")
    start = article.select(0, len(text))
    source = Source(text, SourceKind.ORGANIZATION, text, start)
    claim = Claim(Kind.USE, text, text, "drone")
    return [(article, [said(article, source, Act.DENIES, claim, text, text, via=(text,), rule=text)])]
