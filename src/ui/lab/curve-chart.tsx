/** Loss (left) and validation (right) by epoch, drawn by uPlot in the page's own colours; grows while it is fitted. */
import { useEffect, useMemo, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { LabCurve } from "../../store/lab-state.ts";
import { colourOf } from "../parts/colour-of.ts";
import { useMedia } from "../parts/use-media.ts";
import { useApp } from "../store-context.tsx";
import css from "./curve-chart.module.css";
import { useLabWords } from "./use-lab-words.ts";

const HEIGHT = 176;
const FONT = "11px 'Inter Variable', system-ui, sans-serif";

/** There is no half an epoch. */
const EPOCHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

export function CurveChart({
  curves,
}: {
  readonly curves: readonly LabCurve[];
}) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const { format } = useLabWords();
  const theme = useApp((state) => state.preferences.theme);
  const dark = useMedia("(prefers-color-scheme: dark)");
  const table = useMemo(() => tableOf(curves), [curves]);
  const latest = useRef(table);
  useEffect(() => {
    latest.current = table;
    chart.current?.setData(table);
  }, [table]);
  const seeds = curves.length;
  const validated = curves.some(({ points }) =>
    points.some(({ validation }) => validation !== null),
  );
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const drawn = new uPlot(
      optionsOf(element, seeds, validated, format.number),
      latest.current,
      element,
    );
    chart.current = drawn;
    const watcher = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.current = null;
      drawn.destroy();
    };
  }, [seeds, validated, format, theme, dark]);
  return <div ref={host} className={css.chart} aria-hidden />;
}

/** One column of epochs, then loss and validation of each seed; a seed that ended early has gaps. */
function tableOf(curves: readonly LabCurve[]): uPlot.AlignedData {
  const all = curves.flatMap(({ points }) => points.map(({ epoch }) => epoch));
  const epochs = [...new Set(all)].sort((a, b) => a - b);
  const column = (
    { points }: LabCurve,
    key: "loss" | "validation",
  ): (number | null)[] => {
    const at = new Map(points.map((point) => [point.epoch, point[key]]));
    return epochs.map((epoch) => at.get(epoch) ?? null);
  };
  return [
    epochs,
    ...curves.map((curve) => column(curve, "loss")),
    ...curves.map((curve) => column(curve, "validation")),
  ];
}

function optionsOf(
  element: HTMLElement,
  seeds: number,
  validated: boolean,
  figure: (value: number, digits: number) => string,
): uPlot.Options {
  const axis = {
    stroke: colourOf(element, "--ink-3"),
    font: FONT,
    grid: { stroke: colourOf(element, "--line"), width: 1 },
    ticks: { show: false },
  };
  // As many places as tell one line of the grid from the next.
  const values = (
    _: uPlot,
    splits: number[],
    _axis: number,
    _space: number,
    step: number,
  ): string[] => {
    const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return splits.map((value) => figure(value, digits));
  };
  const line = (colour: string, scale: string) =>
    Array.from({ length: seeds }, (_, seed) => ({
      scale,
      stroke: colourOf(
        element,
        seed === seeds - 1 ? colour : `${colour}-faint`,
      ),
      width: 2,
      spanGaps: true,
      points: {
        // A line of one point would be nothing.
        show: ({ data }: uPlot) =>
          scale === "validation" || data[0].length === 1,
        size: 4,
      },
    }));
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    scales: { x: { time: false }, loss: {}, validation: {} },
    axes: [
      { ...axis, grid: { show: false }, size: 26, space: 44, incrs: EPOCHS },
      { ...axis, scale: "loss", size: 42, values },
      {
        ...axis,
        scale: "validation",
        side: 1,
        size: 42,
        values,
        show: validated,
        stroke: colourOf(element, "--accent-ink"),
        grid: { show: false },
      },
    ],
    series: [
      {},
      ...line("--loss", "loss"),
      ...line("--validation", "validation"),
    ],
  };
}
