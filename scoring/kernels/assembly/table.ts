/** The table that metrics look at: so many scores in each row, and the label of each row, a byte. */
export let scores: usize = 0;
export let columns: usize = 1;
export let labels: usize = 0;
export let rows: usize = 0;

/** Says where the table is that metrics look at.
 * @param scoreArea 8 bytes for each row and column, row after row
 * @param labelArea a byte for each row: its class; with one column 1 for the positive class and 0 for the other */
export function useTable(scoreArea: usize, columnCount: u32, labelArea: usize, rowCount: u32): void {
  scores = scoreArea;
  columns = columnCount;
  labels = labelArea;
  rows = rowCount;
}
