/** The proof behind the pill: requests counted, the policy that the browser enforces, where data is kept. */
import { useMemo } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Dialog } from "../parts/dialog.tsx";
import { useApp } from "../store-context.tsx";
import css from "./proof.module.css";

/** The policy as it stands in the page; a development server sends none. */
function policyOf(page: Document): readonly string[] {
  const tag = page.querySelector<HTMLMetaElement>(
    'meta[http-equiv="Content-Security-Policy"]',
  );
  return (tag?.content ?? "")
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "");
}

export function Proof({ onClose }: { readonly onClose: () => void }) {
  const { t, format } = useWords();
  const outside = useApp((state) => state.outside);
  const used = useApp((state) => state.storage?.used);
  const policy = useMemo(() => policyOf(document), []);
  return (
    <Dialog title={t("proof.title")} onClose={onClose}>
      <p className={css.lead}>{t("proof.lead")}</p>
      <dl className={css.facts}>
        <div>
          <dt>{t("proof.requests")}</dt>
          <dd className={css.number}>{format.number(outside)}</dd>
          <dd>
            {outside === 0 ? t("proof.requestsNone") : t("proof.requestsSome")}
          </dd>
        </div>
        <Runs />
        <div>
          <dt>{t("proof.data")}</dt>
          <dd>
            {t("proof.dataWhere", {
              used: used === undefined ? "…" : format.bytes(used),
            })}
          </dd>
        </div>
        <div>
          <dt>{t("proof.policy")}</dt>
          {policy.length === 0 ? (
            <dd>{t("proof.policyNone")}</dd>
          ) : (
            <dd>
              <pre className={css.policy} tabIndex={0} lang="en">
                {policy.join("\n")}
              </pre>
            </dd>
          )}
        </div>
      </dl>
    </Dialog>
  );
}

function Runs() {
  const { t, format } = useWords();
  const engine = useApp((state) => state.engine);
  const took = useApp((state) => state.ranking?.took);
  const answer = useApp((state) => state.lastAnswer);
  return (
    <div>
      <dt>{t("proof.runs")}</dt>
      <dd>
        {engine === null
          ? t("learning.starting")
          : t("proof.runsOn", {
              adapter: engine.adapter,
              backend: t(`settings.${engine.backend}`),
            })}
        {engine?.software === true ? `, ${t("proof.software")}` : null}
      </dd>
      {took === undefined ? null : (
        <dd>
          {t("proof.last")}:{" "}
          {answer === null
            ? t("proof.lastBare", { ms: format.span(took) })
            : t("proof.lastBy", {
                ms: format.span(took),
                answer: format.span(answer),
              })}
        </dd>
      )}
    </div>
  );
}
