// Bars, stacked bars and lines over categories.
import type { EChartsCoreOption } from "echarts/core";
import { written } from "../page";
import type { BarData } from "./data";
import { common, ink, legendHeight, shown, tip } from "./look";

const ROW = 30; // pixels of a horizontal bar with the space around it
const AROUND = 56; // pixels of the axis
const NARROW = 44; // pixels in which a name still says something
const NAMES = 190; // pixels of the names beside horizontal bars

/** Pixels that a chart wants; undefined where the style sheet's will do. */
export function barHeight(data: BarData, stacked: boolean, width: number): number | undefined {
  if (!data.horizontal) return undefined;
  const bars = stacked ? 1 : data.series.length;
  return data.categories.length * Math.max(ROW, bars * 16 + 8) + legendHeight(data.series.map((one) => one.name), width) + AROUND;
}

interface Hovered {
  name: string;
  seriesName: string;
  value: number;
}

/** The chart as ECharts wants it. */
export function barOption(data: BarData, type: "bar" | "stacked" | "line", description: string, width: number): EChartsCoreOption {
  const { soft, line } = ink();
  const several = data.series.length > 1;
  const legend = legendHeight(data.series.map((one) => one.name), width);
  const across = (width - 80) / Math.max(1, data.categories.length) - 6; // pixels of a name under a bar
  const names = {
    type: "category",
    data: data.categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: soft } },
    axisLabel: data.horizontal
      ? { color: soft, fontSize: 14, width: Math.min(NAMES, width * 0.4), overflow: "truncate" }
      : { color: soft, fontSize: 14, hideOverlap: true, interval: across < NARROW ? "auto" : 0, width: Math.max(NARROW, across), overflow: "truncate" },
    ...(data.horizontal ? { inverse: true } : { name: data.x ?? "", nameLocation: "middle", nameGap: 30 }),
  };
  const values = {
    type: "value",
    name: data.y ?? "",
    nameLocation: data.horizontal ? "middle" : "end",
    nameGap: data.horizontal ? 28 : 14,
    nameTextStyle: { color: soft, ...(data.horizontal ? {} : { align: "left" }) },
    minInterval: 1,
    splitLine: { lineStyle: { color: line } },
    splitNumber: data.horizontal && width < 500 ? 3 : 5,
    axisLabel: { color: soft, fontSize: 14, hideOverlap: true, formatter: written },
  };
  return {
    ...common(description, data.series.length),
    grid: { left: 4, right: 24, top: legend + (data.horizontal ? 10 : 34), bottom: data.horizontal ? 34 : 30, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: data.horizontal ? values : names,
    yAxis: data.horizontal ? names : values,
    tooltip: {
      ...tip,
      formatter: ({ name, seriesName, value }: Hovered) =>
        shown(`${name}${several ? `, ${seriesName}` : ""}: ${written(value)}`),
    },
    series: data.series.map((one) => ({
      name: one.name,
      type: type === "line" ? "line" : "bar",
      ...(type === "stacked" ? { stack: "all" } : {}),
      ...(type === "line" ? { symbolSize: 8 } : {}),
      barMaxWidth: 34,
      emphasis: { focus: several ? "series" : "none" },
      data: one.values.map((value, at) => ({ value: value ?? "-", href: one.links?.[at] ?? undefined })),
      cursor: one.links ? "pointer" : "default",
    })),
  };
}
