/** Which page stands at which address. Every page but For you is loaded when it is first visited. */
import { lazy, Suspense, useEffect, type ComponentType } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { useWords } from "./i18n/use-words.ts";
import ForYou from "./for-you/page.tsx";
import { PLACES, type Place } from "./places.ts";
import { useApp } from "./store-context.tsx";
import css from "./pages.module.css";
import { ErrorBoundary } from "./shell/error-boundary.tsx";
import { PageSkeleton } from "./shell/page-skeleton.tsx";

const LOADERS = {
  history: () => import("./history/page.tsx"),
  map: () => import("./map/page.tsx"),
  model: () => import("./model/page.tsx"),
  lab: () => import("./lab/page.tsx"),
  catalogues: () => import("./catalogues/page.tsx"),
  settings: () => import("./settings/page.tsx"),
};

const PAGES: Readonly<Record<Place["name"], ComponentType>> = {
  forYou: ForYou,
  history: lazy(LOADERS.history),
  map: lazy(LOADERS.map),
  model: lazy(LOADERS.model),
  lab: lazy(LOADERS.lab),
  catalogues: lazy(LOADERS.catalogues),
  settings: lazy(LOADERS.settings),
};

/** After the model's own start, which has the processor first. */
const AHEAD_MS = 2000;

/** Once the model runs nothing is urgent: fetch the other pages, so that going there is instant and works offline. */
function useFetchAhead(): void {
  const ready = useApp((state) => state.engine !== null);
  useEffect(() => {
    if (!ready) return undefined;
    const timer = setTimeout(() => {
      for (const load of Object.values(LOADERS)) void load();
    }, AHEAD_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [ready]);
}

export function Pages() {
  useFetchAhead();
  const [location] = useLocation();
  return (
    <ErrorBoundary key={location}>
      <Switch>
        {PLACES.map((place) => (
          <Route key={place.name} path={place.path}>
            <Page place={place} />
          </Route>
        ))}
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </ErrorBoundary>
  );
}

function Page({ place }: { readonly place: Place }) {
  const { t } = useWords();
  const title = t(`nav.${place.name}`);
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
    window.scrollTo(0, 0);
  }, [t, title]);
  const Content = PAGES[place.name];
  return (
    <Suspense fallback={<PageSkeleton title={title} />}>
      <Content />
    </Suspense>
  );
}

function NotFound() {
  const { t } = useWords();
  return (
    <section className={css.notFound}>
      <h1>{t("app.notFound")}</h1>
      <Link href="/">{t("app.goHome")}</Link>
    </section>
  );
}
