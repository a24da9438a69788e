/** The newcomer's list from the file that the build wrote. */
import { LIST_LENGTH } from "../config/engine.ts";
import { ms } from "../domain/brand.ts";
import type { Cover } from "../domain/catalogue.ts";
import type { Ranking } from "../domain/ranking.ts";
import type { LogPosition } from "../domain/rating.ts";

export function coverRanking(cover: Cover): Ranking {
  return {
    items: cover.items.slice(0, LIST_LENGTH),
    logPosition: 0 as LogPosition,
    took: ms(0),
    by: "cover",
  };
}
