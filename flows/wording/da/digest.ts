import type { digest as source } from "../en/digest.ts";

/** What a person reads in the morning, in Danish. */
export const digest: Readonly<Record<keyof typeof source, string>> = {
  "digest.title": "Godmorgen, {who}",
  "digest.sum":
    "{needs, plural, =0 {Intet kræver dig} one {# kræver dig} other {# kræver dig}}, {late, plural, =0 {intet er over tid} one {# er over tid} other {# er over tid}}, {track, plural, =0 {ingen er på sporet} one {# sag er på sporet} other {# sager er på sporet}}.",
  "digest.late": "Over tid",
  "digest.today": "Frist i dag",
  "digest.new": "Nyt",
  "digest.closed": "Lukket",
  "digest.more": "{count, plural, one {og # mere} other {og # mere}}",
  "digest.waits": "venter på {who} ({firm}), {what} senest {due}",
  "digest.record": "Løfter holdt:",
  "digest.record.firm": "{firm} {kept} af {made}",
};
