-- Places of a shared room that take nothing at present, as the other places have been told.

create table rooms_held (
  relationship text collate "C" not null,
  room text collate "C" not null,
  at timestamptz not null default clock_timestamp(),
  primary key (relationship, room)
);
