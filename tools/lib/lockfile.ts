/** The packages that ship, as package-lock.json knows them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";

const Lock = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      dev: v.optional(v.boolean()),
      license: v.optional(v.string()),
    }),
  ),
});

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** Folder below the root. */
  readonly path: string;
  /** As the lockfile states it. */
  readonly licence: string | undefined;
}

/** Everything that is reached from `dependencies` and not only from `devDependencies`. */
export async function shippedPackages(root: string): Promise<ShippedPackage[]> {
  const text = await readFile(join(root, "package-lock.json"), "utf8");
  const { packages } = v.parse(Lock, JSON.parse(text));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path.startsWith("node_modules/") && !dev)
    .map(([path, { version, license }]) => ({
      name: path.replace(/^.*node_modules\//, ""),
      version: version ?? "",
      path,
      licence: license,
    }));
}
