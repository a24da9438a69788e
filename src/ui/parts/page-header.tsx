/** The head of a page: its title set large, and one sentence. */
import type { ReactNode } from "react";
import css from "./page-header.module.css";

interface PageHeaderProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
}

export function PageHeader({ title, lead, children }: PageHeaderProps) {
  return (
    <header className={css.header}>
      <div className={css.words}>
        <h1>{title}</h1>
        {lead ? <p>{lead}</p> : null}
      </div>
      {children}
    </header>
  );
}
