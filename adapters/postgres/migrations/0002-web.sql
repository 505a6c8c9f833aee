-- The web's own rooms, as Slack has its own: chat, posted messages, files, sign-ins. The core never reads them.
create table web_rooms (
  relationship text not null,
  room text not null,
  seq int not null,
  primary key (relationship, room)
);

create table web_messages (
  relationship text not null,
  room text not null,
  -- '' for everyone in the room, else the one person who sees it; each has a numbering of its own, so that neither shows in the other.
  person text not null default '',
  seq int not null,
  id text not null,
  key text not null unique,
  case_id text,
  author text,
  at timestamptz not null,
  edited boolean not null default false,
  text text,
  files text not null default '[]',
  message text,
  primary key (relationship, room, person, id)
);
create index web_messages_seq on web_messages (relationship, room, person, seq);

create table web_files (
  id text primary key,
  relationship text not null,
  person text not null,
  name text not null,
  type text not null,
  bytes bytea not null,
  at timestamptz not null
);

create table web_file_rooms (
  file text not null references web_files (id) on delete cascade,
  relationship text not null,
  room text not null,
  primary key (file, relationship, room)
);

create table web_tokens (
  hash text primary key,
  relationship text not null,
  person text not null,
  at timestamptz not null
);
