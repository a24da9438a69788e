/** A catalogue that is small enough to know by heart. */
import type { Catalogue } from "../domain/catalogue.ts";
import { DOMAINS, itemId, type Domain, type Item } from "../domain/item.ts";

/** `each` items in every domain, the first of a domain the best known. */
export function tinyCatalogue(each = 4): Catalogue {
  const items = DOMAINS.flatMap((domain, place) =>
    Array.from({ length: each }, (_, index) =>
      item(domain, index, 1 - index / each - place / 100),
    ),
  );
  return { version: 1, hash: "tiny", items, sources: {}, rejections: [] };
}

function item(domain: Domain, index: number, familiarity: number): Item {
  return {
    id: itemId(`${domain}:${index}`),
    domain,
    title: `${domain} number ${index}`,
    text: `The ${index}th of the ${domain}.`,
    source: "test",
    familiarity: Math.max(0, familiarity),
  };
}
