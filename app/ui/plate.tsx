import type { Stain } from "#db/vocabulary.ts";

type PlateProps = { seed: string; stain: Stain; width: number; height: number };

const inks: Record<Stain, { ground: string; stroke: string; nuclei: readonly string[] }> = {
  he: { ground: "#F3DCE6", stroke: "#E3B3C9", nuclei: ["#5B4A8C", "#7A64A8", "#8C6FA6"] },
  ihc: { ground: "#EDF0F3", stroke: "#C9D3DC", nuclei: ["#8A5A2B", "#7E93AE", "#93A6BD"] },
  pas: { ground: "#F1DDEB", stroke: "#D793BC", nuclei: ["#6E3F86", "#A3508F", "#80568F"] },
};

/** Drawn tissue: strokes of stroma and nuclei, the same for the same seed. An ornament with a caption beside it. */
export function TissuePlate({ seed, stain, width, height }: PlateProps) {
  const ink = inks[stain];
  const random = seeded(`${seed}${stain}`);
  const spacing = 14;
  const strokes = Array.from({ length: Math.round(height / 16) }, () => stroke(random, width, height)).join(
    "",
  );
  const nuclei = ink.nuclei.map(() => [] as string[]);
  for (let y = spacing / 2; y < height; y += spacing) {
    for (let x = spacing / 2; x < width; x += spacing) {
      if (random() < 0.2) continue;
      nuclei[Math.floor(random() * nuclei.length)]?.push(
        nucleus(x + (random() - 0.5) * 8, y + (random() - 0.5) * 8, random),
      );
    }
  }
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      aria-hidden
      preserveAspectRatio="xMidYMid slice"
      className="plate"
    >
      <rect width={width} height={height} fill={ink.ground} />
      <path d={strokes} stroke={ink.stroke} strokeWidth={6} fill="none" opacity={0.55} />
      {nuclei.map((shapes, index) => (
        <path key={ink.nuclei[index]} d={shapes.join("")} fill={ink.nuclei[index]} opacity={0.82} />
      ))}
    </svg>
  );
}

function stroke(random: () => number, width: number, height: number): string {
  const y = random() * height;
  const bend = () => (y + (random() - 0.5) * 60).toFixed(0);
  return `M-9 ${y.toFixed(0)}C${(width * 0.3).toFixed(0)} ${bend()} ${(width * 0.7).toFixed(0)} ${bend()} ${String(width + 9)} ${bend()}`;
}

/** An ellipse as a path: two arcs. */
function nucleus(x: number, y: number, random: () => number): string {
  const long = 2.8 + random() * 2.2;
  const short = long * (0.6 + random() * 0.3);
  const turn = Math.round(random() * 180);
  // From one end of the long axis to the other, and back.
  const dx = (2 * long * Math.cos((turn * Math.PI) / 180)).toFixed(1);
  const dy = (2 * long * Math.sin((turn * Math.PI) / 180)).toFixed(1);
  const arc = `a${long.toFixed(1)} ${short.toFixed(1)} ${String(turn)} 1 0`;
  return `M${x.toFixed(0)} ${y.toFixed(0)}${arc} ${dx} ${dy}${arc} ${negated(dx)} ${negated(dy)}`;
}

function negated(number: string): string {
  return number.startsWith("-") ? number.slice(1) : `-${number}`;
}

/** Numbers that are the same on server and in the browser (mulberry32). */
function seeded(text: string): () => number {
  let state = [...text].reduce(
    (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0,
    2_166_136_261,
  );
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
