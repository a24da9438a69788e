/** Nothing here yet: what will stand here, and how it comes. */
import type { ReactNode } from "react";
import css from "./empty.module.css";

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
}

export function Empty({ title, children }: EmptyProps) {
  return (
    <section className={css.empty}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
