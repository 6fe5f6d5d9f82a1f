export function attach(_element: HTMLElement): void {}
