-- What firms have applied of the relationship's file and the other has not yet, as JSON that we alone read.
alter table relationships add column proposals text not null default '[]';

-- Settings say how often surveys and audits come back, what the customer expects and who was here once, calendars by which rule their
-- public holidays are free.
create function add_holidays(calendar jsonb) returns jsonb language sql immutable as $$ select '{"holidays": null}'::jsonb || calendar $$;
update relationships set config = (
  with old as (select config::jsonb as c)
  select (
    '{"rhythm": {"survey": "none", "audit": "none"}, "preferences": null, "former": []}'::jsonb || c || jsonb_build_object(
      'firms', (select jsonb_object_agg(f.key, f.value || jsonb_build_object('calendar', add_holidays(f.value -> 'calendar'))) from jsonb_each(c -> 'firms') f),
      'people', (select coalesce(jsonb_agg(p.value || jsonb_build_object('calendar', add_holidays(p.value -> 'calendar')) order by p.ordinality), '[]')
        from jsonb_array_elements(c -> 'people') with ordinality p)
    )
  )::text from old
);
drop function add_holidays(jsonb);
