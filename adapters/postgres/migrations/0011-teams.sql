-- The tenants in which the Teams app is: learned from what they send us, signed. Where the Bot Connector is reached for them may change.

create table teams_installations (
  id text collate "C" primary key,
  service_url text not null,
  state text not null default 'active' check (state in ('active', 'removed')),
  at timestamptz not null default clock_timestamp()
);
