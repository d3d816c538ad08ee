"""How a predicate becomes an event.

What is an event: a predicate of `vocab/event_predicates.tsv` (or an idiom, or an occasion that is held) in a main
or chained clause, before 뒤 or 것으로 알려졌다, in a relative clause with a date of its own (지난 3월 문을 연 센터);
or a noun with a date, with somebody who acts, or with 예정, 완료, 을 추진한다.

What is none: what is denied, called off or put off (부결, 취소, 연기, 보류, 하지 못했다), supposed (하면, 할 경우),
asked for (해 달라고), only looked into (검토), habitual (매년) or general (조정위원은 법원장이 위촉한다): nothing comes
out for it.

Span: the predicate's word, with the noun of an idiom (문을 열었다); the noun alone where 하고, 하며 follow (체결).
Actors: who acts, then partners, those met, givers. Object: the head noun phrase without dates and clauses; none for
visits, whose goal is the place, and none where those met have names. Status: null for what goes on (짓고 있다).
"""
