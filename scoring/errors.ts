/** The organiser's specification or labels cannot be used. Its message never holds a label value. */
export class Misconfigured extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "Misconfigured";
    this.code = code;
  }
}
