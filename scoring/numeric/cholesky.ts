/** The lower triangle L of a symmetric positive definite matrix, A = L·Lᵀ.
 * @param matrix row after row, size × size; only its lower triangle is read; never changed
 * @returns row after row, zeros above the diagonal
 * @throws Error when the matrix is not positive definite, with the row where that shows
 * Source: Golub and Van Loan, Matrix Computations, algorithm 4.2.1. */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] ?? 0;
      for (let inner = 0; inner < column; inner++)
        sum -= (factor[row * size + inner] ?? 0) * (factor[column * size + inner] ?? 0);
      if (row !== column) factor[row * size + column] = sum / (factor[column * size + column] ?? 1);
      else if (sum > 0) factor[row * size + row] = Math.sqrt(sum);
      else throw new Error(`The matrix is not positive definite in row ${String(row)}.`);
    }
  }
  return factor;
}

/** Solves L·x = right by substitution from the first row; a new array. */
export function solveLower(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = x[row] ?? 0;
    for (let inner = 0; inner < row; inner++) sum -= (factor[row * size + inner] ?? 0) * (x[inner] ?? 0);
    x[row] = sum / (factor[row * size + row] ?? 1);
  }
  return x;
}

/** Solves Lᵀ·x = right by substitution from the last row; a new array. */
export function solveUpper(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = Float64Array.from(right);
  for (let row = size - 1; row >= 0; row--) {
    const value = (x[row] ?? 0) / (factor[row * size + row] ?? 1);
    x[row] = value;
    for (let inner = 0; inner < row; inner++)
      x[inner] = (x[inner] ?? 0) - (factor[row * size + inner] ?? 0) * value;
  }
  return x;
}

/** Natural logarithm of the determinant of A = L·Lᵀ. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += Math.log(factor[row * size + row] ?? 1);
  return 2 * sum;
}
