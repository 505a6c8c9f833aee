-- Runs unchanged on PostgreSQL 15 and PGlite. Ids compare by bytes (collate "C"): quick, and the same on every server.
-- Log, outbox and cards have no foreign key to their case: only write_turn fills them, after it has the case's row,
-- and every key would cost each turn a look-up.

create table relationships (
  id text collate "C" primary key,
  version int not null,
  config text not null
);

-- The folds and the heads of the logs are text, not jsonb: we alone read them, and text is half the price. Space is left on
-- each page so that a turn, which changes no indexed column unless the next deadline moves, stays on its page.
create table cases (
  id text collate "C" primary key,
  relationship text collate "C" not null references relationships,
  number int not null,
  version int not null,
  next_due timestamptz,
  shared text not null,
  supplier text not null,
  customer text not null,
  heads text not null,
  unique (relationship, number)
) with (fillfactor = 60);
-- A fold stays in its row, compressed: put aside into pieces it would be written, found and swept apart in every turn.
-- Hashes cannot be compressed, so it is not tried.
alter table cases
  alter column shared set storage main, alter column supplier set storage main, alter column customer set storage main,
  alter column heads set storage plain;
create index cases_next_due on cases (next_due) where next_due is not null;

-- audience: 0 shared, 1 supplier, 2 customer. body is hashed as it stands, so it is text: jsonb would change its bytes.
create table events (
  case_id text collate "C" not null,
  audience smallint not null,
  seq int not null,
  body text not null,
  said text,
  hash text not null,
  primary key (case_id, audience, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.said is null and (new.case_id, new.audience, new.seq, new.body, new.hash) = (old.case_id, old.audience, old.seq, old.body, old.hash) then
      return new;
    end if;
  end if;
  raise exception 'the log is only added to; erasing sets said to null' using errcode = 'restrict_violation';
end $$;
create trigger events_unchanged before update or delete on events for each row execute function refuse_change();
create trigger events_kept before truncate on events for each statement execute function refuse_change();

-- The answer of every command that was ever asked, refused ones too.
create table receipts (
  key text collate "C" primary key,
  case_id text collate "C",
  request text not null,
  answer text not null,
  at timestamptz not null
);

-- Deliveries of platforms that we must acknowledge before we have decided.
create table inbox (
  source text not null,
  delivery text not null,
  meaning text not null,
  payload text not null,
  at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  tries int not null default 0,
  lease_until timestamptz,
  primary key (source, delivery),
  unique (source, meaning)
);
create index inbox_waiting on inbox (at) where done_at is null;

-- Every index costs each post: one finds a key, one what waits in a room.
create table outbox (
  id bigint generated always as identity,
  key text collate "C" primary key,
  case_id text collate "C" not null,
  relationship text collate "C" not null,
  room text collate "C" not null,
  recipe text not null,
  state text not null default 'open',
  attempts int not null default 0,
  token int not null default 0,
  not_before timestamptz,
  lease_until timestamptz,
  posted text,
  at timestamptz not null default clock_timestamp()
);
create index outbox_rooms on outbox (relationship, room, id) where state in ('open', 'sending');
create index outbox_parked on outbox (key) where state = 'parked';

-- What a room should show: drawn from the newest state when it is sent, so any number of marks is one edit.
-- A parked card is not stale; its next mark tries again. No index may speak of a column that every mark changes
-- (wanted, token): a mark on a card that is stale already then stays on its page.
create table cards (
  case_id text collate "C" not null,
  room text collate "C" not null,
  name text collate "C" not null,
  closing text,
  stale boolean not null default true,
  parked boolean not null default false,
  wanted int not null default 1,
  shown int not null default 0,
  token int not null default 0,
  attempts int not null default 0,
  not_before timestamptz,
  lease_until timestamptz,
  posted text,
  at timestamptz not null default clock_timestamp(),
  primary key (case_id, room, name)
) with (fillfactor = 80);
create index cards_stale on cards (at) where stale;
create index cards_parked on cards (case_id) where parked;

-- Outside the log and the folds: not even the person's own firm may read them one by one.
create table survey_answers (
  case_id text collate "C" not null,
  round int not null,
  firm text collate "C" not null,
  person text collate "C" not null,
  answers text not null,
  primary key (case_id, round, firm, person)
);

-- One row. offset_ms and held_at are a playground's; probed is written to learn whether writing works.
create table clock (
  one boolean primary key default true check (one),
  offset_ms bigint not null default 0 check (offset_ms >= 0),
  held_at timestamptz,
  probed timestamptz
);
insert into clock default values;

-- The time of decisions. Leases take clock_timestamp(), which nobody can move.
create function parley_now() returns timestamptz language sql volatile as
  $$ select coalesce(held_at, clock_timestamp()) + offset_ms * interval '1 millisecond' from clock $$;

-- Whole milliseconds since 1970, which a JavaScript number holds exactly. Stable, as `extract` is: said to be immutable, it
-- would not be written out in the query that calls it, and each call would be planned anew.
create function parley_ms(at timestamptz) returns float8 language sql stable as
  $$ select floor(extract(epoch from at) * 1000)::float8 $$;

-- A whole turn: 'done', or 'changed' with nothing written. A receipt that is known already raises unique_violation on
-- receipts_pkey, which undoes everything. The guard comes first: whoever fails it has written nothing else.
create function write_turn(
  p_case text, p_relationship text, p_version int, p_account int, p_number int,
  p_key text, p_request text, p_answer text, p_at timestamptz, p_due timestamptz,
  p_shared text, p_supplier text, p_customer text,
  p_heads text, p_events json, p_posts json, p_cards json, p_survey json
) returns text language plpgsql as $$
begin
  if p_version > 0 then
    update cases set
      version = version + 1, next_due = p_due,
      shared = coalesce(p_shared, shared), supplier = coalesce(p_supplier, supplier), customer = coalesce(p_customer, customer),
      heads = p_heads
    where id = p_case and version = p_version;
  else
    -- The share lock makes us wait for settings that are being saved, and them for us: a new case never misses its version.
    insert into cases
      select p_case, r.id, p_number, 1, p_due, p_shared, p_supplier, p_customer, p_heads
      from relationships r where r.id = p_relationship and r.version = p_account for share
      on conflict do nothing;
  end if;
  if not found then return 'changed'; end if;

  insert into receipts values (p_key, p_case, p_request, p_answer, p_at);
  if p_events is not null then
    insert into events
      select p_case, e.audience, e.seq, e.body, e.said, e.hash
      from json_to_recordset(p_events) as e (audience smallint, seq int, body text, said text, hash text);
  end if;
  if p_posts is not null then
    insert into outbox (key, case_id, relationship, room, recipe)
      select p.key, p_case, p_relationship, p.room, p.recipe
      from json_to_recordset(p_posts) as p (key text, room text, recipe text);
  end if;
  if p_cards is not null then
    insert into cards as c (case_id, room, name, closing)
      select p_case, m.room, m.name, m.closing
      from json_to_recordset(p_cards) as m (room text, name text, closing text)
      on conflict (case_id, room, name) do update set
        wanted = c.wanted + 1, stale = true, parked = false, closing = coalesce(excluded.closing, c.closing),
        at = case when c.stale then c.at else excluded.at end,
        attempts = case when c.stale then c.attempts else 0 end,
        not_before = case when c.stale then c.not_before end;
  end if;
  if p_survey is not null then
    insert into survey_answers
      select p_case, s.round, s.firm, s.person, s.answers
      from json_to_record(p_survey) as s (round int, firm text, person text, answers text)
      on conflict (case_id, round, firm, person) do update set answers = excluded.answers;
  end if;
  return 'done';
end $$;
