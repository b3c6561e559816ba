"""Small articles with their statements, whose answers are known by heart."""

from collections.abc import Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from deciding import decision
from dementi import meeting, rdf
from dementi.iris import article_iri
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
from dementi.reviewed import review_quads
from dementi.revision import counted, revisions
from dementi.sayings import Sayings
from dementi.terms import BASE
from dementi.vocabulary import term

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


GENERAL = Article(
    "refus",
    "L'Iran n'a livré aucune arme à la Russie, affirme sa porte-parole Ada Modèle. Des Shahed-136 ont été livrés à "
    "Moscou, écrit l'agence Exemple. Kiev accuse Pyongyang d'avoir livré des missiles à Moscou.",
    date="2023-07-01",
    publisher="La Gazette",
)
REPRINTED = Article("reprise", GENERAL.text, date="2023-07-02", publisher="Le Modèle")
STATED = Article("chars", "Des chars turcs ont été livrés à Kiev.", date="2023-07-05", publisher="La Gazette")
CORRECTED = Article("rectificatif", "Aucun char turc n'a été livré à Kiev.", date="2023-07-09", publisher="La Gazette")
TWO_WAYS = Article("sans-date-2", "Ankara dit avoir vendu des obus à Kiev, selon le quotidien Modèle.")

ARMS = Claim(Kind.TRANSFER, "Iran", "Russia", "weapons")
MISSILES = Claim(Kind.TRANSFER, "North Korea", "Russia", "missile")
TANKS = Claim(Kind.TRANSFER, "Turkey", "Ukraine", "armour")


def everything() -> list[tuple[Article, Sequence[Statement]]]:
    """Return the articles of ``corpus`` and six more, in which everything happens that a question can ask for."""
    turkey = said(
        TWO_WAYS, state(TWO_WAYS, "Turkey", "Ankara"), Act.STATES, SHELLS, "obus", "Ankara dit", via=("Modèle",)
    )
    return [
        *corpus(),
        *((article, _refused(article)) for article in (GENERAL, REPRINTED)),
        (STATED, [said(STATED, ARTICLE_SOURCE, Act.STATES, TANKS, "chars", STATED.text, item_concept="tank")]),
        (CORRECTED, [said(CORRECTED, ARTICLE_SOURCE, Act.DENIES, TANKS, "char", CORRECTED.text)]),
        (TWO_WAYS, [turkey]),
    ]


def _refused(article: Article) -> list[Statement]:
    """Return what the dispatch says: the general denied, the specific asserted, an accusation without answer."""
    name, agency = article.text.index("Ada Modèle"), article.text.index("Exemple")
    voice = Source("Ada Modèle", SourceKind.PERSON, "Iran", article.select(name, name + len("Ada Modèle")))
    exemple = Source("Exemple", SourceKind.MEDIA, None, article.select(agency, agency + len("Exemple")))
    accused = said(
        article, state(article, "Ukraine", "Kiev"), Act.ACCUSES, MISSILES, "missiles", "Kiev accuse Pyongyang"
    )
    shaheds = "Des Shahed-136 ont été livrés à Moscou"
    return [
        said(article, voice, Act.DENIES, ARMS, "arme", "L'Iran n'a livré aucune arme à la Russie"),
        said(article, exemple, Act.REPORTS, DRONES, "Shahed-136", shaheds, item_concept="shahed-136"),
        replace(accused, evidences=(replace(accused.evidence, status=Status.ONGOING),)),
    ]


def reviewed_quads() -> list[Quad]:
    """Return what people decided of the article of the accusation: one of each verdict, on statements that fit them."""
    turkey, iran = (state(ACCUSED, *named) for named in (("Turkey", "Ankara"), ("Iran", "Téhéran")))
    accused, denied = corpus()[0][1][:2]
    flipped = said(ACCUSED, iran, Act.ADMITS, DRONES, "drones", "Téhéran dément toute livraison de drones à Moscou")
    extra = said(ACCUSED, turkey, Act.STATES, SHELLS, "obus", "Ankara dément")
    decided = [
        decision(ACCUSED, accused, "accept", at="2024-05-01T10:00:00Z", note="mot pour mot"),
        decision(ACCUSED, flipped, "accept", by="B. Modèle", at="2024-05-02T10:00:00Z"),
        decision(ACCUSED, flipped, "correct", {"stance": "denies"}, at="2024-05-03T10:00:00Z"),
        decision(ACCUSED, extra, "reject", at="2024-05-04T10:00:00Z"),
        decision(ACCUSED, None, "complete", at="2024-05-05T10:00:00Z"),
    ]
    found, unfit = revisions(ACCUSED, [accused, flipped, extra], decided)
    assert not unfit and counted([accused, flipped, extra], found)[1].stance is denied.stance
    return list(review_quads(ACCUSED.id, found))


def graph(pairs: Sequence[tuple[Article, Sequence[Statement]]]) -> str:
    """Return articles as N-Quads, with decisions, the cluster of the reprint and all that rules derive."""
    store = Store()
    store.load(rdf.nquads(pairs).encode("utf-8"), format=RdfFormat.N_QUADS)
    cluster = NamedNode(f"{BASE}cluster/{GENERAL.id}")
    store.extend(reviewed_quads() if any(one is ACCUSED for one, _ in pairs) else ())
    derived = NamedNode(f"{BASE}derived")
    members = [NamedNode(article_iri(one.id)) for one, _ in pairs if one in (GENERAL, REPRINTED)]
    if len(members) > 1:
        store.add(Quad(cluster, term("rdf:type"), term("dem:SyndicationCluster"), derived))
        store.add(Quad(cluster, term("dem:members"), Literal(len(members)), derived))
        store.extend(Quad(member, term("dem:inCluster"), cluster, derived) for member in members)
    store.extend(meeting.settle(store, Sayings(), meeting.everything(store)).added)
    return (store.dump(format=RdfFormat.N_QUADS) or b"").decode("utf-8")
