/** The small part of Markdown that NOTICE.md uses: headings, paragraphs and tables. */

export type Block =
  | { readonly is: "heading"; readonly text: string }
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "table"; readonly rows: readonly (readonly string[])[] };

const plain = (text: string): string =>
  text
    .replaceAll(/[`*]|<(?=https?:)|(?<=\S)>(?=[\s.,]|$)/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();

export function blocksOf(markdown: string): readonly Block[] {
  return markdown
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(blockOf);
}

function blockOf(part: string): Block {
  if (part.startsWith("#"))
    return { is: "heading", text: plain(part.replace(/^#+/, "")) };
  if (!part.startsWith("|")) return { is: "text", text: plain(part) };
  const rows = part
    .split("\n")
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) => line.split("|").slice(1, -1).map(plain));
  return { is: "table", rows };
}
