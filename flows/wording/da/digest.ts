import type { digest as source } from "../en/digest.ts";

/** What a person reads in the morning, in Danish. */
export const digest: Readonly<Record<keyof typeof source, string>> = {
  "digest.title": "Godmorgen, {who}",
  "digest.sum":
    "{needs, plural, =0 {Intet venter på dig} one {# venter på dig} other {# venter på dig}}, {late, plural, =0 {intet er forsinket} one {# er forsinket} other {# er forsinket}}{track, plural, =0 {} one {, # sag går efter planen} other {, # sager går efter planen}}.",
  "digest.late": "Forsinket",
  "digest.today": "Frist i dag",
  "digest.new": "Nyt",
  "digest.closed": "Lukket",
  "digest.more": "{count, plural, one {og # til} other {og # til}}",
  "digest.waits": "venter på {who} ({firm}): {what}, frist {due}",
  "digest.record": "Løfter holdt:",
  "digest.record.firm": "{firm} {kept} af {made}",
};
