/** Small facts that a refusal's sentence needs: a date as ISO text, a limit, a name that the actor gave. */
export type RefusalDetails = Record<string, string | number | null>;

/** Why an actor may not do this: expected, shown to people in their language, never an error of ours. */
export type Refusal<Code extends string = string> = { code: Code; details?: RefusalDetails };

/** Carries a refusal up to where it becomes an answer. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = "Refused";
    this.refusal = refusal;
  }
}

/** Stops here when there is a reason to refuse.
 * @throws Refused */
export function refuseIf(refusal: Refusal | null): void {
  if (refusal !== null) throw new Refused(refusal);
}

/** Stops here.
 * @throws Refused */
export function refuse(code: string, details?: RefusalDetails): never {
  throw new Refused(details === undefined ? { code } : { code, details });
}
