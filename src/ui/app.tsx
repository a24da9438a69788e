/** The page put together: words, store, address, messages, and the shell around the page at this address. */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { useEffect, useState } from "react";
import { I18nextProvider } from "react-i18next";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { changeLanguage, createWords } from "./i18n/i18n.ts";
import { Pages } from "./pages.tsx";
import { Shell } from "./shell/shell.tsx";
import { Toasts } from "./shell/toasts.tsx";
import { AppProvider, useApp, type App as Store } from "./store-context.tsx";

export function App({ app }: { readonly app: Store }) {
  return (
    <AppProvider app={app}>
      <CSPProvider disableStyleElements>
        <InWords>
          <Router hook={useHashLocation}>
            <Toasts>
              <Shell>
                <Pages />
              </Shell>
            </Toasts>
          </Router>
        </InWords>
      </CSPProvider>
    </AppProvider>
  );
}

/** Follows the language that was chosen; the first words on screen are already in it. */
function InWords({ children }: { readonly children: React.ReactNode }) {
  const [words] = useState(createWords);
  const language = useApp((state) => state.preferences.language);
  const [ready, setReady] = useState(words.language === language);
  useEffect(() => {
    // A language that cannot be loaded leaves the page in the one that it has.
    void changeLanguage(words, language).finally(() => {
      setReady(true);
    });
  }, [words, language]);
  if (!ready) return null;
  return <I18nextProvider i18n={words}>{children}</I18nextProvider>;
}
