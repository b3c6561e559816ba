"""Who teaches whom to handle what, and where: what the frame of a training leaves open.

No component: the part of ``transfers`` that reads training. Who is taught abroad is taught by the state where he is,
unless another is named: « des pilotes slovaques s'entraînent aux États-Unis ».
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Token

from dementi.components.discussion import ANY, Discussion
from dementi.components.origins import Origins
from dementi.components.parties import Parties
from dementi.components.predicates import Predicate, Predicates
from dementi.components.roles import Roles
from dementi.fr import grammar
from dementi.lexicon import word_list
from dementi.records import Kind, Quantity

TRAINEES = word_list("verbs.toml", "trainee")  # verbs whose subject is taught: « suivent une formation »
LOCATED = word_list("verbs.toml", "located")
TEACHERS = word_list("verbs.toml", "teacher")  # nouns of who goes to teach: « des instructeurs turcs au Mali »
THEY = frozenset("ils elles eux ceux-ci celles-ci".split())
OWN = frozenset("ses leurs nos son leur notre".split())


class Lessons:
    """The trainings of one document."""

    def __init__(self, doc: Doc, predicates: Predicates, parties: Parties, origins: Origins) -> None:
        self.doc = doc
        self.predicates = predicates
        self.parties = parties
        self.origins = origins

    def complete(self, at: Token, entry: Predicate, roles: Roles, claims: Discussion) -> None:
        """Fill the roles that the frame left open, from the verb around, the place, and the claim under discussion."""
        if at.lemma_ == "apprendre" and entry.frame == "learn" and not self._to_handle(at):
            roles.items, roles.recipients = [], []  # « Kiev a appris que … »
            return
        if at.lemma_ == "apprendre" and (pupil := self._pupil(at)):
            roles.suppliers, roles.recipients = roles.suppliers or roles.recipients, [pupil]
        if at.pos_ in grammar.VERBAL and any(t.lower_ == "personne" for t in grammar.right(at, 2)):
            self._nobody(roles, claims)
            return
        if at.pos_ == "NOUN" and at.lemma_ not in TEACHERS:
            self._taught(at, roles)
        elif at.pos_ in grammar.VERBAL and entry.frame == "train" and self._own_people(at):
            armed = claims.found[-1] if claims.found and claims.found[-1].at >= at.sent.start else None
            if armed and armed.supplier in roles.suppliers:  # « a doté le M23 de mortiers et formé ses artilleurs »
                roles.recipients = [armed.recipient] if armed.recipient else []
            elif self._own_crew(at):
                roles.suppliers, roles.recipients = [], roles.suppliers
        if places := self.origins.sites(at):
            self._sited(at, places, roles)
        if at.pos_ == "NOUN" or any(t.lower_ in THEY for t in grammar.left(at, 8)) or roles.recipients:
            self._discussed(roles, claims)
        if not roles.items:
            roles.items = self.predicates.items_from(at.sent.start, at.sent.end - 1)[:1]

    def _to_handle(self, verb: Token) -> bool:
        """Say whether « apprendre » has an infinitive: « apprennent à manier des chars », not « à produire »."""
        passed = ("se", "s'", "en", "les")  # « à se servir de »
        behind = pairwise(t for t in grammar.right(verb, 8) if t.lower_ not in passed)
        done = next((b for a, b in behind if a.lower_ == "à" and grammar.verb_form(b) == "infinitive"), None)
        makes = (entry.kind is Kind.PRODUCTION for entry in self.predicates.verbs.get(done.lemma_, ())) if done else ()
        return done is not None and not any(makes)

    def _pupil(self, verb: Token) -> str | None:
        """Return whom somebody teaches: « apprend à Minsk à manier des chars », « leur apprend le maniement »."""
        for token in grammar.right(verb, 6):
            if token.pos_ in grammar.VERBAL:
                return None
            actor = self.parties.cast.heads.get(token.i)
            if actor and actor.first and grammar.preposition(self.doc[actor.first - 1]) == "à":
                found = self.parties.party(token)
                return found[0] if found else None
        return None

    def _nobody(self, roles: Roles, claims: Discussion) -> None:
        """Let « n'a formé personne » mean whoever was said to be taught by the same state, and nothing else."""
        taught = (t for t in reversed(claims.found) if t.kind is Kind.TRAINING and t.supplier in roles.suppliers)
        last = next(taught, None)
        roles.recipients = [last.recipient] if last and last.recipient else []
        roles.items = self.predicates.items_from(last.item_at, last.item_at) if last else []

    def quantity(self, at: Token) -> Quantity | None:
        """Return how many are taught: « une trentaine de pilotes », « douze d'entre eux »."""
        for last, (_, amount) in sorted(self.doc._.quantities.items()):
            behind = list(grammar.right(self.doc[last], 3))
            crew = any(t.lemma_ in self.predicates.crews or t.lower_ in ("eux", "elles") for t in behind)
            if at.sent.start <= last < at.sent.end and crew:
                return amount  # type: ignore[no-any-return]  # doc._ is untyped
        return None

    def _taught(self, noun: Token, roles: Roles) -> None:
        """Let the subject of « suivre une formation », « achever sa conversion » be who is taught."""
        verb = next((t for t in grammar.left(noun, 8) if t.pos_ in grammar.VERBAL), None)
        if verb is None or verb.lemma_ not in (LOCATED if self._at_lessons(noun) else TRAINEES):
            return
        taught = self.parties.subject(verb)
        found = self.parties.party(taught) if taught is not None else None
        if found and roles.recipients and found[0] not in roles.recipients:
            roles.suppliers = roles.suppliers or [found[0]]  # « Minsk a achevé la formation des équipages d'Alger »
            return
        roles.suppliers = [s for s in roles.suppliers if found is None or s != found[0]]
        roles.recipients = [found[0]] if found else []

    def _at_lessons(self, noun: Token) -> bool:
        """Say whether a noun tells where somebody is: « en formation », « à l'entraînement »."""
        before = [t.lower_ for t in grammar.left(noun, 2)]
        return before[:1] == ["en"] or before == ["l'", "à"]

    def _own_people(self, verb: Token) -> bool:
        """Say whether a verb's object is somebody's own people: « forme ses combattants »."""
        own = next((t.lower_ for t in grammar.right(verb, 2) if t.lower_ in OWN), "")
        ours = own in ("nos", "notre") and not any(t.lower_ in ("nous", "on") for t in grammar.left(verb, 4))
        return own != "" and not ours and not grammar.is_passive(verb)  # « les Turcs forment nos pilotes »

    def _own_crew(self, verb: Token) -> bool:
        """Say whether a verb's object is its subject's own people: « forme ses pilotes en Suède »."""
        crew = next((t for t in grammar.right(verb, 3) if t.lemma_ in self.predicates.crews), None)
        return crew is not None and not grammar.is_passive(verb) and crew.nbor(-1).lower_ in OWN

    def _sited(self, at: Token, places: list[str], roles: Roles) -> None:
        """Let the state where it happens teach, or where teachers went be taught."""
        if at.lemma_ in TEACHERS:
            roles.recipients = roles.recipients or [p for p in places if p not in roles.suppliers][:1]
        elif not roles.suppliers:
            roles.suppliers = [p for p in places if p not in roles.recipients][:1]

    def _discussed(self, roles: Roles, claims: Discussion) -> None:
        """Fill what is missing from the last claim between those who are named: who is taught, on what."""
        supplier = roles.suppliers[0] if roles.suppliers else None
        recipient = roles.recipients[0] if roles.recipients else None
        if supplier is None and recipient is None or roles.items and supplier and recipient:
            return
        last = claims.on(ANY, supplier, recipient)
        if last is None or last.supplier is None or last.recipient is None:
            return
        roles.suppliers, roles.recipients = roles.suppliers or [last.supplier], roles.recipients or [last.recipient]
        roles.items = roles.items or self.predicates.items_from(last.item_at, last.item_at)
