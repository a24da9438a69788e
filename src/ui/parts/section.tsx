/** A titled part of a page: the title in the margin on a wide screen, above on a narrow one. */
import { useId, type ReactNode } from "react";
import css from "./section.module.css";

interface SectionProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, note, children }: SectionProps) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        {note ? <p>{note}</p> : null}
      </header>
      <div className={css.content}>{children}</div>
    </section>
  );
}
