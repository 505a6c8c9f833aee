/** What a person reads in the morning of how all cases stand. */
export const digest = {
  "digest.title": "Good morning, {who}",
  "digest.sum":
    "{needs, plural, =0 {Nothing needs you} one {# needs you} other {# need you}}, {late, plural, =0 {nothing is late} one {# is late} other {# are late}}{track, plural, =0 {} one {, # case is on track} other {, # cases are on track}}.",
  "digest.late": "Late",
  "digest.today": "Due today",
  "digest.new": "New",
  "digest.closed": "Closed",
  "digest.more": "{count, plural, one {and # more} other {and # more}}",
  "digest.waits": "waits for {who} ({firm}): {what}, due {due}",
  "digest.record": "Promises kept:",
  "digest.record.firm": "{firm} {kept} of {made}",
} as const;
