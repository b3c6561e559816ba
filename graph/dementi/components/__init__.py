"""One idea a file: each component reads named attributes of the Doc and writes exactly one.

In the order of the pipeline, each with the modules that are parts of it:

    paragraphs
    inflections
    mentions
    quotes
    quantities    numerals
    dates         calendar
    actors        affiliation, both, callings, firms, memory, names, naming, phrases, pronouns, sides, standing
    cues          idioms, inversion, polarity
    transfers     adjuncts, attachment, barter, completion, contrasts, coordination, counts, deals, debts, discussion,
                  ellipsis, freight, gaps, goods, governing, holdings, joints, leases, lessons, makers,
                  making, obliques, orders, origins, parallels, parties, predicates, progress, referring,
                  replies, roles, supports, topics
    attributions  accused, captions, clauses, contents, demands, framing, incises, indictments, joining, judgements,
                  labels, nouns, objects, prepositions, punishments, rejoinders, relays, resuming, retorts, sources,
                  speech
    stance        answers, provisos, voice
    anaphora      antecedents
    sifting
    reading       arrays, bystanders, forms, holding, layers, network, passages, showing, unnamed

Asked by several: briefs, cast, forgoing, interview, juxtaposed, places, publisher, sanctions, turns.
"""
