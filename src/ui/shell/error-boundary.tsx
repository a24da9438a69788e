/** Catches what breaks while a page renders, says so in words, and offers the way on. */
import { Component, type ReactNode } from "react";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import css from "./error-boundary.module.css";

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly error: unknown;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <Broken
        error={this.state.error}
        onRetry={() => {
          this.setState({ error: null });
        }}
      />
    );
  }
}

function Broken({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  const { t } = useWords();
  const { message } = useErrorWords()(error);
  return (
    <section className={css.broken} role="alert">
      <h1>{t("app.broken")}</h1>
      <p>{t("app.brokenHow")}</p>
      <p className={css.detail}>{message}</p>
      <div className={css.ways}>
        <Button tone="solid" onClick={onRetry}>
          {t("app.tryAgain")}
        </Button>
        <Button
          onClick={() => {
            location.reload();
          }}
        >
          {t("app.reload")}
        </Button>
      </div>
    </section>
  );
}
