"""Who takes part in a transfer: the party that a noun phrase stands for, and the subject of a predicate.

No component: the part of ``transfers`` that finds parties. Subjects come from the parse where it has one, else from
word order.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dementi.components.attachment import find_led_by, governed, main_verb, permitted
from dementi.components.cast import Cast
from dementi.components.coordination import apart
from dementi.components.interview import Interview
from dementi.components.juxtaposed import find_fronted
from dementi.components.predicates import Predicates
from dementi.components.sanctions import Sanction, find_sanctions
from dementi.fr import grammar
from dementi.fr.negation import contrast
from dementi.lexicon import Syntax, bare, load_attributions, word_list
from dementi.records import SPEAKER, Act, Actor, ConceptKind, SourceKind
from dementi.terms import concepts

ADDRESSED = frozenset("vous votre vos".split())
SPEAKERS = frozenset("nous on notre nos je mon ma mes".split())
AGAINST = ("contre", "visant", "à")  # « les accusations contre l'Iran d'avoir livré »
MOVING = word_list("verbs.toml", "moving")
PERMITTING = word_list("verbs.toml", "permitting")
SEEING = word_list("verbs.toml", "seeing")
ASKING = word_list("verbs.toml", "permitted")
SPONSORING = word_list("transfers.toml", "sponsoring")
# Tokens from the first of a reason to the word that tells of a transfer: « pour son rôle présumé dans l'envoi ».
OPENING = 8
ELSEWHERE = frozenset("pour vers contre par avec".split())  # they open another phrase
INCISE_REACH = 12  # tokens of « , a affirmé le gouvernement philippin, »
LIST_REACH = 3  # tokens from « liste » to whose it is
SITING = ("à", "en", "dans", "par", "avec")  # before somebody who is not punished
BLAME = word_list("verbs.toml", "blame")
FRONTED = 25  # tokens of « après avoir acheté trente drones de combat au Portugal »


class Parties:
    """The parties of one document."""

    def __init__(self, doc: Doc, predicates: Predicates) -> None:
        self.doc = doc
        self.cast = Cast(doc)
        self.predicates = predicates
        guest = Interview(doc).guest
        self.guest = guest.source.on_behalf_of if guest else None  # whom « vous » means in an interview
        self.acts = {i: cue.act for cue in doc._.cues for i in range(cue.at, cue.last + 1)}
        self.accusing = {cue.at for cue in doc._.cues if Syntax.TARGET.value in cue.syntax}
        self.targets = {bare(cue.lemma) for cue in load_attributions().verbs if Syntax.TARGET in cue.syntax}

    def party(self, token: Token) -> tuple[str, range] | None:
        """Return the English name of the state or body that a noun phrase stands for, and its tokens."""
        own = token.lemma_ == "pays" and token.i and token.nbor(-1).lower_ in ("son", "leur", "notre", "mon")
        crew = token.lemma_ in self.predicates.crews and token.i and token.nbor(-1).lower_ in ("nos", "notre")
        if token.lower_ in ADDRESSED:
            return (self.guest, range(token.i, token.i + 1)) if self.guest else None
        if token.lower_ in SPEAKERS or own or crew:
            return SPEAKER, range(token.i, token.i + 1)
        actor = self.cast.heads.get(token.i) or self.cast.around.get(token.i)
        if actor is None:
            inside = (self.cast.heads.get(i) or self.cast.qualifiers.get(i) for i in self._phrase(token))
            actor = next((found for found in inside if found), None)
        if actor is None:
            return None
        source = actor.source
        if token.pos_ == "PRON" and source.kind is SourceKind.PERSON:
            return None  # « à elle seule »: nobody arms a person
        many = source.concept is not None and concepts()[source.concept].kind is ConceptKind.COLLECTIVE
        acting = many or source.kind in (SourceKind.STATE, SourceKind.ORGANIZATION)
        acts = acting and (source.concept or source.name[:1].isupper())  # a firm goes by its name
        own_name = source.concept is not None and concepts()[source.concept].private  # guidelines, case 17
        name = source.name if own_name else source.on_behalf_of or (source.name if acts else None)
        if name is None and source.kind is SourceKind.GROUP and (whose := self._firm_of(actor) or self._crew_of(token)):
            return whose
        return (name, range(actor.first, actor.last + 1)) if name else None

    def _firm_of(self, group: Actor) -> tuple[str, range] | None:
        """Return the firm whose people a group is: « les dirigeants de la société Untel »."""
        for actor in self.cast.starting(group.first + 1, group.last):
            if actor.source.kind is SourceKind.ORGANIZATION and (found := self.party(self.doc[actor.head])):
                return found
        return None

    def _crew_of(self, token: Token) -> tuple[str, range] | None:
        """Return whose a crew is by the adjective behind what it handles: « des pilotes de drones togolais »."""
        if token.lemma_ not in self.predicates.crews:
            return None
        whose = next((a for i in self._phrase(token) if (a := self.cast.qualifiers.get(i))), None)
        side = whose.source.on_behalf_of if whose else None
        return (side, range(token.i, whose.last + 1)) if whose and side else None

    def _phrase(self, token: Token) -> range:
        """Return the tokens from a noun to the end of its adjectives and « de » complement."""
        last = token.i
        for following in grammar.right(token, 5):
            if following.pos_ not in ("ADJ", "ADP", "DET", "PROPN", "NOUN") or following.lower_ in ELSEWHERE:
                break  # « ont quitté Cazaux pour le Qatar »
            if following.i in self.predicates.item_at and token.lemma_ not in self.predicates.crews:
                break  # « opérateurs de drones maliens » are Malian, « unités de drones iraniens » need not be Iranian
            last = following.i
        return range(token.i, last + 1)

    def said(self, actor: Actor) -> Act | None:
        """Return what an actor does beside whom a cue stands: « Séoul parle d'obus », « selon l'Ukraine »."""
        beside = (actor.first - 1, actor.last + 1, actor.last + 2, actor.last + 3)
        return next((self.acts[i] for i in beside if i in self.acts), None)

    def tells(self, actor: Actor, at: Token) -> bool:
        """Say whether somebody only speaks of a transfer: « la livraison de drones, annoncée lundi par Kiev »."""
        between = range(at.i + 1, actor.first - 1)
        return any(c.at in between and grammar.is_passive(self.doc[c.at]) for c in self.doc._.cues if c.kind == "verb")

    def coordinated(self, token: Token) -> list[Token]:
        """Return a noun with those coordinated with it: « Moscou et Téhéran »."""
        found = [token]
        for child in token.children:
            named = child.i in self.cast.inside or child.i in self.predicates.item_at
            if child.dep_ == "conj" and named and not apart(token, child, self.cast, self.predicates):
                found.append(child)
        actor = self.cast.heads.get(token.i) or self.cast.inside.get(token.i)
        behind = actor.last + 1 if actor else len(self.doc)
        joined = behind + 1 < len(self.doc) and self.doc[behind].lower_ == "et" and behind not in self.predicates.joints
        if len(found) > 1 or not joined:
            return found
        # « et Téhéran », « et la Russie »
        following = next(iter(self.cast.starting(behind + 1, behind + 2)), None)
        if following and all(t.pos_ == "DET" for t in self.doc[behind + 1 : following.first]):
            found.append(self.doc[following.head])
        return found

    def subject(self, verb: Token) -> Token | None:
        """Return the subject of a verb; of an infinitive, that of the verb that governs it or whom it accuses."""
        if (leading := find_led_by(verb)) is not None:
            return self.subject(leading)
        made = grammar.causing(verb)
        if made is not None and grammar.undergone(verb) is None:
            return grammar.subject(verb) or self.subject(made)
        group = grammar.verb_group(verb)
        finite = bool(group) and grammar.verb_form(group[0]) == "finite"  # « que Rome doit remettre à Jakarta »
        if not finite and any(grammar.verb_form(token) == "infinitive" for token in (verb, *group)):
            return self._infinitive_subject(verb, group[0] if group else verb)
        own = grammar.subject(verb) or (grammar.subject(group[0]) if finite else None) or self._inverted(verb)
        if own is not None:
            return (grammar.antecedent(own) or own) if own.lower_ == "qui" else own
        return None if grammar.verb_form(verb) == "participle" and not group else self._nearest_left(verb)

    def _inverted(self, verb: Token) -> Token | None:
        """Return the subject right behind the verb of a relative clause: « les missiles qu'a livrés la Syrie »."""
        relative = grammar.relative_head(verb)
        if (
            relative is None
            or relative[1] != "object"
            or grammar.verb_form(verb) == "participle"
            and not grammar.verb_group(verb)
        ):
            return None
        for token in grammar.right(verb, 3):
            if token.i in self.cast.heads:
                return token
            if token.pos_ != "DET":
                return None
        return None

    def _infinitive_subject(self, verb: Token, start: Token) -> Token | None:
        """Return who is to do what an infinitive says: « accuse l'Iran de livrer », « promet de livrer »."""
        if (decided := self._decided(start)) is not None:
            return decided
        if (sanction := self._punished_for(start)) is not None:
            return self._culprit(sanction)
        governor = next((t for t in grammar.left(start, 30) if self._governs(t)), None)
        if governor is None:
            return self._nearest_left(verb) or self._main_subject(verb, start)
        between = [self.doc[i] for i in range(governor.i + 1, start.i) if i in self.cast.heads]
        if governor.pos_ == "NOUN" or governor.lemma_ in self.targets or governor.i in self.accusing:
            if governor.pos_ != "NOUN" and (whom := self.addressed(governor)):
                return whom
            if governor.pos_ != "NOUN" and grammar.is_passive(governor):
                if apposed := self._apposed(governor) or find_fronted(governor, self.cast):
                    return apposed
                if not grammar.relative_head(governor):
                    return grammar.subject(governor) or self._nearest_left(governor)
            if not between and governor.pos_ != "NOUN" and (resumed := self._accused(governor)):
                return resumed
            if between:
                before = ((t, grammar.left(self.doc[self.cast.heads[t.i].first], 2)) for t in between)
                blamed = next((t for t, links in before if any(link.lower_ in AGAINST for link in links)), None)
                if blamed is None and self.acts.get(governor.i) is Act.ACCUSES and governor.pos_ == "NOUN":
                    return self._denier(governor)  # « l'accusation de Kiev d'avoir livré »: Kiev accuses
                return blamed or between[0]
            anchor = grammar.anchor(governor)
            if any(t.lower_ in ("l'", "le", "la", "les", "lui", "leur") for t in grammar.left(anchor, 1)):
                clitic = self.doc[anchor.i - 1]
                return clitic if clitic.i in self.cast.heads else self._clitic_target(governor)
            if governor.i in self.accusing and not grammar.is_passive(governor) and governor.pos_ != "NOUN":
                return None  # who accuses is not who did it
        guilty = any(t.lower_.startswith("coupable") for t in self.doc[governor.i : start.i])
        if between and (governor.lemma_ in MOVING or guilty) and not grammar.is_passive(governor):
            direct = (
                t for t in between if self.doc[max(self.cast.heads[t.i].first - 1, 0)].lower_ not in ("de", "d'", "à")
            )
            return next(direct, between[0])
        if governor.pos_ in grammar.VERBAL and permitted(start):
            if governor.lemma_ in ASKING:
                return self.subject(governor)  # « demande à Berlin l'autorisation de livrer »
            given = (t for t in between if grammar.preposition(self.doc[self.cast.heads[t.i].first - 1]) == "à")
            over = (t for t in between if grammar.preposition(self.doc[self.cast.heads[t.i].first - 2]) == "à")
            return next(given, None) or next(over, None)  # « accorde à Minsk le droit de livrer »
        if governor.lemma_ in SEEING and between and between[0].nbor(-1).pos_ != "ADP":
            return between[0]  # « craint de voir Minsk acheter des chars »
        if governor.lemma_ in PERMITTING:  # « permettent à Minsk de livrer »
            allowed = (t for t in between if self._behind_a(self.cast.heads[t.i]))
            return next(allowed, None) or self.subject(governor)
        if governor.pos_ in grammar.VERBAL:
            return self.subject(governor)
        return between[0] if between else None

    def _main_subject(self, verb: Token, start: Token) -> Token | None:
        """Return the subject of the clause behind an infinitive: « après avoir acheté des drones, Lima négocie »."""
        if not any(t.lower_ == "après" for t in grammar.left(start, 2)):
            return None
        main = main_verb(verb, FRONTED)
        if main is None or grammar.verb_form(grammar.anchor(main)) != "finite":
            return None
        return self.subject(main)

    def _denier(self, accusation: Token) -> Token | None:
        """Return who denies an accusation, which is against him: « Minsk rejette l'accusation de Kiev d'avoir … »."""
        verb = next((t for t in grammar.left(accusation, 8) if t.pos_ == "VERB"), None)
        act = self.acts.get(verb.i) if verb is not None else None
        return self.subject(verb) if verb is not None and act in (Act.DENIES, Act.REJECTS, Act.DISMISSES) else None

    def _behind_a(self, actor: Actor) -> bool:
        """Say whether « à » stands before somebody, over an article: « demande à l'Iran »."""
        before = [t for t in grammar.left(self.doc[actor.first], 2) if t.pos_ != "DET"]
        return any(grammar.preposition(t) == "à" for t in (self.doc[actor.first], *before[:1]) if t.pos_ != "PROPN")

    def _accused(self, verb: Token) -> Token | None:
        """Return whom a relative clause accuses: « Minsk, que Kiev accuse de », « à qui Kiev reproche de »."""
        for token in grammar.left(grammar.anchor(verb), 8):
            if token.text in grammar.BOUNDARIES or token.text == ",":
                return None
            if token.lower_ in grammar.LINKS:
                governed = token.lower_ != "qui" or any(t.pos_ == "ADP" for t in grammar.left(token, 1))
                over = grammar.resumed_over(token) if governed else None
                actor = self.cast.ends.get(over.i) if over is not None else None
                return self.doc[actor.head] if actor else None
        return None

    def _decided(self, start: Token) -> Token | None:
        """Return whose decision an infinitive is: « la décision de Berlin de livrer », « le projet russe de … »."""
        for token in grammar.left(start, 6):
            if token.pos_ == "NOUN" and (token.lemma_ in SPONSORING or token.lower_ == "question"):
                inside = self.doc[token.i + 1 : start.i]
                named = (t for t in inside if t.i in self.cast.heads or t.i in self.cast.qualifiers)
                return next(named, None)
            if token.pos_ in grammar.VERBAL or token.pos_ == "PUNCT":
                return None
        return None

    def _punished_for(self, at: Token) -> Sanction | None:
        """Return the punishment of which a word is, or all but opens, the reason."""
        near = range(at.i - OPENING, at.i + 1)
        return next((found for found in find_sanctions(self.doc) if found.reason > 0 and found.reason in near), None)

    def punished(self, token: Token) -> bool:
        """Say whether somebody is one of those on whom a punishment with a reason falls."""
        return any(found.verb < token.i < found.reason for found in find_sanctions(self.doc))

    def culprit(self, noun: Token) -> Token | None:
        """Return who is punished for what a noun says: « a sanctionné deux firmes turques pour l'envoi de drones »."""
        sanction = self._punished_for(noun)
        token = self._culprit(sanction) if sanction is not None else None
        actor = self.cast.heads.get(token.i) if token is not None else None
        if actor is None or actor.source.on_behalf_of or actor.source.kind is not SourceKind.ORGANIZATION:
            return token
        # a firm that had a part in it is not who delivered: its state is
        named = (i for i in range(actor.first, actor.last + 1) if i in self.cast.qualifiers)
        return next((self.doc[i] for i in named), None)

    def _culprit(self, sanction: Sanction) -> Token | None:
        """Return who is punished: the verb's subject in the passive, else who stands between it and its reason."""
        verb = self.doc[sanction.verb]
        own = self.subject(verb) if sanction.passive else None
        if own is not None and self.party(own):
            return own
        for i in range(sanction.verb + 1, sanction.reason):
            actor = self.cast.heads.get(i) or self.cast.qualifiers.get(i)
            if actor is None or not self.party(self.doc[i]):
                continue
            if not self._lists(actor) and grammar.preposition(self.doc[actor.first - 1]) not in SITING:
                return self.doc[i]
        return None

    def _lists(self, actor: Actor) -> bool:
        """Say whether somebody only has the list on which others are put: « la liste noire de Rome »."""
        for token in grammar.left(self.doc[actor.first], LIST_REACH):
            if token.lemma_ == "liste":
                return actor.qualifier or grammar.preposition(self.doc[actor.first - 1]) == "de"
            if token.pos_ not in ("ADJ", "ADP"):
                return False
        return False

    def _apposed(self, participle: Token) -> Token | None:
        """Return the actor right before a participle: « des sanctions contre Minsk, accusée d'avoir livré »."""
        if grammar.verb_group(participle) or participle.i < 2:
            return None
        behind = participle.i - 1 - (participle.nbor(-1).text == ",")
        actor = self.cast.ends.get(behind)
        return self.doc[actor.head] if actor else None

    def addressed(self, verb: Token) -> Token | None:
        """Return « vous », « nous » before a verb that accuses: « Kiev vous accuse d'avoir livré »."""
        near = (t for t in grammar.left(grammar.anchor(verb), 2) if t.lower_ in ("vous", "nous", "m'", "me"))
        return next(near, None)

    def _clitic_target(self, verb: Token) -> Token | None:
        """Return whom « Kiev l'accuse de » means: the last actor before the clause's own subject."""
        own = grammar.subject(verb) or self._nearest_left(verb)
        if own is not None and own.lower_ == "qui":  # « aux propos du Ghana, qui l'accuse »
            own = grammar.antecedent(own) or own
        before = range((own if own is not None else verb).i - 1, -1, -1)
        return next((self.doc[i] for i in before if i in self.cast.heads), None)

    def _governs(self, token: Token) -> bool:
        """Say whether a token can govern an infinitive and so give it a subject."""
        if token.pos_ in grammar.VERBAL and token.lower_ not in grammar.auxiliaries():
            return (
                grammar.verb_form(token) != "participle"
                or bool(grammar.verb_group(token))
                or token.lemma_ in self.targets
            )
        return token.pos_ == "NOUN" and token.lemma_ in BLAME

    def _incise_before(self, comma: Token) -> int | None:
        """Return the comma that opens the incise which another closes: « , a affirmé Manille, »."""
        opening = next((t for t in grammar.left(comma, INCISE_REACH) if t.text == ","), None)
        if opening is None:
            return None
        first = next((t for t in grammar.right(opening, 2) if t.lower_ not in ("s'", "se", "l'")), opening)
        spoken = any(i in self.acts for i in range(opening.i + 1, comma.i))
        return opening.i if spoken and first.pos_ in grammar.VERBAL and grammar.verb_form(first) == "finite" else None

    def _nearest_left(self, verb: Token) -> Token | None:
        """Return the nearest actor before a verb that no preposition governs: the subject that the parser lost."""
        over = len(self.doc)
        for token in grammar.left(verb, 25):
            if token.i > over:
                continue
            if token.text == "," and (opening := self._incise_before(token)):
                over = opening  # « le Brésil, a affirmé Manille, nous fournira »
                continue
            if (
                token.text in grammar.BOUNDARIES
                or token.pos_ in grammar.VERBAL
                and token.lower_ not in grammar.auxiliaries()
            ):
                return None
            actor = self.cast.heads.get(token.i)
            if actor is None or contrast(self.doc[actor.first]) == "non":  # « l'Iran, et non la Chine, livre »
                continue
            if not governed(self.doc[actor.first]) and self.doc[actor.first].lower_ not in ("au", "aux", "du", "des"):
                return token
        return None
