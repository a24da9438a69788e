/** The proof of what left this tab, fetched when it is first asked for. */
import { lazy, Suspense, useState, type ReactNode } from "react";

const Proof = lazy(async () => ({
  default: (await import("./proof.tsx")).Proof,
}));

/** `show` opens the dialog; `proof` is to be rendered beside what opens it. */
export function useProof(): {
  readonly show: () => void;
  readonly proof: ReactNode;
} {
  const [open, setOpen] = useState(false);
  return {
    show: () => {
      setOpen(true);
    },
    proof: open ? (
      <Suspense fallback={null}>
        <Proof
          onClose={() => {
            setOpen(false);
          }}
        />
      </Suspense>
    ) : null,
  };
}
