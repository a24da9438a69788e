/** The loss curve, drawn by uPlot in the page's own colours. */
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useWords } from "../i18n/use-words.ts";
import { colourOf } from "../parts/colour-of.ts";
import { useMedia } from "../parts/use-media.ts";
import { useApp } from "../store-context.tsx";
import css from "./loss-chart.module.css";

const HEIGHT = 280;
const FONT = "12px 'Inter Variable', system-ui, sans-serif";

export function LossChart({ loss }: { readonly loss: readonly number[] }) {
  const host = useRef<HTMLDivElement>(null);
  const { t, format } = useWords();
  const theme = useApp((state) => state.preferences.theme);
  const dark = useMedia("(prefers-color-scheme: dark)");
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const axis = {
      stroke: colourOf(element, "--ink-3"),
      font: FONT,
      grid: { stroke: colourOf(element, "--line"), width: 1 },
      ticks: { show: false },
    };
    const accent = colourOf(element, "--accent");
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, points: { size: 8 } },
        scales: {
          x: { time: false },
          y: { range: (_, _low, high) => [0, high * 1.05] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            label: t("model.step"),
            labelFont: FONT,
            labelSize: 22,
            size: 34,
          },
          {
            ...axis,
            size: 48,
            values: (_, splits) =>
              splits.map((value) => format.number(value, 2)),
          },
        ],
        series: [{}, { stroke: accent, width: 2, points: { show: false } }],
      },
      [loss.map((_, i) => i + 1), [...loss]],
      element,
    );
    const watcher = new ResizeObserver(() => {
      chart.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.destroy();
    };
  }, [loss, t, format, theme, dark]);
  return <div ref={host} className={css.chart} aria-hidden />;
}
