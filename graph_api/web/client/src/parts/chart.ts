// A chart from the data beside it. It comes before the table with the same numbers, which is then folded.
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { barHeight, barOption } from "../chart/bars";
import type { BarData, ChartType, PointData } from "../chart/data";
import { pointOption, timeline } from "../chart/points";
import { dataOf, go } from "../page";

use([AriaComponent, BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart, ScatterChart, TooltipComponent]);

interface Made {
  option: EChartsCoreOption;
  height: number | undefined;
}

function made(element: HTMLElement, description: string, width: number): Made {
  const type = element.dataset["type"] as ChartType;
  if (type === "scatter" || type === "timeline") {
    const data = dataOf<PointData>(element);
    return { option: pointOption(data, type, description, width), height: type === "timeline" ? timeline(data, width).height : undefined };
  }
  const data = dataOf<BarData>(element);
  return { option: barOption(data, type, description, width), height: barHeight(data, type === "stacked", width) };
}

/** Draws the chart, and again whenever its width changes. */
export function attach(element: HTMLElement): void {
  const caption = document.getElementById(`${element.id}-title`);
  const description = (caption?.textContent ?? "").replace(/\s+/g, " ").trim();
  element.hidden = false;
  let width = element.clientWidth;
  const first = made(element, description, width);
  if (first.height !== undefined) element.style.blockSize = `${first.height}px`;
  const chart = init(element, null, { renderer: "canvas" });
  chart.setOption(first.option);
  element.setAttribute("role", "img");
  chart.on("click", (event) => go((event.data as { href?: string } | undefined)?.href));
  new ResizeObserver(() => {
    if (element.clientWidth === width || element.clientWidth === 0) return;
    width = element.clientWidth;
    const again = made(element, description, width);
    if (again.height !== undefined) element.style.blockSize = `${again.height}px`;
    chart.resize();
    chart.setOption(again.option, { notMerge: true });
  }).observe(element);
}
