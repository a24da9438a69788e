/** `npm run evaluate`: measures recommenders by a named protocol and writes what it found. */
import { runCommand } from "../lib/cli.ts";
import { evaluateFirstMinute } from "./first-minute.ts";
import { evaluateModels } from "./models.ts";
import { OPTIONS } from "./options.ts";
import { evaluateTaste } from "./taste-command.ts";

const HELP = `Trains recommenders on a data set and measures them by the field's protocols.

Usage: npm run evaluate -- --data FOLDER --model NAME[,NAME...] [options]

  --data FOLDER        RecBole atomic files (NAME.inter, or NAME.train.inter,
                       NAME.valid.inter, NAME.test.inter; NAME.item, NAME.kg,
                       NAME.link), or MovieLens' own files, or one CSV file
  --model NAMES        names of --list; "auto" chooses model and settings on
                       validation rows within the budget
  --list               every model, what it needs and where it comes from
  --protocol NAME      given          train/valid/test files as they are
                       leave-one-out  each user's last item
                       global-time    the last tenth of all rows
                       random         a tenth of each user's rows
                       labels         foretell labels (AUC, F1) or ratings
                       links          filtered link prediction on the graph
                       taste          simulated people on Palate's own model
                       first-minute   cards until their first like, by how the
                                      cards are chosen; needs no data set,
                                      takes --seeds, --personas and --docs
                       Left out: what the files say.
  --metrics NAMES      such as NDCG@10,Recall@20; the first is what settings
                       are chosen by on validation rows
  --negatives N        rank among N sampled items instead of all
  --seeds N            runs of a model whose training is random (default 3)
  --budget SECONDS     for the fit of one seed; for auto, for choosing in all
                       (default 1500)
  --settings JSON      of the model, such as '{"ridge":50}'
  --choose             try every setting of each named model on validation
  --backend NAME       webgpu (default) or wasm
  --out FILE.json      every figure, with the adapter that computed it
  --docs FILE.md       puts the rows into the table of this data set there
  --from FILE.json     measures nothing: takes what --out wrote, for --docs
  --seed N             first seed; it also draws the new numbers of all ids
                       (default 1)
  --help               this text

Taste protocol:

  --data FILE.json     { "personas": [{ "id": "...", "liked": ["item id"] }] };
                       an id such as narrow-7 puts the person into the kind
                       "narrow". tools/evaluate/personas.ts makes such a file.
                       Half of each person's likes are held out, two of the
                       others are named (seeded) or none (cold), then the
                       person rates what is shown; NDCG@20 after 0, 5, 10, 20
                       and 50 ratings
  --backend wasm       the only one in Node here; that WebGPU agrees is a
                       test: taste-model.browser.test.ts
  --arms A,B           of random, nn, nn-tuned, fold-in, adapter (default all)
  --starts S,S         of seeded, cold (default both)
  --personas N         only N people, evenly spread over the file
  --seed N             of halves, named likes and fine-tunes (default 1)
  --threads N          default: one a core
  --folder FOLDER      the built catalogue (default public/catalogue)
  --out, --docs        as above`;

await runCommand({
  name: "evaluate",
  help: HELP,
  options: OPTIONS,
  run: (options) => {
    if (options.protocol === "taste") return evaluateTaste(options);
    if (options.protocol === "first-minute")
      return evaluateFirstMinute(options);
    return evaluateModels(options);
  },
});
