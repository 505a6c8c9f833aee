-- Thousands of cases may be due at one instant, as every morning at eight: they are read in their order without sorting them all each time.
create index cases_due on cases (next_due, id) where next_due is not null;
drop index cases_next_due;
