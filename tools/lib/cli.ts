/**
 * What every command line of the build has in common: `--help`, refused unknown options, calm progress
 * lines, and an exit status that is not zero when something went wrong.
 */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { PalateError } from "../../src/domain/errors.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

export interface Command<O extends Options> {
  readonly name: string;
  /** The whole help text below the usage line. */
  readonly help: string;
  readonly options: O;
  readonly run: (values: Values<O>) => Promise<void>;
}

type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true }>
>["values"];

function parse<O extends Options>(options: O): Values<O> {
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new PalateError("bad-input", message, "Try --help.", { cause });
  }
}

/** Prints an error as one or two plain lines, never as a stack. */
function report(name: string, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`${name}: ${message}`);
  if (error instanceof PalateError && error.remedy) console.error(error.remedy);
  if (process.env["PALATE_DEBUG"]) console.error(error);
}

export async function runCommand<O extends Options>(
  command: Command<O>,
): Promise<void> {
  try {
    if (process.argv.includes("--help")) {
      console.log(command.help);
      return;
    }
    await command.run(parse(command.options));
  } catch (error) {
    report(command.name, error);
    process.exitCode = 1;
  }
}

/** A stopwatch in seconds for progress lines. */
export function stopwatch(): () => string {
  const start = process.hrtime.bigint();
  return () => {
    const nanoseconds = Number(process.hrtime.bigint() - start);
    return `${(nanoseconds / 1e9).toFixed(1)} s`;
  };
}
