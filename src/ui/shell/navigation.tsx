/** A rail on the desktop, a tab bar on the phone: the same links in the same order. */
import {
  Cpu,
  FlaskConical,
  History,
  LayoutGrid,
  Map,
  Settings2,
  Sparkle,
} from "lucide-react";
import { Link, useRoute } from "wouter";
import { useWords } from "../i18n/use-words.ts";
import { PLACES, type Place } from "../places.ts";
import css from "./navigation.module.css";

const ICONS = {
  forYou: Sparkle,
  history: History,
  map: Map,
  model: Cpu,
  lab: FlaskConical,
  catalogues: LayoutGrid,
  settings: Settings2,
} as const satisfies Record<Place["name"], unknown>;

export function Navigation() {
  const { t } = useWords();
  return (
    <nav className={css.nav} aria-label={t("app.navigation")}>
      <ul>
        {PLACES.map((place) => (
          <li key={place.name}>
            <Tab place={place} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Tab({ place }: { readonly place: Place }) {
  const { t } = useWords();
  const [here] = useRoute(place.path);
  const Icon = ICONS[place.name];
  return (
    <Link
      href={place.path}
      className={css.link}
      aria-current={here ? "page" : undefined}
    >
      <Icon aria-hidden />
      <span>{t(`nav.${place.name}`)}</span>
    </Link>
  );
}
