-- Links that sign people in on the web, and what is sent by mail to those whom no chat platform reaches.

-- A link that has signed somebody in: it does so once. Its hash is kept until the link would have ended by itself.
create table web_links (
  hash text collate "C" primary key,
  used_at timestamptz not null,
  expires_at timestamptz not null
);

-- When a session ends; null: it does not (the playground's).
alter table web_tokens add column expires_at timestamptz;

-- Relationships into which somebody has come by a link: wherever else the shared room stands, it stands on the web, too.
create table web_entered (
  relationship text collate "C" primary key,
  at timestamptz not null default clock_timestamp()
);

-- What has been mailed, or can never be, by the key of the message: once and not again.
create table mails (
  key text collate "C" primary key,
  at timestamptz not null default clock_timestamp()
);
