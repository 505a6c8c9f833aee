-- Past orders, which both firms know: what a new order is compared with. `number` and `article` are keys, equal however they are spaced;
-- `name` is the article as it was written. `body` is text like the folds: we alone read it.
create table orders (
  relationship text collate "C" not null references relationships,
  number text collate "C" not null,
  article text collate "C" not null,
  name text not null,
  placed date not null,
  counted boolean not null,
  body text not null,
  primary key (relationship, number)
);
create index orders_of_article on orders (relationship, article, placed desc, number desc) where counted;

-- A standing case knows of them.
update cases set shared = jsonb_set(
    shared::jsonb, '{standing,orders}', '{"latest":null,"open":[],"news":[],"expectations":[]}'
  )::text
where number = 0;
