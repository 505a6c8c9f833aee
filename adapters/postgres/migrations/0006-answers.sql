-- What people have answered in a survey, until it is counted: outside the log and the folds, and read by nothing but the count.
-- Of a relationship, not of a case: what was too little in one round waits (round '') for the firm's next one, wherever that is.
alter table survey_answers rename to survey_answers_before;
create table survey_answers (
  relationship text collate "C" not null,
  firm text collate "C" not null,
  round text collate "C" not null,
  person text collate "C" not null,
  answers text not null,
  primary key (relationship, firm, round, person)
);
insert into survey_answers
  select c.relationship, s.firm, '', s.person, (array_agg(s.answers order by c.number desc, s.round desc))[1]
  from survey_answers_before s join cases c on c.id = s.case_id
  where not exists (
    select from json_array_elements(c.shared::json -> 'followUp' -> 'surveys') as shown where shown ->> 'firm' = s.firm
  )
  group by c.relationship, s.firm, s.person;
drop table survey_answers_before;

-- A turn that answers or counts a survey: `write_turn`, and with it the answers. 'changed' also when others have answered or counted
-- meanwhile in another case of the relationship: what is counted twice could be told apart by its difference.
create function write_answers(
  p_case text, p_relationship text, p_version int, p_account int, p_number int,
  p_key text, p_request text, p_answer text, p_at timestamptz, p_due timestamptz,
  p_shared text, p_supplier text, p_customer text,
  p_heads text, p_events json, p_posts json, p_cards json, p_answers json
) returns text language plpgsql as $$
declare
  change record;
  written text;
begin
  -- One after another in a relationship. Taken before the case, which no turn holds while it waits for this.
  perform pg_advisory_xact_lock(hashtext('survey answers of ' || p_relationship));
  for change in
    select a.firm, a.name, a.counted from json_to_recordset(p_answers) as a (firm text, name text, counted json) where a.counted is not null
  loop
    if exists (
      with stored as (
        select s.round = '' as waits, s.person, s.answers from survey_answers s
        where s.relationship = p_relationship and s.firm = change.firm and s.round in ('', change.name)
      ), seen as (
        select j.waits, j.person, j.answers from json_to_recordset(change.counted -> 'seen') as j (waits boolean, person text, answers text)
      )
      (table stored except table seen) union all (table seen except table stored)
    ) then
      return 'changed';
    end if;
  end loop;

  written := write_turn(
    p_case, p_relationship, p_version, p_account, p_number, p_key, p_request, p_answer, p_at, p_due,
    p_shared, p_supplier, p_customer, p_heads, p_events, p_posts, p_cards, null
  );
  if written <> 'done' then return written; end if;

  for change in
    select a.firm, a.name, a.given ->> 'person' as person, a.given ->> 'answers' as answers, a.counted -> 'left' as waiting, a.counted
    from json_to_recordset(p_answers) as a (firm text, name text, given json, counted json)
  loop
    if change.counted is not null then
      delete from survey_answers
      where relationship = p_relationship and firm = change.firm and round in ('', change.name);
      insert into survey_answers
        select p_relationship, change.firm, '', j.person, j.answers
        from json_to_recordset(change.waiting) as j (person text, answers text);
    elsif change.answers is null then
      delete from survey_answers
      where relationship = p_relationship and firm = change.firm and round = '' and person = change.person;
    else
      insert into survey_answers as s values (p_relationship, change.firm, change.name, change.person, change.answers)
      on conflict (relationship, firm, round, person)
      do update set answers = (s.answers::jsonb || excluded.answers::jsonb)::text;
    end if;
  end loop;
  return 'done';
end $$;
