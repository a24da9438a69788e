/** `npm run accuracy`: how good the converted models are, written to docs/encoders.md. */
import { readFile } from "node:fs/promises";
import { format } from "prettier";
import {
  encodePictures,
  IMAGE_SIZE,
  NETWORK_SIZE,
} from "../../src/stages/encoders/picture.ts";
import { MEL_SIZE } from "../../src/stages/encoders/mel.ts";
import type { Rows, Run } from "../../src/stages/encoders/run.ts";
import { AUDIO_SIZE, encodeSounds } from "../../src/stages/encoders/sound.ts";
import { encodeTexts } from "../../src/stages/encoders/text.ts";
import { runCommand } from "../lib/cli.ts";
import { writeIfChanged } from "../lib/files.ts";
import { packageTag, rootPath } from "../lib/packages.ts";
import {
  chance,
  columns,
  cosines,
  emojiNames,
  emojiPictures,
  neighbourAccuracy,
  soundClips,
} from "./benchmarks.ts";
import { MODEL_FOLDERS, modelPath } from "./folders.ts";
import { imageModel } from "./networks.ts";
import { openModel, openTokenizer } from "./session.ts";
import { textModel } from "./use-lite.ts";

const HELP = `Usage: npm run accuracy

Measures the three converted encoders by nearest neighbour on the built catalogue (run
\`npm run build\` first), prints the figures and writes docs/encoders.md.

  --help   this text`;

interface Line {
  readonly what: string;
  readonly on: string;
  readonly value: number;
}

const shipped = async (modality: "text" | "image" | "audio"): Promise<Run> =>
  openModel(await readFile(modelPath(MODEL_FOLDERS[modality])));

/** Agreement of two encodings as two lines. */
function agreement(what: string, on: string, a: Rows, b: Rows): Line[] {
  const all = cosines(a, b);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return [
    { what: `${what}: mean cosine`, on, value: mean },
    { what: `${what}: least cosine`, on, value: Math.min(...all) },
  ];
}

async function measureText(): Promise<Line[]> {
  const { inputs, labels } = await emojiNames();
  const tokenize = await openTokenizer();
  const small = await encodeTexts(inputs, tokenize, await shipped("text"));
  const floats = await openModel(await textModel("float"));
  const exact = await encodeTexts(inputs, tokenize, floats);
  const on = `${inputs.length} emoji names, ${new Set(labels).size} subgroups`;
  return [
    { what: "text, chance", on, value: chance(labels) },
    { what: "text, float32", on, value: neighbourAccuracy(exact, labels) },
    { what: "**text, shipped**", on, value: neighbourAccuracy(small, labels) },
    ...agreement("text, shipped to float32", on, small, exact),
  ];
}

async function measureImage(): Promise<Line[]> {
  const { inputs, labels } = await emojiPictures("all");
  const small = await encodePictures(inputs, await shipped("image"));
  const floats = await openModel(await imageModel("float"));
  const exact = columns(await encodePictures(inputs, floats), 0, NETWORK_SIZE);
  const network = columns(small, 0, NETWORK_SIZE);
  const colour = columns(small, NETWORK_SIZE, IMAGE_SIZE);
  const on = `${inputs.length} emoji pictures, ${new Set(labels).size} subgroups`;
  return [
    { what: "image, chance", on, value: chance(labels) },
    {
      what: "image, colour histogram alone",
      on,
      value: neighbourAccuracy(colour, labels),
    },
    {
      what: "image, network in float32",
      on,
      value: neighbourAccuracy(exact, labels),
    },
    {
      what: "image, network as shipped",
      on,
      value: neighbourAccuracy(network, labels),
    },
    {
      what: "**image, shipped with colour**",
      on,
      value: neighbourAccuracy(small, labels),
    },
    ...agreement("image, shipped network to float32", on, network, exact),
  ];
}

async function measureAudio(): Promise<Line[]> {
  const { inputs, labels } = await soundClips();
  const rows = await encodeSounds(inputs, await shipped("audio"));
  const mel = columns(rows, 0, MEL_SIZE);
  const pitch = columns(rows, MEL_SIZE, AUDIO_SIZE);
  const on = `${inputs.length} clips, ${new Set(labels).size} kinds`;
  return [
    { what: "audio, chance", on, value: chance(labels) },
    {
      what: "audio, basic-pitch alone",
      on,
      value: neighbourAccuracy(pitch, labels),
    },
    { what: "audio, mel alone", on, value: neighbourAccuracy(mel, labels) },
    { what: "**audio, shipped**", on, value: neighbourAccuracy(rows, labels) },
  ];
}

function table(lines: readonly Line[]): string {
  const rows = lines.map(
    ({ what, on, value }) => `| ${what} | ${on} | ${value.toFixed(4)} |`,
  );
  return ["| measured | on | value |", "| --- | --- | --: |", ...rows].join(
    "\n",
  );
}

async function sizes(): Promise<string> {
  const rows = await Promise.all(
    Object.values(MODEL_FOLDERS).map(async (folder) => {
      const { length } = await readFile(modelPath(folder));
      return `| ${folder.modality} | \`${folder.name}\` | ${length} | ${folder.limit} |`;
    }),
  );
  return [
    "| modality | folder | bytes | at most |",
    "| --- | --- | --: | --: |",
    ...rows,
  ].join("\n");
}

async function measureAccuracy(): Promise<void> {
  const lines: Line[] = [];
  for (const measure of [measureText, measureImage, measureAudio]) {
    const measured = await measure();
    console.log(table(measured));
    lines.push(...measured);
  }
  const text = `# The bundled encoders, measured

Written by \`npm run accuracy\`; do not edit. Accuracy is the share of items whose nearest
other item, by cosine, has the same label: the subgroup that Unicode gives an emoji, the kind that a clip's
file name begins with. Everything ran on the CPU, by ${packageTag("onnxruntime-web")}'s wasm with one thread
in Node, with the pre- and post-processing that the tab uses (\`src/stages/encoders/\`).

${table(lines)}

The spreads and weights of the audio vector (\`src/stages/encoders/sound.ts\`) and the weight of colour
(\`src/config/encoders.ts\`) were chosen on these same sets, so these figures flatter them a little. The
networks were trained elsewhere and saw none of it.

${await sizes()}
`;
  const path = rootPath("docs", "encoders.md");
  const pretty = await format(text, { parser: "markdown" });
  const changed = await writeIfChanged(path, pretty);
  console.log(`docs/encoders.md ${changed ? "written" : "unchanged"}`);
}

await runCommand({
  name: "accuracy",
  help: HELP,
  options: {},
  run: measureAccuracy,
});
