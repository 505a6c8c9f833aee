/** The statements of the store: plain SQL, one round trip each. Functions and tables: `migrations/`. */

/** Time (as parley_now has it; calling it would parse it each time), case, settings' version, earlier answer, next number. $1 case, $2 relationship when there is no case, $3 key. */
export const read = `
select parley_ms(coalesce(t.held_at, clock_timestamp()) + t.offset_ms * interval '1 millisecond') as now, t.held_at is not null as still,
  c.relationship, c.version, c.shared, c.supplier, c.customer, c.heads, r.version as account_version, k.request, k.answer,
  case when c.id is null then (select greatest(max(n.number), 0) + 1 from cases n where n.relationship = r.id) else 0 end as next_number,
  case when c.id is null then (select least(min(n.number), 0) - 1 from cases n where n.relationship = r.id) else 0 end as next_rehearsal
from clock t
cross join unnest($1::text[], $2::text[], $3::text[]) with ordinality as a (id, relationship, key, nth)
left join cases c on c.id = a.id
left join relationships r on r.id = coalesce(c.relationship, a.relationship)
left join receipts k on k.key = a.key
order by a.nth`;

const eighteen = (from: number): string => Array.from({ length: 18 }, (_, i) => `$${from + i + 1}`).join(", ");

const writes = new Map<number, string>();

/** Writes `turns` turns, 18 parameters each, one after the other: `written0`, `written1`, … */
export function write(turns: number): string {
  const call = (_: unknown, turn: number) => `write_turn(${eighteen(18 * turn)}) as written${turn}`;
  const known = writes.get(turns) ?? `select ${Array.from({ length: turns }, call).join(", ")}`;
  writes.set(turns, known);
  return known;
}

/** The same for a turn in which somebody answers a survey, or one is counted. */
export const writeAnswers = `select write_answers(${eighteen(0)}) as written0`;

/** One turn, with answers or without, while it is earlier than $19; from then on `changed`, and nothing is written. */
export const writeBefore = (answers: boolean): string => `
select case when parley_now() < $19::timestamptz then ${answers ? "write_answers" : "write_turn"}(${eighteen(0)}) else 'changed' end as written0`;

export const refuse = `
insert into receipts (key, case_id, request, answer, at) values ($1, $2, $3, $4, parley_now()) on conflict (key) do nothing`;

/** $1 relationship, $2 firm, $3 round; '' are those that wait from earlier ones. In the order of people, not of answering. */
export const answers = `
select person, round = '' as waits, answers from survey_answers
where relationship = $1 and firm = $2 and round in ('', $3) order by round, person`;

/**
 * $1 relationship, $2 keys of orders, $3 keys of articles, $4 how many orders of each article. Lists as JSON text: bodies as they stand.
 */
export const orders = `
select
  (select '[' || coalesce(string_agg(o.body, ',' order by o.placed desc, o.number desc), '') || ']'
    from orders o where o.relationship = $1 and o.number = any($2::text[])) as known,
  (select '[' || coalesce(string_agg(n.body, ',' order by n.placed desc, n.number desc), '') || ']'
    from unnest($3::text[]) as a (key) cross join lateral (
      select o.body, o.placed, o.number from orders o
      where o.relationship = $1 and o.article = a.key and o.counted order by o.placed desc, o.number desc limit $4
    ) n) as of,
  (select coalesce(json_agg(c), '[]')::text
    from (select o.article as key, min(o.name collate "C") as name, count(*)::int as orders from orders o
      where o.relationship = $1 and o.counted group by o.article order by o.article) c) as articles`;

/** $1 relationship, $2 rows as JSON. */
export const saveOrders = `
insert into orders (relationship, number, article, name, placed, counted, body)
select $1, r.number, r.article, r.name, r.placed, r.counted, r.body
from json_to_recordset($2::json) as r (number text, article text, name text, placed date, counted boolean, body text)
on conflict (relationship, number) do update set
  article = excluded.article, name = excluded.name, placed = excluded.placed, counted = excluded.counted, body = excluded.body`;

export const log = `
select seq, body, said, hash from events where case_id = $1 and audience = $2 and seq > $3 order by seq limit $4`;

/**
 * $1 relationship, $2 but this case, $3 how many of the latest, $4 closed since (null: however), $5 at most. When it was closed is cut out of
 * the fold's text, as we write it ourselves: parsing it would cost ten times as much. Whatever is open waits for something that has a date.
 */
export const recent = `
select c.id, c.version from (
  select id, version, number, next_due, row_number() over (order by number desc) as place from cases
  where relationship = $1 and id <> $2 and number > 0 order by number desc limit 1000
) c
where place <= $3 or next_due is not null or (
  select substring(left(split_part(s.shared, '"closed":', 2), 120) from '"at":"([^"]+)"') collate "C" >= $4::text from cases s where s.id = c.id
)
order by number desc limit $5`;
/** What both firms see of these cases, each with its version. */
export const sharedOf = "select id, version, shared from cases where id = any($1::text[])";
/** $1 relationship, $2 how many of the latest, $3 at most. */
export const cases = `
select id from (
  select id, number, next_due, row_number() over (order by number = 0 desc, number desc) as place from cases where relationship = $1
) c
where place <= $2 or next_due is not null order by number = 0 desc, number desc limit $3`;

/** $1 relationships, $2 the version of each that is known already: its settings are not sent again; null: none is. A row for each, in their order. */
export const account = `
select r.version, case when r.version is distinct from a.version then r.config end as config
from unnest($1::text[], $2::int[]) with ordinality as a (id, version, nth) left join relationships r on r.id = a.id
order by a.nth`;
export const accounts = "select id from relationships order by id";
export const unopened = `
select id from relationships r where not exists (select from cases c where c.relationship = r.id and c.number = 0) order by id`;
/** $3 the version that it must have; null: any. $4 the proposals from then on; null: those that there are. */
export const saveAccount = `
insert into relationships as r (id, version, config, proposals) values ($1, 1, $2, coalesce($4, '[]'))
on conflict (id) do update set version = r.version + 1, config = excluded.config, proposals = coalesce($4, r.proposals)
where $3::int is null or r.version = $3
returning version`;
export const proposals = "select proposals from relationships where id = $1";
/** $1 relationship, $2 posts of no case. */
export const postNews = `
insert into outbox (key, case_id, relationship, room, recipe)
select p.key, null, $1, p.room, p.recipe from json_to_recordset($2::json) as p (key text, room text, recipe text)`;
/** $1 relationship, $2 case, $3 the version that its settings must have, $4 posts. One that is being sent is sent again afterwards. */
export const carry = `
with held as (select id from relationships where id = $1 and version = $3 for share),
put as (
  insert into outbox as o (key, case_id, relationship, room, recipe)
  select p.key, $2, $1, p.room, p.recipe from held, json_to_recordset($4::json) as p (key text, room text, recipe text)
  on conflict (key) do update set recipe = excluded.recipe, at = clock_timestamp(),
    state = case when o.state = 'sending' then o.state else 'open' end,
    attempts = case when o.state = 'sending' then o.attempts else 0 end,
    not_before = case when o.state = 'sending' then o.not_before end
  where (o.recipe::json ->> 'at')::float8 < (excluded.recipe::json ->> 'at')::float8
)
select exists (select from held) as held`;
/** $1 how long, in milliseconds. */
export const heldPlaces = `
select relationship, room, bool_or(waits) as waits from (
  select relationship, room, true as waits, false as told from outbox
  where state in ('open', 'sending') and attempts > 0 and room like 'shared%' and at < clock_timestamp() - $1 * interval '1 millisecond'
  union all
  select s.relationship, c.room, true, false from cards c join cases s on s.id = c.case_id
  where c.stale and c.attempts > 0 and c.room like 'shared%' and c.at < clock_timestamp() - $1 * interval '1 millisecond'
  union all
  select relationship, room, false, true from rooms_held
) places group by relationship, room having bool_or(waits) <> bool_or(told) order by relationship, room`;
/** Puts posts of no case into the outbox, whose keys get the time. `posts`: which argument they are; `from`: what they hang on besides. */
const news = (posts: string, from = ""): string => `insert into outbox (key, case_id, relationship, room, recipe)
select p.key || '/' || parley_ms(clock_timestamp()), null, $1, p.room, p.recipe
from ${from}json_to_recordset(${posts}::json) as p (key text, room text, recipe text) on conflict do nothing`;
/** $1 relationship, $2 posts. */
export const tell = news("$2");
/** $1 relationship, $2 room, $3 posts. */
export const tellWaits = `
with told as (insert into rooms_held (relationship, room) values ($1, $2) on conflict do nothing returning room) ${news("$3", "told, ")}`;
export const tellOver = `
with told as (delete from rooms_held where relationship = $1 and room = $2 returning room) ${news("$3", "told, ")}`;
/** The relay then looks at each of them: who is asked, and by when, follows from the settings. */
export const outdateCases = `
update cases set version = version + 1, next_due = parley_now()
where id in (select id from cases where relationship = $1 order by id for update)`;

/** $1 relationship, $2 each person's next one. Whoever had one before still hears what is new since. */
export const setDigests = `
with wanted as (select d.person, d.due from json_to_recordset($2::json) as d (person text, due timestamptz)),
gone as (delete from digests where relationship = $1 and person not in (select person from wanted))
insert into digests select $1, w.person, w.due, parley_now() from wanted w
on conflict (relationship, person) do update set due = excluded.due`;
/** $1 how many, $2 of which relationship (null: all). */
export const dueDigests = `
select relationship, person, parley_ms(due) as due, parley_ms(since) as since from digests
where due <= (select parley_now()) and ($2::text is null or relationship = $2) order by due, relationship, person limit $1`;
/** $1 relationship, $2 person, $3 when it was due, $4 the next one, $5 key, $6 room, $7 recipe. */
export const issueDigest = `
with moved as (
  update digests set due = $4, since = $3 where relationship = $1 and person = $2 and due = $3 returning relationship
)
insert into outbox (key, case_id, relationship, room, recipe) select $5, null, relationship, $6, $7 from moved returning key`;

/** $1 relationship, $2 room. */
export const redraw = `
update cards c set stale = true, parked = false, wanted = wanted + 1, attempts = 0, not_before = null, at = clock_timestamp(),
  place = nextval(pg_get_serial_sequence('cards', 'place'))
from cases s where s.id = c.case_id and s.relationship = $1 and c.room = $2`;

/** $1 relationship, $2 the new place: the cards that stand in the shared room, of cases that something waits for, in their order. */
export const bridge = `
insert into cards as c (case_id, room, name, closing)
select o.case_id, $2, o.name, o.closing from cards o join cases s on s.id = o.case_id
where s.relationship = $1 and o.room = 'shared' and s.next_due is not null order by o.place
on conflict (case_id, room, name) do update set stale = true, parked = false, wanted = c.wanted + 1, attempts = 0, not_before = null`;

/**
 * $1 how many, $2 but these: cases that are due, as `read` gives them. The time is asked for by itself, so that it bounds the index:
 * joined, it may be compared with every case that is due at any time.
 */
export const due = `
with t as materialized (select parley_now() as now, (select held_at is not null from clock) as still)
select c.id, c.relationship, c.version, c.shared, c.supplier, c.customer, c.heads, r.version as account_version, parley_ms(t.now) as now, t.still
from cases c join relationships r on r.id = c.relationship cross join t
where c.next_due <= (select now from t) and c.id <> all($2::text[])
order by c.next_due, c.id limit $1`;
export const nextDue = "select parley_ms(min(next_due)) as due, parley_ms(parley_now()) as now from cases";

/**
 * $1 limit, $2 lease in milliseconds. The oldest waiting post of a room holds back those behind it; a case's new cards hold back its
 * posts in their room, so that the order does not hang on how many are claimed at once. A card that was parked is not stale: the room
 * would be silent for ever.
 */
export const claimPosts = `
with oldest as (
  select o.key from outbox o
  where o.state in ('open', 'sending')
    and (o.not_before is null or o.not_before <= clock_timestamp())
    and (o.lease_until is null or o.lease_until <= clock_timestamp())
    and not exists (select from outbox p
      where p.relationship = o.relationship and p.room = o.room and p.id < o.id and p.state in ('open', 'sending'))
    and not exists (select from cards c
      where c.case_id = o.case_id and c.room = o.room and c.posted is null and c.stale)
  order by o.id limit $1 for update skip locked
), claimed as (
  update outbox o set state = 'sending', token = token + 1, attempts = attempts + 1, not_before = null,
    lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  from oldest where o.key = oldest.key returning o.*
)
select c.id as position, c.id::text, c.key, c.case_id as case, c.relationship, c.room, c.recipe, c.posted, c.attempts as attempt, c.token,
  coalesce(s.version, 0) as version
from claimed c left join cases s on s.id = c.case_id order by position`;

/** $1 limit, $2 lease in milliseconds. */
export const claimCards = `
with waiting as (
  select c.case_id, c.room, c.name from cards c
  where c.stale
    and (c.not_before is null or c.not_before <= clock_timestamp())
    and (c.lease_until is null or c.lease_until <= clock_timestamp())
  order by c.posted is not null, c.place limit $1 for update skip locked
), claimed as (
  update cards c set token = token + 1, attempts = attempts + 1, not_before = null,
    lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  from waiting w where (c.case_id, c.room, c.name) = (w.case_id, w.room, w.name) returning c.*
)
select c.case_id as case, s.relationship, c.room, c.name, c.closing, c.posted, c.wanted, c.attempts as attempt, c.token, s.version
from claimed c join cases s on s.id = c.case_id order by c.posted is not null, c.place`;

/** $4 the recipe that was sent, $5 what is left of it. */
export const sent = `
update outbox set posted = coalesce($3, posted), lease_until = null,
  state = case when recipe = $4 then 'sent' else 'open' end, recipe = case when recipe = $4 then $5 else recipe end
where key = $1 and token = $2 and state = 'sending'`;

/** $5 is the state that was drawn: a mark that came later keeps the card stale. */
export const shown = `
update cards set posted = $6, shown = $5, stale = wanted > $5, attempts = 0, not_before = null, lease_until = null,
  at = case when wanted > $5 then clock_timestamp() else at end,
  place = case when wanted > $5 then nextval(pg_get_serial_sequence('cards', 'place')) else place end
where case_id = $1 and room = $2 and name = $3 and token = $4 and lease_until is not null`;

/** $3 wait in milliseconds, $4 park, $5 the recipe that was to be sent, $6 what is left of it when it is parked. */
export const postLater = `
update outbox set state = case when $4::boolean and recipe = $5 then 'parked' else 'open' end, lease_until = null,
  recipe = case when $4::boolean and recipe = $5 then $6 else recipe end,
  not_before = clock_timestamp() + $3 * interval '1 millisecond'
where key = $1 and token = $2 and state = 'sending'`;

/** $5 wait in milliseconds, $6 park. A parked card is tried again when it is marked again. */
export const cardLater = `
update cards set stale = not $6::boolean, parked = $6::boolean, lease_until = null, not_before = clock_timestamp() + $5 * interval '1 millisecond'
where case_id = $1 and room = $2 and name = $3 and token = $4 and lease_until is not null`;

export const endLeases = `
with posts as (update outbox set lease_until = null where state in ('open', 'sending') and lease_until is not null)
update cards set lease_until = null where stale and lease_until is not null`;

/** Writes, too: a database that only reads fails here. */
export const health = `
with probe as (update clock set probed = clock_timestamp())
select
  coalesce(parley_ms(clock_timestamp()) - parley_ms(least(
    (select at from outbox where state in ('open', 'sending') order by id limit 1),
    (select min(at) from cards where stale))), 0) as outbox,
  coalesce(parley_ms(clock_timestamp()) - parley_ms((select min(at) from inbox where done_at is null)), 0) as inbox,
  ((select count(*) from outbox where state = 'parked') + (select count(*) from cards where parked))::int as parked`;

export const forward = "update clock set offset_ms = offset_ms + greatest($1::bigint, 0)";
export const now = "select parley_ms(parley_now()) as now";

/** Never earlier than any decision that was made already. */
export const hold = `
update clock set held_at = greatest($1::timestamptz, (select max(at) - offset_ms * interval '1 millisecond' from receipts)) where held_at is null`;

/** The tables whose partial indexes are looked through in every pass: without it the ended rows stay in them. */
export const tidy = "vacuum (analyze) cards, outbox, cases";
