import type { Bilingual } from "#db/vocabulary.ts";
import type { AssignmentFault } from "./assignment.ts";

/** Turns an id into what people call it: the code of an application, the name of a juror. */
export type NameOf = (id: string) => string;

/** Says in a sentence what stands in the way of an assignment, with who and what is concerned. */
export function describeAssignmentFault(fault: AssignmentFault, nameOf: NameOf): Bilingual {
  switch (fault.code) {
    case "locked_pair_forbidden":
    case "too_many_locked":
    case "juror_locked_over_load":
      return describeLock(fault, nameOf);
    case "load_bounds_crossed":
    case "juror_cannot_reach_minimum":
    case "too_few_jurors":
      return describeSingle(fault, nameOf);
    case "loads_too_low":
    case "loads_too_high":
    case "jurors_overbooked":
    case "applications_too_few":
      return describeSet(fault, nameOf);
  }
}

type Of<Code> = Extract<AssignmentFault, { code: Code }>;

function describeLock(
  fault: Of<"locked_pair_forbidden" | "too_many_locked" | "juror_locked_over_load">,
  nameOf: NameOf,
): Bilingual {
  if (fault.code === "locked_pair_forbidden") {
    const [juror, application] = [nameOf(fault.juror), nameOf(fault.application)];
    return {
      en: `${juror} is fixed on ${application}, but may not read it.`,
      fr: `${juror} est fixé sur ${application}, mais ne peut pas le lire.`,
    };
  }
  const locked = String(fault.locked);
  if (fault.code === "too_many_locked")
    return {
      en: `${nameOf(fault.application)} has ${locked} fixed jurors, but gets ${String(fault.wanted)} reviews.`,
      fr: `${nameOf(fault.application)} a ${locked} jurés fixés, mais reçoit ${String(fault.wanted)} évaluations.`,
    };
  return {
    en: `${nameOf(fault.juror)} has ${locked} fixed applications, but reads ${String(fault.maxLoad)} at most.`,
    fr: `${nameOf(fault.juror)} a ${locked} dossiers fixés, mais en lit ${String(fault.maxLoad)} au plus.`,
  };
}

function describeSingle(
  fault: Of<"load_bounds_crossed" | "juror_cannot_reach_minimum" | "too_few_jurors">,
  nameOf: NameOf,
): Bilingual {
  if (fault.code === "too_few_jurors") {
    const [name, wanted, possible] = [
      nameOf(fault.application),
      String(fault.wanted),
      String(fault.possible),
    ];
    return {
      en: `${name} needs ${wanted} jurors; only ${possible} may read it.`,
      fr: `${name} a besoin de ${wanted} jurés\u202f; nombre de ceux qui peuvent le lire\u00a0: ${possible}.`,
    };
  }
  const [name, least] = [nameOf(fault.juror), String(fault.minLoad)];
  if (fault.code === "load_bounds_crossed")
    return {
      en: `${name} must read at least ${least} applications and at most ${String(fault.maxLoad)}.`,
      fr: `${name} doit lire au moins ${least} dossiers et au plus ${String(fault.maxLoad)}.`,
    };
  return {
    en: `${name} must read at least ${least} applications; only ${String(fault.possible)} are possible.`,
    fr: `${name} doit lire au moins ${least} dossiers\u202f; nombre de ceux qui sont possibles\u00a0: ${String(fault.possible)}.`,
  };
}

function describeSet(
  fault: Of<"loads_too_low" | "loads_too_high" | "jurors_overbooked" | "applications_too_few">,
  nameOf: NameOf,
): Bilingual {
  if (fault.code === "loads_too_low")
    return {
      en: `${String(fault.wanted)} reviews are needed; all jurors together may read ${String(fault.capacity)}.`,
      fr: `Il faut ${String(fault.wanted)} évaluations\u202f; tous les jurés ensemble peuvent en faire ${String(fault.capacity)}.`,
    };
  if (fault.code === "loads_too_high")
    return {
      en: `The jurors must read ${String(fault.required)} together; only ${String(fault.wanted)} reviews are needed.`,
      fr: `Les jurés doivent en lire ${String(fault.required)} ensemble\u202f; il ne faut que ${String(fault.wanted)} évaluations.`,
    };
  const [applications, jurors] = [
    fault.applications.map(nameOf).join(", "),
    fault.jurors.map(nameOf).join(", "),
  ];
  if (fault.code === "jurors_overbooked")
    return {
      en: `These applications need ${String(fault.wanted)} reviews (${applications}); the jurors who may read them (${jurors}) can give ${String(fault.capacity)}.`,
      fr: `Ces dossiers ont besoin de ${String(fault.wanted)} évaluations (${applications})\u202f; les jurés qui peuvent les lire (${jurors}) peuvent en donner ${String(fault.capacity)}.`,
    };
  return {
    en: `These jurors must read ${String(fault.required)} together (${jurors}); the applications that they may read (${applications}) have ${String(fault.available)} reviews to give.`,
    fr: `Ces jurés doivent en lire ${String(fault.required)} ensemble (${jurors})\u202f; les dossiers qu’ils peuvent lire (${applications}) ont ${String(fault.available)} évaluations à donner.`,
  };
}
