"""The lexicons of French: what the loader refuses, and that the inflections are those of French.

The tables below were written from grammar, not from the file that they check.
"""

import importlib.util
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from dementi import lexicon
from dementi.lexicon import AdjectiveCue, ExpressionCue, PrepositionCue, VerbCue, bare
from dementi.records import Act, Kind, Stance

ROOT = Path(__file__).parents[1]
PERSONS = [(number, person) for number in ("Sing", "Plur") for person in "123"]
PARTICIPLE = [f"Gender={g}|Number={n}|Tense=Past|VerbForm=Part" for n in ("Sing", "Plur") for g in ("Masc", "Fem")]
TENSES = ["Ind Pres", "Ind Imp", "Ind Past", "Ind Fut", "Cnd Pres", "Sub Pres", "Sub Imp"]

# Six persons of a tense; the third person of both numbers only, where two are given; participles in four forms.
CONJUGATION = """
démentir | Ind Pres | démens démens dément démentons démentez démentent
démentir | Ind Past | démentit démentirent
démentir | Cnd Pres | démentirait démentiraient
démentir | Sub Pres | démente démentent
démentir | Part     | démenti démentie démentis démenties
nier | Ind Pres | nie nies nie nions niez nient
nier | Ind Imp  | niais niais niait niions niiez niaient
nier | Ind Fut  | niera nieront
nier | Part     | nié niée niés niées
contester | Ind Past | contesta contestèrent
réfuter | Ind Pres | réfute réfutent
rejeter | Ind Pres | rejette rejettes rejette rejetons rejetez rejettent
rejeter | Ind Imp  | rejetait rejetaient
rejeter | Ind Fut  | rejettera rejetteront
rejeter | Cnd Pres | rejetterait rejetteraient
récuser | Sub Imp  | récusât récusassent
infirmer | Ind Imp | infirmait infirmaient
balayer | Ind Pres | balaie balaient
balayer | Ind Pres | balaye balayent
exclure | Ind Pres | exclut excluent
exclure | Ind Past | exclut exclurent
exclure | Part     | exclu exclue exclus exclues
se défendre | Ind Pres | défend défendent
s'inscrire | Ind Pres | inscrit inscrivent
s'inscrire | Ind Past | inscrivit inscrivirent
battre | Ind Pres | bat battent
tordre | Part | tordu tordue tordus tordues
reconnaître | Ind Pres | reconnais reconnais reconnaît reconnaissons reconnaissez reconnaissent
reconnaître | Ind Pres | reconnait reconnaissent
reconnaître | Ind Past | reconnut reconnurent
reconnaître | Ind Fut  | reconnaîtra reconnaîtront
reconnaître | Ind Fut  | reconnaitra reconnaitront
reconnaître | Part     | reconnu reconnue reconnus reconnues
admettre | Ind Pres | admets admets admet admettons admettez admettent
admettre | Ind Past | admit admirent
admettre | Sub Pres | admette admettent
admettre | Part     | admis admise admis admises
avouer | Ind Past | avoua avouèrent
concéder | Ind Pres | concède concèdent
concéder | Ind Fut  | concédera concéderont
convenir | Ind Pres | convient conviennent
convenir | Ind Past | convint convinrent
convenir | Cnd Pres | conviendrait conviendraient
accuser | Ind Pres | accuse accuses accuse accusons accusez accusent
accuser | Part     | accusé accusée accusés accusées
dénoncer | Ind Imp  | dénonçais dénonçais dénonçait dénoncions dénonciez dénonçaient
dénoncer | Ind Past | dénonça dénoncèrent
reprocher | Ind Fut | reprochera reprocheront
soupçonner | Ind Pres | soupçonne soupçonnent
craindre | Ind Pres | crains crains craint craignons craignez craignent
craindre | Ind Past | craignit craignirent
prévenir | Ind Pres | prévient préviennent
avertir | Ind Pres | avertit avertissent
s'inquiéter | Ind Pres | inquiète inquiètent
maintenir | Ind Fut | maintiendra maintiendront
prétendre | Sub Pres | prétende prétendent
dire | Ind Pres | dis dis dit disons dites disent
dire | Ind Past | dit dirent
croire | Ind Pres | croit croient
écrire | Ind Imp | écrivait écrivaient
faire | Ind Pres | fais fais fait faisons faites font
faire | Ind Fut | fera feront
faire | Sub Pres | fasse fassent
livrer | Ind Pres | livre livres livre livrons livrez livrent
livrer | Cnd Pres | livrerais livrerais livrerait livrerions livreriez livreraient
livrer | Part     | livré livrée livrés livrées
fournir | Ind Pres | fournit fournissent
fournir | Sub Pres | fournisse fournissent
vendre | Ind Pres | vends vends vend vendons vendez vendent
vendre | Part     | vendu vendue vendus vendues
céder | Ind Pres | cède cèdent
céder | Ind Imp  | cédait cédaient
expédier | Ind Imp | expédiions expédiiez | 1p 2p
envoyer | Ind Pres | envoie envoies envoie envoyons envoyez envoient
envoyer | Ind Fut  | enverrai enverras enverra enverrons enverrez enverront
envoyer | Cnd Pres | enverrait enverraient
convoyer | Ind Fut | convoiera convoieront
offrir | Part | offert offerte offerts offertes
remettre | Ind Past | remit remirent
transférer | Ind Pres | transfère transfèrent
transmettre | Part | transmis transmise transmis transmises
acheter | Ind Pres | achète achètent
acheter | Ind Fut  | achètera achèteront
acquérir | Ind Pres | acquiers acquiers acquiert acquérons acquérez acquièrent
acquérir | Ind Past | acquit acquirent
acquérir | Ind Fut  | acquerra acquerront
acquérir | Part     | acquis acquise acquis acquises
recevoir | Ind Pres | reçois reçois reçoit recevons recevez reçoivent
recevoir | Ind Past | reçut reçurent
recevoir | Cnd Pres | recevrait recevraient
recevoir | Sub Pres | reçoive reçoivent
recevoir | Sub Imp  | reçût reçussent
recevoir | Part     | reçu reçue reçus reçues
obtenir | Ind Pres | obtient obtiennent
obtenir | Cnd Pres | obtiendrait obtiendraient
accueillir | Ind Fut | accueillera accueilleront
parvenir | Part | parvenu parvenue parvenus parvenues
provenir | Ind Pres | provient proviennent
employer | Ind Pres | emploie emploient
déployer | Ind Fut | déploiera déploieront
recourir | Cnd Pres | recourrait recourraient
lancer | Ind Imp | lançait lançaient
produire | Ind Past | produisit produisirent
produire | Part | produit produite produits produites
construire | Ind Pres | construit construisent
concevoir | Ind Past | conçut conçurent
entraîner | Ind Pres | entraîne entraînent
entraîner | Ind Pres | entraine entrainent
se pourvoir | Ind Pres | pourvoit pourvoient
"""

OTHER = {
    ("démentant", "démentir", "VERB", "Tense=Pres|VerbForm=Part"),
    ("reconnaitre", "reconnaître", "VERB", "VerbForm=Inf"),
    ("acquérir", "acquérir", "VERB", "VerbForm=Inf"),
    ("envoyez", "envoyer", "VERB", "Mood=Imp|Number=Plur|Person=2|Tense=Pres|VerbForm=Fin"),
    ("aveux", "aveu", "NOUN", "Number=Plur"),
    ("propos", "propos", "NOUN", "Number=Plur"),
    ("démentis", "démenti", "NOUN", "Number=Plur"),
    ("fausses", "faux", "ADJ", "Gender=Fem|Number=Plur"),
    ("mensongère", "mensonger", "ADJ", "Gender=Fem|Number=Sing"),
    ("calomnieuses", "calomnieux", "ADJ", "Gender=Fem|Number=Plur"),
    ("fictive", "fictif", "ADJ", "Gender=Fem|Number=Sing"),
    ("infondés", "infondé", "ADJ", "Gender=Masc|Number=Plur"),
    # Words that only look like a form of "armer", "avoir", "devoir" and "livrer".
    ("armes", "arme", "NOUN", "Gender=Fem|Number=Plur"),
    ("avions", "avion", "NOUN", "Gender=Masc|Number=Plur"),
    ("devant", "devant", "ADP", ""),
    ("livres", "livre", "NOUN", "Gender=Masc|Number=Plur"),
}


def finite(tense: str, number: str, person: str) -> str:
    mood, tense = tense.split()
    return f"Mood={mood}|Number={number}|Person={person}|Tense={tense}|VerbForm=Fin"


def by_hand() -> list[tuple[str, str, str, str]]:
    found = sorted(OTHER)
    for line in CONJUGATION.strip().splitlines():
        lemma, tense, forms, *only = (part.strip() for part in line.split("|"))
        slots = {
            6: PERSONS,
            4: PARTICIPLE,
            2: [("Plur", "1"), ("Plur", "2")] if only else [("Sing", "3"), ("Plur", "3")],
        }[len(forms.split())]
        for form, slot in zip(forms.split(), slots, strict=True):
            feats = slot if tense == "Part" else finite(tense, *slot)
            found.append((form, bare(lemma), "VERB", feats))
    return found


@pytest.fixture(scope="module")
def rows() -> set[tuple[str, str, str, str]]:
    return {(r.form, r.lemma, r.pos, r.feats) for readings in lexicon.inflections().values() for r in readings}


def test_forms_are_those_of_french(rows):
    expected = by_hand()
    assert len(set(expected)) >= 120
    assert [row for row in expected if row not in rows] == []


def test_forms_that_are_not_french(rows):
    forms = {form for form, *_ in rows}
    assert not forms & {"envoyera", "vendt", "acquérit", "rejete", "cédent", "reçevait", "dénoncait", "disez"}


def test_every_verb_has_every_form(rows):
    cues, transfers = lexicon.load_attributions(), lexicon.load_transfers()
    verbs = {bare(entry.lemma) for entry in (*cues.verbs, *transfers.verbs)} | {bare(e.verb) for e in cues.expressions}
    feats = [finite(tense, *person) for tense in TENSES for person in PERSONS]
    feats += [*PARTICIPLE, "Tense=Pres|VerbForm=Part", "VerbForm=Inf"]
    there = {(lemma, feat) for _, lemma, pos, feat in rows if pos == "VERB"}
    there |= {("être", feat) for feat in PARTICIPLE}  # « été » never agrees
    assert [(verb, feat) for verb in sorted(verbs) for feat in feats if (verb, feat) not in there] == []


def surface(entry, forms: dict[tuple[str, str], set[str]]) -> set[str]:
    match entry:
        case ExpressionCue(verb=verb):
            return forms[bare(verb), "VERB"]
        case PrepositionCue():
            return set(entry.forms)
        case AdjectiveCue():
            return set(entry.forms) or forms.get((entry.form, "ADJ"), {entry.form})
    if " " in bare(entry.lemma):
        return {entry.lemma, entry.plural or entry.lemma}
    return forms.get((entry.lemma, "NOUN"), set()) | forms.get((bare(entry.lemma), "VERB"), set())


def test_examples_and_traps_hold_their_entry(rows):
    forms: dict[tuple[str, str], set[str]] = {}
    for form, lemma, pos, _ in rows:
        forms.setdefault((lemma, pos), set()).add(form)
    cues, transfers = lexicon.load_attributions(), lexicon.load_transfers()
    entries = [entry for table in (cues, transfers) for name in table.__slots__ for entry in getattr(table, name)]
    missing = []
    for entry in (entry for entry in entries if not isinstance(entry, str)):  # frames come as names and need none
        words = "|".join(map(re.escape, sorted(surface(entry, forms), key=len, reverse=True)))
        words = rf"(?<![\w-])(?:{words})(?:(?<=')|(?![\w-]))"
        sentences = [entry.example, entry.trap] if getattr(entry, "trap", None) else [entry.example]
        missing += [s for s in sentences if not re.search(words, s, re.IGNORECASE)]
        if isinstance(entry, ExpressionCue) and entry.words not in entry.example:
            missing.append(entry.example)
    assert missing == []


def test_breadth():
    cues, transfers = lexicon.load_attributions(), lexicon.load_transfers()
    acts = [cue.act for cue in (*cues.verbs, *cues.expressions)]
    stances = [cue.stance for cue in (*cues.verbs, *cues.expressions)]
    assert stances.count(Stance.ASSERTS) >= 120
    assert stances.count(Stance.DENIES) >= 40
    assert acts.count(Act.ACCUSES) >= 15
    assert acts.count(Act.ADMITS) >= 15
    assert stances.count(Stance.UNCERTAIN) >= 20
    assert {entry.kind for entry in transfers.verbs} == {entry.kind for entry in transfers.nouns} == set(Kind)
    assert {entry.frame for entry in (*transfers.verbs, *transfers.nouns)} <= set(transfers.frames)


def test_prepositions_contract_and_elide():
    cue = PrepositionCue(Act.ADMITS, "De l'aveu du ministère, les chars sont partis.", "de l'aveu de")
    assert cue.forms == ("de l'aveu de", "de l'aveu du", "de l'aveu des", "de l'aveu d'")
    assert PrepositionCue(Act.STATES, "Selon Kiev, les chars sont partis.", "selon").forms == ("selon",)


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("inflect", ROOT / "scripts" / "inflect.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_inflections_are_not_stale(rows):
    """Without the conjugation library: every word of the lexicons is there, no other, nouns and adjectives in full."""
    inflect = script()
    there = {lemma for _, lemma, *_ in rows}
    words = list(inflect.words(lexicon.FRENCH))
    certain = {lemma for table, lemma, pos, _ in words if table != inflect.HOMOGRAPH and pos != inflect.LISTED}
    assert certain <= there <= {word[1] for word in words}
    ruled = {"NOUN": inflect.noun_rows, "ADJ": inflect.adjective_rows}
    made = {r for t, lemma, pos, e in words if pos in ruled and t != inflect.HOMOGRAPH for r in ruled[pos](lemma, e)}
    assert made <= rows


# Words of lists that end as infinitives do, and are none.
NO_VERBS = set(
    "armurier brigadier calendrier chantier clair commodore container contrebandier courtier créancier der dernier "
    "dossier équipementier gare guerre hiver joker manœuvre millier missilier mortier navire nombre obusier premier "
    "quatre romancier soir sûre thriller égare".split()
)
NOMINAL = re.compile(r"(?:aire|oire|[^l]ure|ère|stre)$")


def test_verbs_in_lists_have_their_forms(rows):
    """A verb that was added to a list matches nothing before scripts/inflect.py was run."""
    there = {lemma for _, lemma, *_ in rows}
    lists = (row.get("words") for path in lexicon.FRENCH.glob("*.toml") for row in listed(path))
    words = {word for found in lists if isinstance(found, list) for word in found if isinstance(word, str)}
    infinitives = {w for w in words if w.isalpha() and w.endswith(("er", "ir", "re")) and not NOMINAL.search(w)}
    assert infinitives - there - NO_VERBS == set(), "run scripts/inflect.py; a word that is no verb goes to NO_VERBS"
    assert words - there >= NO_VERBS


def listed(path):
    """Yield the rows of a lexicon's tables; « docker », « Ledger » and « Niger » are no verbs."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    nouns = ("speaker", "serving", "masthead", "embattled")
    lists = (rows for name, rows in tables.items() if name not in nouns and isinstance(rows, list))
    return (row for rows in lists for row in rows if isinstance(row, dict))


def test_inflections_are_what_the_script_writes():
    pytest.importorskip("verbecc", reason="the conjugation library is needed at development time only")
    done = subprocess.run([sys.executable, ROOT / "scripts" / "inflect.py", "--check"], check=False)
    assert done.returncode == 0


# What the loader refuses. A folder starts with the real inflections, so that words are known.

VERB = 'lemma = "nier"\nact = "denies"\nsyntax = ["que"]\nexample = "Minsk nie."\n'
TRANSFER = 'lemma = "livrer"\nframe = "give"\nkind = "transfer"\nexample = "Minsk livre des chars."\n'
FRAME = '[[frame]]\nname = "give"\nroles = { subject = "supplier", object = "item" }\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inflections.tsv").write_bytes((lexicon.FRENCH / "inflections.tsv").read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[verb]\n", "attributions.toml: not TOML"),
        ("[[verbe]]\n" + VERB, "attributions.toml: unknown table 'verbe'; known are verb, expression"),
        ("[verb]\n" + VERB, "attributions.toml: 'verb' is not an array of tables; write [[verb]]"),
        (f"[[verb]]\n{VERB}sens = 1\n", "[[verb]] 1 (nier): unknown key 'sens'; known are act, example"),
        ('[[verb]]\nlemma = "nier"\nact = "denies"\nexample = "…"\n', "[[verb]] 1 (nier): key 'syntax' is missing"),
        ("[[verb]]\n" + VERB.replace("denies", "deny"), "(nier): act: 'deny' is none of states, reports"),
        ("[[verb]]\n" + VERB.replace('["que"]', '["quoi"]'), "(nier): syntax: 'quoi' is none of que, inf"),
        ("[[verb]]\n" + VERB.replace('["que"]', '"que"'), "(nier): syntax: 'que' is not a list"),
        ("[[verb]]\n" + VERB.replace('["que"]', "[]"), "(nier): syntax: [] is not a list, or it is empty"),
        ("[[verb]]\n" + VERB.replace('"Minsk nie."', '""'), "(nier): example: '' is not a str, or it is empty"),
        ("[[verb]]\n" + VERB.replace('"nier"', "1"), "(1): lemma: 1 is not a str"),
        (f"[[verb]]\n{VERB}[[verb]]\n{VERB}", "[[verb]] 2 (nier): stands there twice; drop one"),
        (
            "[[verb]]\n" + VERB.replace('"nier"', '"nihiler"'),
            "nihiler: no VERB in inflections.tsv; run scripts/inflect",
        ),
        (
            '[[noun]]\nlemma = "démenti"\nact = "denies"\nanaphor = "oui"\nexample = "…"\n',
            "(démenti): anaphor: 'oui' is not a bool",
        ),
        (
            '[[noun]]\nlemma = "rumeur"\nact = "reports"\nanaphor = true\nexample = "…"\n'
            '[[predicate]]\nlemma = "rumeur"\nact = "dismisses"\nexample = "…"\n',
            "[[predicate]] rumeur: form 'rumeur' denies, but 'rumeur' has it as asserts; drop one",
        ),
    ],
)
def test_cues_refused(folder, text, complaint):
    (folder / "attributions.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(complaint)):
        lexicon.load_attributions(folder)


def test_reflexive_verb_is_another(folder):
    other = VERB.replace("nier", "se nier").replace("denies", "states")
    (folder / "attributions.toml").write_text(f"[[verb]]\n{VERB}[[verb]]\n{other}", encoding="utf-8")
    assert [cue.stance for cue in lexicon.load_attributions(folder).verbs] == [Stance.DENIES, Stance.ASSERTS]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[verb]]\n" + TRANSFER, "transfers.toml: [[verb]] livrer: no frame 'give'"),
        (
            FRAME.replace("supplier", "giver"),
            "[[frame]] 1 (give): roles.subject: 'giver' is none of supplier, recipient",
        ),
        (
            FRAME.replace("{ ", '"').replace(" }", '"').replace('"supplier"', "a").replace('"item"', "b"),
            "is not a table",
        ),
        (FRAME + "[[verb]]\n" + TRANSFER.replace('"transfer"', '"gift"'), "(livrer give): kind: 'gift' is none of"),
        (f"{FRAME}[[verb]]\n{TRANSFER}[[verb]]\n{TRANSFER}", "[[verb]] 2 (livrer give): stands there twice"),
        (FRAME + "[[noun]]\n" + TRANSFER, "[[noun]] livrer: no NOUN in inflections.tsv"),
    ],
)
def test_transfers_refused(folder, text, complaint):
    (folder / "transfers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(complaint)):
        lexicon.load_transfers(folder)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "columns are not form, lemma, pos, feats"),
        ("form\tlemma\tpos\n", "columns are not form, lemma, pos, feats"),
        ("form\tlemma\tpos\tfeats\nnie\tnier\tVERB\n", "columns are not form, lemma, pos, feats"),
        ("form\tlemma\tpos\tfeats\nnie\tnier\tVERB\tx\nnia\tnier\tVERB\tx\n", "rows are not sorted"),
        ("form\tlemma\tpos\tfeats\nnie\tnier\tVERB\tx\nnie\tnier\tVERB\tx\n", "or one stands twice"),
    ],
)
def test_inflections_refused(tmp_path, text, complaint):
    (tmp_path / "inflections.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"inflections\.tsv: .*{complaint}.*run scripts/inflect"):
        lexicon.inflections(tmp_path)


def test_entries_of_any_class(tmp_path):
    """The reader is open to every component that has a lexicon of its own."""
    path = tmp_path / "numbers.toml"
    path.write_text('[[number]]\nword = "cent"\nvalue = 100\n', encoding="utf-8")
    assert lexicon.entries(path, "number", Number) == (Number("cent", 100),)
    assert lexicon.entries(path, "nothing", Number) == ()


def test_lists_of_words(tmp_path):
    (tmp_path / "verbs.toml").write_text('[[war]]\nwords = ["guerre"]\n[[war]]\nwords = ["front"]\n', encoding="utf-8")
    assert lexicon.word_list("verbs.toml", "war", tmp_path) == {"guerre", "front"}
    with pytest.raises(ValueError, match=re.escape("verbs.toml: no [[peace]]; add it with its words")):
        lexicon.word_list("verbs.toml", "peace", tmp_path)


@dataclass(frozen=True, slots=True)
class Number:
    word: str
    value: int
    note: str | None = None


def test_verbs_keep_their_pronoun():
    assert (bare("se doter"), bare("s'équiper"), bare("semer"), bare("signer")) == (
        "doter",
        "équiper",
        "semer",
        "signer",
    )
    cue = VerbCue(Act.DENIES, "Belgrade se défend.", "se défendre", (lexicon.Syntax.INF,))
    assert cue.stance is Stance.DENIES


def test_import_is_cheap():
    code = "import sys, dementi.lexicon; sys.exit('spacy' in sys.modules or 'rdflib' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
