import type { input as source } from "../en/input.ts";

/** What was wrong with something that was sent, in Danish. */
export const input: Readonly<Record<keyof typeof source, string>> = {
  "input.empty": "“{field}” er tomt. For eksempel: {example}",
  "input.too-long": "“{field}” er for langt.",
  "input.unshowable": "“{field}” har et tegn, der ikke kan vises. Skriv det igen. For eksempel: {example}",
  "input.not-a-choice": "“{field}” er ikke en af valgmulighederne. For eksempel: {example}",
  "input.not-a-number": "“{field}” er ikke et tal, der passer. For eksempel: {example}",
  "input.unknown-field": "“{field}” er ikke et felt her.",
  "input.missing": "“{field}” mangler. For eksempel: {example}",
  "input.wrong-shape": "“{field}” har ikke det rigtige format. For eksempel: {example}",
  "input.not-json": "Indholdet er ikke et JSON-objekt. For eksempel: {example}",
  "input.too-large": "“{field}” er for stort.",
  "input.lines": "{count, plural, one {# ting} other {# ting}} i filen kan ikke læses. Intet blev gemt:",
  "input.line": "<b>Linje {line}:</b> {what}",
  "input.not-utf8": "Filen er ikke skrevet i UTF-8. Gem den som “CSV UTF-8”, og send den igen.",
  "input.not-a-day": "“{field}” er ikke en dag. For eksempel: {example}",
  "input.before-placed": "“{field}” ligger før “placed”. For eksempel: {example}",
  "input.twice": "“{field}” står allerede i linje {example}.",
  "input.unknown-column": "“{field}” er ikke en kolonne her eller står der to gange. Kolonnerne er: {example}",
  "input.missing-column": "Kolonnen “{field}” mangler. Kolonnerne er: {example}",
  "input.too-many-cells": "Der er flere celler end kolonner. En celle med komma i skal stå i anførselstegn.",
  "input.open-quote": "Et anførselstegn er ikke lukket. For eksempel: {example}",
  "input.no-orders": "Der er ingen ordre i filen. For eksempel: {example}",
  "input.too-many-orders": "Der er flere end 1.000 ordrer i filen. Fordel dem på flere filer.",
};
