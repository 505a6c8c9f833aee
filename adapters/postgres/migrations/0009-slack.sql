-- Slack's side of things: workspaces, who is who, which room is which channel, what stands where. The core never reads any of it.

-- A workspace (or a whole organisation) in which the app is installed. Tokens are encrypted before they come here.
create table slack_installations (
  -- The workspace's id ("T…"), or the organisation's ("E…") for an install of all of its workspaces.
  id text collate "C" primary key,
  app text not null,
  bot text not null,
  bot_user text not null,
  -- Sealed; empty once the installation is revoked.
  token text not null,
  -- When the token ends; null: it does not.
  expires_at timestamptz,
  -- Counts tokens: whoever brings a new one says which it takes the place of.
  version int not null default 1,
  -- Somebody is fetching a new token, and nobody else need until then.
  renewing_until timestamptz,
  scopes text not null,
  state text not null default 'active' check (state in ('active', 'revoked')),
  at timestamptz not null default clock_timestamp()
);

-- An installation that somebody has begun: the state is used once, in the browser that began it.
create table slack_states (
  hash text collate "C" primary key,
  browser text not null,
  expires_at timestamptz not null
);

-- Who a Slack account is. A person has one account in a relationship; an account may be somebody in several.
create table slack_people (
  team text collate "C" not null,
  user_id text collate "C" not null,
  relationship text collate "C" not null,
  person text collate "C" not null,
  -- Set when Slack says that the account is closed, a guest, or somebody else's: nothing comes in from it and nothing goes out to it.
  ended text,
  at timestamptz not null default clock_timestamp(),
  primary key (team, user_id, relationship)
);
create unique index slack_people_person on slack_people (relationship, person) where ended is null;

-- One-time codes that make an account somebody. Only their hash is kept; an administrator of the firm confirms who used it.
create table slack_codes (
  hash text collate "C" primary key,
  relationship text collate "C" not null,
  person text collate "C" not null,
  -- The administrator who made it and will be asked; null: whoever runs the program, who need not be asked.
  made_by text,
  expires_at timestamptz not null,
  team text,
  user_id text,
  used_at timestamptz,
  settled_at timestamptz
);

-- Which channel a room is, through which installation it is reached, and what was last known of who is in it.
create table slack_rooms (
  relationship text collate "C" not null,
  room text collate "C" not null,
  installation text collate "C" not null,
  channel text collate "C" not null,
  -- 'open'; 'closed': Slack does not let us in; 'paused': somebody is in it who belongs to neither firm.
  state text not null default 'open' check (state in ('open', 'closed', 'paused')),
  -- Other organisations that both firms have agreed to have in their shared room: ids as JSON.
  admitted text not null default '[]',
  at timestamptz not null default clock_timestamp(),
  primary key (relationship, room)
);
create index slack_rooms_channel on slack_rooms (channel);

-- Where a message of ours stands. The key is ours: whoever does not know whether a message was posted looks for it here, then in Slack.
create table slack_messages (
  key text collate "C" primary key,
  relationship text collate "C" not null,
  room text collate "C" not null,
  case_id text collate "C",
  installation text collate "C" not null,
  channel text collate "C" not null,
  ts text collate "C" not null,
  at timestamptz not null default clock_timestamp()
);
create unique index slack_messages_place on slack_messages (channel, ts);
create index slack_messages_case on slack_messages (relationship, room, case_id);

-- What a button of ours does: the button itself carries the handle alone. Kept as long as a card may be pressed.
create table slack_actions (
  handle text collate "C" primary key,
  relationship text collate "C" not null,
  action text not null,
  at timestamptz not null default clock_timestamp()
);
create index slack_actions_age on slack_actions (at);

-- Photos and documents stay in Slack: here is which of its files one of ours is.
create table slack_files (
  id text collate "C" primary key,
  relationship text collate "C" not null,
  person text collate "C" not null,
  slack_id text not null,
  installation text collate "C" not null,
  name text not null,
  type text not null,
  at timestamptz not null default clock_timestamp()
);

-- When we were last here: what was said to us while nobody was did not reach us.
create table slack_alive (
  one boolean primary key default true check (one),
  at timestamptz not null
);

-- A delivery is claimed like a message that is to be sent; one that fails for ever is put aside with its reason.
alter table inbox add column failed text;
