import type { teams as source } from "../en/teams.ts";

/** What is said in Teams alone: what lies behind a button, because somebody cannot be written to directly. */
export const teams: Readonly<Record<keyof typeof source, string>> = {
  "teams.told": "Der er nyt til dig. Kun du kan læse det.",
  "teams.told-ask": "Du bliver spurgt om noget. Kun du kan læse det.",
  "teams.told-over": "Det er klaret. Der mangler ikke mere fra dig her.",
  "teams.told-show": "Vis mig det",
  "teams.no-file": "Jeg kan ikke give filer her. Tid og sted står i sagen under “Mere…”.",
  "teams.file-in-browser": "Jeg kan ikke give filer her. I browseren finder du besøget i sin sag, med en fil til din kalender.",
  "teams.files-stay":
    "En fil, som du sender til mig her, ser ingen andre. Læg den i kanalen under sagen; med »@Parley« i beskeden tilbyder jeg at lægge et billede i sagen.",
  "teams.language-offer": "Dit Teams er på dansk. Skal jeg også skrive til dig på dansk?",
  "teams.zone-differs":
    "Dit ur her følger {here}; jeg minder dig om ting efter arbejdstiden i {set}. Passer det ikke længere, kan en administrator i dit firma ændre det.",
};
