import katex from "katex";

/** MathML of a LaTeX formula, which browsers draw and screen readers say without any style or script. */
export function formulaToMathMl(latex: string): string {
  return katex.renderToString(latex, { output: "mathml", displayMode: true, throwOnError: false });
}
