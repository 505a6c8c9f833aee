-- What Slack and Teams have in common: who is who, which room is which channel, what stands where, what a button does. A relationship may
-- use both: a person has one account on each, and a room one channel on each.

alter table slack_people rename to chat_people;
alter table chat_people add column platform text collate "C" not null default 'slack';
alter table chat_people alter column platform drop default;
drop index slack_people_person;
create unique index chat_people_person on chat_people (relationship, person, platform) where ended is null;

-- A code is a person's, and used on whichever platform it is sent.
alter table slack_codes rename to chat_codes;
alter table chat_codes add column platform text collate "C";
update chat_codes set platform = 'slack' where used_at is not null;

alter table slack_rooms rename to chat_rooms;
alter table chat_rooms add column platform text collate "C" not null default 'slack';
alter table chat_rooms alter column platform drop default;
alter table chat_rooms drop constraint slack_rooms_pkey;
alter table chat_rooms add primary key (relationship, room, platform);
alter index slack_rooms_channel rename to chat_rooms_channel;

alter table slack_messages rename to chat_messages;
alter table chat_messages add column platform text collate "C" not null default 'slack';
alter table chat_messages alter column platform drop default;
-- The platform's id of the message in its channel.
alter table chat_messages rename column ts to id;
alter table chat_messages drop constraint slack_messages_pkey;
alter table chat_messages add primary key (key, platform);
alter index slack_messages_place rename to chat_messages_place;
alter index slack_messages_case rename to chat_messages_case;

alter table slack_actions rename to chat_actions;
alter index slack_actions_age rename to chat_actions_age;

alter table slack_files rename to chat_files;
alter table chat_files rename column slack_id to native;
alter table chat_files add column platform text collate "C" not null default 'slack';
alter table chat_files alter column platform drop default;
