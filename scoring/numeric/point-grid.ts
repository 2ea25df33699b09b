/** A point of the plane. */
export type Place = { x: number; y: number };

const mostCellsAcross = 1 << 20;
const neighbours = [-1, 0, 1];

/** Points in square cells of the plane, so that those near a place are found among few. Made of true points: whoever chose
 * the points could choose them all into one cell. */
export class PointGrid {
  readonly #cellSize: number;
  readonly #left: number;
  readonly #top: number;
  readonly #inCell = new Map<number, number[]>();

  /** @param reach how far away points are asked for; finite coordinates only */
  constructor(points: readonly Place[], reach: number) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { x, y } of points) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
    this.#left = left;
    this.#top = top;
    const across = Math.max(right - left, bottom - top, 0);
    this.#cellSize = Math.max(reach, across / mostCellsAcross, Number.MIN_VALUE);
    for (const [index, point] of points.entries()) {
      const cell = this.#cellOf(this.#column(point.x), this.#row(point.y));
      const inside = this.#inCell.get(cell);
      if (inside === undefined) this.#inCell.set(cell, [index]);
      else inside.push(index);
    }
  }

  /** Visits every point that may be within the reach of a place, and some beyond, in no order that matters. */
  visitNear({ x, y }: Place, visit: (index: number) => void): void {
    const column = this.#column(x);
    const row = this.#row(y);
    // Counted by offsets: of a column far beyond all points, the next one is the same number.
    for (const down of neighbours) {
      for (const along of neighbours)
        for (const index of this.#inCell.get(this.#cellOf(column + along, row + down)) ?? []) visit(index);
    }
  }

  #column(x: number): number {
    return Math.floor((x - this.#left) / this.#cellSize);
  }

  #row(y: number): number {
    return Math.floor((y - this.#top) / this.#cellSize);
  }

  /** Cells are told apart within the points' own square, beyond which there is nothing to find. */
  #cellOf(column: number, row: number): number {
    const width = mostCellsAcross + 3;
    const isWithin = (place: number) => place >= -1 && place <= mostCellsAcross + 1;
    if (!isWithin(column) || !isWithin(row)) return -1;
    return (row + 1) * width + column + 1;
  }
}
