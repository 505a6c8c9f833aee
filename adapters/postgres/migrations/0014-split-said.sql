-- Who has said whether the split of the cost stands was called by another name. Within what people wrote every quotation mark has a
-- backslash before it, so that nothing of theirs reads like this.
update cases set shared = replace(shared, '"splitKept":[', '"splitSaid":[') where shared like '%"splitKept":[%';
