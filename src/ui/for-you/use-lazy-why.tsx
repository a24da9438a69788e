/** "Why this?" beside the card that was asked about; its code arrives with the first question. */
import { lazy, Suspense, useCallback, useState } from "react";
import type { ItemId } from "../../domain/item.ts";

const Why = lazy(async () => ({
  default: (await import("../why/why.tsx")).Why,
}));

interface Question {
  readonly item: ItemId;
  readonly anchor: HTMLElement;
}

export function useLazyWhy() {
  const [question, setQuestion] = useState<Question | null>(null);
  const onWhy = useCallback((item: ItemId, anchor: HTMLElement) => {
    setQuestion((before) => (before?.item === item ? null : { item, anchor }));
  }, []);
  const why = question ? (
    <Suspense fallback={null}>
      <Why
        key={question.item}
        item={question.item}
        anchor={question.anchor}
        onClose={() => {
          setQuestion(null);
        }}
      />
    </Suspense>
  ) : null;
  return { onWhy, why };
}
