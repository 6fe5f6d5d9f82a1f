// Points: on a time line (years beside each other, rows below each other), or over two numbers.
import type { EChartsCoreOption } from "echarts/core";
import { written } from "../page";
import type { Point, PointData } from "./data";
import { common, ink, legendHeight, shown, tip } from "./look";

const DOT = 11; // pixels of a point
const STEP = DOT + 2; // from one point to the next of the same cell
const NAMES = 190; // pixels of the names of rows
const AROUND = 66; // pixels of the axis
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "roundRect", "arrow"];

interface Placed {
  value: [string | number, string | number];
  symbolOffset: [number, number];
  symbolSize: number;
  label: string;
  href?: string | undefined;
}

interface Plan {
  years: string[];
  rows: string[];
  /** Of each series. */
  placed: Placed[][];
  /** Of the whole chart, in pixels. */
  height: number;
}

function row(point: Point): string {
  return point.y === undefined ? "" : String(point.y);
}

/** Where points stand on a time line: those of one year and row side by side, in lines below each other. */
export function timeline(data: PointData, width: number): Plan {
  const points = data.series.flatMap((one) => one.points);
  const known = points.map((point) => point.x);
  const first = Math.min(...known);
  const years = points.length === 0 ? [] : Array.from({ length: Math.max(...known) - first + 1 }, (_, at) => String(first + at));
  const rows = [...new Set(points.map(row))];
  const cell = Math.max((width - Math.min(NAMES, width * 0.35)) / Math.max(years.length, 1), STEP);
  const across = Math.max(1, Math.floor((cell - 6) / STEP));
  const numbers = new Map<string, number>();
  for (const point of points) numbers.set(`${point.x} ${row(point)}`, (numbers.get(`${point.x} ${row(point)}`) ?? 0) + 1);
  const deepest = Math.ceil(Math.max(1, ...numbers.values()) / across);
  const taken = new Map<string, number>();
  const placed = data.series.map((one) =>
    one.points.map((point): Placed => {
      const key = `${point.x} ${row(point)}`;
      const number = numbers.get(key) ?? 1;
      const at = taken.get(key) ?? 0;
      taken.set(key, at + 1);
      const inLine = Math.min(across, number - Math.floor(at / across) * across);
      const depth = Math.ceil(number / across);
      return {
        value: [String(point.x), row(point)],
        symbolOffset: [((at % across) - (inLine - 1) / 2) * STEP, (Math.floor(at / across) - (depth - 1) / 2) * STEP],
        symbolSize: DOT,
        label: point.label,
        href: point.href,
      };
    }),
  );
  return { years, rows, placed, height: rows.length * Math.max(30, deepest * STEP + 12) + legendHeight(data.series.map((one) => one.name), width) + AROUND };
}

function overTwoNumbers(data: PointData): Placed[][] {
  return data.series.map((one) =>
    one.points.map((point) => ({
      value: [point.x, Number(point.y ?? 0)],
      symbolOffset: [0, 0],
      symbolSize: DOT * Math.sqrt(point.size ?? 1),
      label: point.label,
      href: point.href,
    })),
  );
}

interface Hovered {
  data: Placed;
}

/** The chart as ECharts wants it. */
export function pointOption(data: PointData, type: "scatter" | "timeline", description: string, width: number): EChartsCoreOption {
  const { soft, line } = ink();
  const legend = legendHeight(data.series.map((one) => one.name), width);
  const plan = type === "timeline" ? timeline(data, width) : undefined;
  const placed = plan?.placed ?? overTwoNumbers(data);
  const label = { color: soft, fontSize: 14 };
  const lineStyle = { lineStyle: { color: line } };
  const xAxis = plan
    ? { type: "category", data: plan.years, axisLabel: { ...label, hideOverlap: true } }
    : { type: "value", scale: true, axisLabel: { ...label, formatter: written } };
  const yAxis = plan
    ? { type: "category", data: plan.rows, inverse: true, axisLabel: { ...label, width: Math.min(NAMES, width * 0.35), overflow: "truncate" } }
    : { type: "value", scale: true, name: data.y ?? "", nameTextStyle: { color: soft, align: "left" }, axisLabel: { ...label, formatter: written } };
  return {
    ...common(description, data.series.length),
    aria: { enabled: true, label: { description } }, // series differ by the shape of their points
    grid: { left: 4, right: 24, top: legend + (plan ? 10 : 28), bottom: 34, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: { ...xAxis, name: data.x ?? "", nameLocation: "middle", nameGap: 30, splitLine: { show: true, ...lineStyle }, axisTick: { show: false } },
    yAxis: { ...yAxis, splitLine: { show: true, ...lineStyle }, axisTick: { show: false } },
    tooltip: { ...tip, formatter: ({ data: point }: Hovered) => shown(`${plan ? `${point.value[0]}: ` : ""}${point.label}`) },
    series: data.series.map((one, at) => ({
      name: one.name,
      type: "scatter",
      symbol: SYMBOLS[at % SYMBOLS.length],
      data: placed[at],
      itemStyle: { opacity: 0.9 },
      emphasis: { scale: 1.3 },
    })),
  };
}
