/**
 * The network and the tokenizer of a folder, by transformers.js: the same classes that would load a model
 * from a hub or a person's own folder. Files come from memory; nothing is fetched here.
 */
import {
  AutoModel,
  AutoTokenizer,
  env,
  Tensor,
} from "@huggingface/transformers";
import type { Folder } from "./folder.ts";
import {
  breakDown,
  exclusively,
  outputOf,
  sessionOptions,
  type Place,
} from "./onnx.ts";
import type { Run, Tokenize } from "./run.ts";

/**
 * Answers transformers.js' requests from the folder and refuses every other address. The path and not the
 * whole address, because what looks like one is taken for a model on another server.
 */
function serve(folder: Folder): void {
  const { pathname } = folder.root;
  const prefix = `${pathname}${folder.name}/`;
  env.localModelPath = pathname;
  env.fetch = (address: string | URL): Promise<Response> => {
    const path = String(address);
    const file = path.startsWith(prefix)
      ? folder.files.get(path.slice(prefix.length))
      : undefined;
    const headers = { "content-length": String(file?.length ?? 0) };
    return Promise.resolve(
      file ? new Response(file, { headers }) : new Response(null, NOT_FOUND),
    );
  };
}

const NOT_FOUND = { status: 404 } as const;

export interface Network {
  readonly run: Run;
  close(): Promise<void>;
}

/** Only for networks that `openTrial` could run in the same place: a failure here ends the worker. */
export function openNetwork(folder: Folder, place: Place): Promise<Network> {
  return exclusively(async () => {
    serve(folder);
    const model = await AutoModel.from_pretrained(folder.name, {
      device: place.backend,
      session_options: sessionOptions(place),
    }).catch((cause: unknown) => {
      throw breakDown(cause);
    });
    const run: Run = (feeds) =>
      exclusively(async () => {
        const tensors = Object.entries(feeds).map(
          ([name, { type, data, dims }]) =>
            [name, new Tensor(type, data, [...dims])] as const,
        );
        try {
          const outputs: unknown = await model(Object.fromEntries(tensors));
          return outputOf(outputs as Parameters<typeof outputOf>[0]);
        } catch (cause) {
          throw breakDown(cause);
        }
      });
    const close = async (): Promise<void> => {
      await exclusively(() => model.dispose());
    };
    return { run, close };
  });
}

export function openTokenizer(folder: Folder): Promise<Tokenize> {
  return exclusively(async () => {
    serve(folder);
    const tokenizer = await AutoTokenizer.from_pretrained(folder.name);
    return (texts) => texts.map((text) => tokenizer.encode(text));
  });
}
