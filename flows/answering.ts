/** Which acts answer a question, wherever they are pressed: whoever did one of them is named as having done what was asked. */
import type { Ask } from "../src/domain/command.ts";
import { kindOf } from "../src/domain/otherwise.ts";

type Acts = readonly Ask["type"][];

/**
 * By the kind of question: the acts that answer it. A question whose asking ends by anything else is withdrawn with thanks. Its other
 * buttons stand beside an answer and give none.
 */
export const answeredBy: Readonly<Record<string, Acts>> = {
  acknowledge: ["acknowledge", "hand-over"],
  acquaint: ["say-work"],
  again: ["say-settled"],
  "agree-repair": ["answer-repair", "let-go"],
  alike: ["say-likeness"],
  answer: ["accept", "counter", "decline", "pledge"],
  "answer-surprise": ["answer-surprise"],
  approve: ["give-approval", "sign"],
  arrived: ["keep-waiting", "stop-waiting"],
  assist: ["decline-help", "propose-option"],
  audit: ["audit"],
  beside: ["say-beside"],
  blocker: ["clear-blocker", "decline-blocker"],
  bridge: ["offer-bridge"],
  call: ["say-called"],
  carry: ["carry-talk"],
  cause: ["propose-cause", "say-locus"],
  choose: ["choose-option", "counter"],
  close: ["amend", "close"],
  "confirm-value": ["confirm-value", "enter-value"],
  contain: ["contain", "nothing-to-contain"],
  cover: ["say-cover"],
  details: ["describe"],
  diagnosis: ["look-openly", "seal-diagnosis"],
  effect: ["check-effect"],
  effort: ["say-effort"],
  escalation: ["return-escalation", "see-escalation", "take-escalation"],
  evaluate: ["evaluate"],
  evidence: ["add-evidence", "settle-evidence"],
  expect: ["say-expectation"],
  expectation: ["read-expectation"],
  explain: ["explain"],
  hear: ["give-update"],
  help: ["want-help"],
  improvement: ["improved"],
  impact: ["confirm-impact", "set-severity"],
  introduce: ["introduce"],
  judge: ["cannot-judge", "confirm-cause", "dispute-cause"],
  knows: ["say-known"],
  lesson: ["add-measure"],
  measure: ["move-measure", "put-in-place"],
  move: ["offer-resources"],
  "new-date": ["answer-new-date"],
  often: ["say-often"],
  option: ["propose-option"],
  order: ["answer-order", "call-about-order"],
  "order-call": ["called-about-order"],
  pain: ["say-pain"],
  place: ["fill-role"],
  preferences: ["say-preferences"],
  promised: ["all-promised"],
  promise: ["ask-new-date", "mark-done", "pass-promise"],
  reference: ["allow-reference", "nothing-to-add"],
  rehearsal: ["end-rehearsal"],
  repair: ["offer-repair"],
  restate: ["restate"],
  right: ["cannot-judge", "dispute-cause", "uphold-cause"],
  review: ["nothing-to-add", "review"],
  seen: ["miss-visit", "report-visit"],
  settled: ["confirm-settled", "send-back-settled"],
  short: ["nothing-short", "report"],
  sign: ["counter", "decline", "pledge", "sign", "withdraw"],
  split: ["amend", "keep-split"],
  spoken: ["read-spoken"],
  stale: ["close", "escalate", "hand-over", "keep-going", "say-settled"],
  step: ["say-step"],
  "stop-looking": ["agree-unknown", "keep-looking"],
  surprise: ["nothing-to-add", "say-surprise"],
  survey: ["answer-survey"],
  teach: ["nothing-to-add", "want-teaching"],
  terms: ["agree-terms", "decline-terms", "propose-terms"],
  "terms-first": ["propose-terms"],
  "terms-review": ["propose-terms", "renew-terms"],
  thanks: ["nothing-to-add", "thank"],
  undecided: ["end-unknown", "propose-cause"],
  understand: ["confirm-understanding", "correct-understanding"],
  update: ["give-update"],
  use: ["say-use"],
  value: ["enter-value", "note-value", "nothing-to-add"],
  verify: ["say-not-received", "send-back", "verify"],
  visit: ["answer-visit"],
  wait: ["answer-wait"],
  weigh: ["weigh-causes"],
  watch: ["say-watch"],
};

/** Buttons of a question that give no answer to it: what is looked at, put off, asked of others or added beside. */
export const besideAnswers: Acts = [
  "add-evidence",
  "ask-approval",
  "ask-colleagues",
  "clear-blocker",
  "not-yet",
  "pledge",
  "propose-visit",
  "report-blocker",
  "report-progress",
  "say-promised",
  "wait-for",
];

/** Whether an act answers the question with this key: of several of a kind, the one that it names. */
export function answers(key: string, ask: Ask): boolean {
  if (ask.type === "answer-otherwise") return ask.ask === key;
  if (answeredBy[kindOf(key)]?.includes(ask.type) !== true) return false;
  switch (ask.type) {
    case "cannot-judge":
    case "confirm-cause":
    case "dispute-cause":
    case "uphold-cause":
      return key === `judge:${ask.cause}` || key.startsWith(`right:${ask.cause}:`);
    case "enter-value":
      return kindOf(key) === "value" || key === `confirm-value:${ask.corrects}`;
    case "return-escalation":
    case "see-escalation":
    case "take-escalation":
      return ask.ask.some((one) => key.endsWith(`:${one}`));
    case "say-locus":
      // To whoever is asked for the cause, "not sure" is an answer; another source may only mean that nobody looks for one.
      return ask.locus === "unknown";
    default:
      return true;
  }
}
