/** The statements of the store: plain SQL, one round trip each. Functions and tables: `migrations/`. */

/** Time (as parley_now has it; calling it would parse it each time), case, settings' version, earlier answer, next number. $1 case, $2 relationship when there is no case, $3 key. */
export const read = `
select parley_ms(coalesce(t.held_at, clock_timestamp()) + t.offset_ms * interval '1 millisecond') as now, t.held_at is not null as still,
  c.relationship, c.version, c.shared, c.supplier, c.customer, c.heads, r.version as account_version, k.request, k.answer,
  case when c.id is null then (select coalesce(max(n.number), 0) + 1 from cases n where n.relationship = r.id) else 0 end as next_number
from clock t
left join cases c on c.id = $1
left join relationships r on r.id = coalesce(c.relationship, $2)
left join receipts k on k.key = $3`;

export const write = `
select write_turn($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) as written`;

export const refuse = `
insert into receipts (key, case_id, request, answer, at) values ($1, $2, $3, $4, parley_now()) on conflict (key) do nothing`;

/** In the order of their content, so that nothing tells who answered when. */
export const surveyAnswers = `
select answers from survey_answers where case_id = $1 and round = $2 and firm = $3 order by answers collate "C"`;

export const log = `
select seq, body, said, hash from events where case_id = $1 and audience = $2 and seq > $3 order by seq limit $4`;

export const cases = "select id from cases where relationship = $1 order by number desc limit $2";

export const account = "select version, config from relationships where id = $1";
export const accounts = "select id from relationships order by id";
export const saveAccount = `
insert into relationships as r (id, version, config) values ($1, 1, $2)
on conflict (id) do update set version = r.version + 1, config = excluded.config`;
/** The relay then looks at each of them: who is asked, and by when, follows from the settings. */
export const outdateCases = "update cases set version = version + 1, next_due = parley_now() where relationship = $1";

export const due = `
select id from cases where next_due <= (select parley_now()) order by next_due, id limit $1`;
export const nextDue = "select parley_ms(min(next_due)) as due, parley_ms(parley_now()) as now from cases";

/**
 * $1 limit, $2 lease in milliseconds. The oldest waiting post of a room holds back those behind it; a case's first card
 * holds back its posts, unless that card was parked (then it is not stale), or the room would be silent for ever.
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
      where c.case_id = o.case_id and c.room = o.room and c.name = 'case' and c.posted is null and c.stale)
  order by o.id limit $1 for update skip locked
), claimed as (
  update outbox o set state = 'sending', token = token + 1, attempts = attempts + 1, not_before = null,
    lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  from oldest where o.key = oldest.key returning o.*
)
select id as position, id::text, key, case_id as case, relationship, room, recipe, attempts as attempt, token from claimed order by position`;

/** $1 limit, $2 lease in milliseconds. */
export const claimCards = `
with waiting as (
  select c.case_id, c.room, c.name from cards c
  where c.stale
    and (c.not_before is null or c.not_before <= clock_timestamp())
    and (c.lease_until is null or c.lease_until <= clock_timestamp())
  order by c.posted is not null, c.at limit $1 for update skip locked
), claimed as (
  update cards c set token = token + 1, attempts = attempts + 1, not_before = null,
    lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  from waiting w where (c.case_id, c.room, c.name) = (w.case_id, w.room, w.name) returning c.*
)
select c.case_id as case, s.relationship, c.room, c.name, c.closing, c.posted, c.wanted, c.attempts as attempt, c.token
from claimed c join cases s on s.id = c.case_id order by c.posted is not null, c.at`;

export const sent = `
update outbox set state = 'sent', posted = $3, lease_until = null where key = $1 and token = $2 and state = 'sending'`;

/** $5 is the state that was drawn: a mark that came later keeps the card stale. */
export const shown = `
update cards set posted = $6, shown = $5, stale = wanted > $5, attempts = 0, not_before = null, lease_until = null,
  at = case when wanted > $5 then clock_timestamp() else at end
where case_id = $1 and room = $2 and name = $3 and token = $4 and lease_until is not null`;

/** $3 wait in milliseconds, $4 park. */
export const postLater = `
update outbox set state = case when $4::boolean then 'parked' else 'open' end, lease_until = null,
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
