/** "More like this" and its kin beside the card that was asked about; their code arrives with the first question. */
import { lazy, Suspense, useCallback, useState } from "react";
import type { ItemId } from "../../domain/item.ts";

const CardMenu = lazy(async () => ({
  default: (await import("../steer/card-menu.tsx")).CardMenu,
}));

interface Question {
  readonly item: ItemId;
  readonly anchor: HTMLElement;
}

export function useLazySteer() {
  const [question, setQuestion] = useState<Question | null>(null);
  const onSteer = useCallback((item: ItemId, anchor: HTMLElement) => {
    setQuestion((before) => (before?.item === item ? null : { item, anchor }));
  }, []);
  const menu = question ? (
    <Suspense fallback={null}>
      <CardMenu
        key={question.item}
        id={question.item}
        anchor={question.anchor}
        onClose={() => {
          setQuestion(null);
        }}
      />
    </Suspense>
  ) : null;
  return { onSteer, menu };
}
