-- When each person's next digest is due, and from when on it tells what is new. Made anew whenever the settings change.
create table digests (
  relationship text collate "C" not null references relationships,
  person text collate "C" not null,
  due timestamptz not null,
  since timestamptz not null,
  primary key (relationship, person)
);
create index digests_due on digests (due);

-- A digest is a post like any other, of no case.
alter table outbox alter column case_id drop not null;
