// What a chart shows, as the pages give it (`chart` in components/figures.html).

export interface BarSeries {
  name: string;
  values: (number | null)[];
  /** Addresses behind the values, in the same order. */
  links?: (string | null)[];
}

export interface BarData {
  categories: string[];
  series: BarSeries[];
  /** Names of the axes. */
  x?: string;
  y?: string;
  horizontal?: boolean;
}

export interface Point {
  x: number;
  /** A number, or the name of a row. */
  y?: number | string;
  label: string;
  href?: string;
  /** Relative to the others; 1 by itself. */
  size?: number;
}

export interface PointData {
  series: { name: string; points: Point[] }[];
  x?: string;
  y?: string;
}

export type ChartType = "bar" | "stacked" | "line" | "scatter" | "timeline";
