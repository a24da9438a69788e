/** Which page stands at which address. Every page but For you is loaded when it is first visited. */
import { lazy, Suspense, useEffect, type ComponentType } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { useWords } from "./i18n/use-words.ts";
import ForYou from "./for-you/page.tsx";
import { PLACES, type Place } from "./places.ts";
import css from "./pages.module.css";
import { ErrorBoundary } from "./shell/error-boundary.tsx";
import { PageSkeleton } from "./shell/page-skeleton.tsx";

const PAGES: Readonly<Record<Place["name"], ComponentType>> = {
  forYou: ForYou,
  history: lazy(() => import("./history/page.tsx")),
  model: lazy(() => import("./model/page.tsx")),
  catalogues: lazy(() => import("./catalogues/page.tsx")),
  settings: lazy(() => import("./settings/page.tsx")),
};

export function Pages() {
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
