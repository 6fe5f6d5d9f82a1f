/** A module that makes elements with `data-part` do more than they do by themselves. */
export interface Part {
  attach(element: HTMLElement): void;
}
